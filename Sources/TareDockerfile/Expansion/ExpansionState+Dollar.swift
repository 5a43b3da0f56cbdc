extension ExpansionState {
    /// `$name`, `${name}` and the forms with an operator.
    mutating func processDollar() throws(ExpansionError) -> String {
        place += 1
        guard next == "{" else {
            let name = takeName()
            guard !name.isEmpty else { return "$" }
            return value(of: name) ?? (expander.keepsUnset ? "$" + name : "")
        }
        place += 1
        switch next {
        case nil: throw ExpansionError(message: "syntax error: missing '}'")
        case "{", "}", ":": throw ExpansionError(message: "syntax error: bad substitution")
        default: break
        }
        let name = takeName()
        let sign = take()
        switch sign {
        case "}": return value(of: name) ?? (expander.keepsUnset ? "${\(name)}" : "")
        case ":": return try processOperator(name, take(), colon: true)
        case "+", "-", "?", "#", "%": return try processOperator(name, sign, colon: false)
        case "/": return try processReplacement(name)
        default: throw unsupported(String(sign ?? "\u{FFFD}"))
        }
    }

    private func unsupported(_ sign: String) -> ExpansionError {
        ExpansionError(message: "unsupported modifier (\(sign)) in substitution")
    }

    private mutating func processOperator(
        _ name: String, _ sign: Unicode.Scalar?, colon: Bool
    ) throws(ExpansionError) -> String {
        let written = (colon ? ":" : "") + String(sign ?? "\u{FFFD}")
        let isPattern = sign == "#" || sign == "%"
        if colon, isPattern { throw unsupported(written) }
        var word = try part(until: "}", rawEscapes: isPattern, missing: "syntax error: missing '}'")
        let value = value(of: name)
        if expander.keepsUnset, value == nil { return "${\(name)\(written)\(word)}" }
        let isMissing = value == nil || (colon && value == "")
        switch sign {
        case "-": return isMissing ? word : value ?? ""
        case "+": return isMissing ? "" : word
        case "?":
            guard isMissing else { return value ?? "" }
            let complaint = value == nil ? "is not allowed to be unset" : "is not allowed to be empty"
            throw ExpansionError(message: "\(name): \(word.isEmpty ? complaint : word)")
        case "#", "%":
            let isGreedy = word.unicodeScalars.first == sign
            if isGreedy { word.unicodeScalars.removeFirst() }
            let scalars = Array((value ?? "").unicodeScalars)
            do {
                return sign == "#"
                    ? try ShellPattern.droppingPrefix(word, scalars, greedy: isGreedy)
                    : try ShellPattern.droppingSuffix(word, scalars, greedy: isGreedy)
            } catch { throw ExpansionError(message: "invalid pattern (\(word)) in substitution: \(error.message)") }
        default: throw unsupported(written)
        }
    }

    /// `${name/pattern/replacement}`, with `//` all of them.
    private mutating func processReplacement(_ name: String) throws(ExpansionError) -> String {
        let replacesAll = next == "/"
        if replacesAll { place += 1 }
        let pattern = try part(until: "/", rawEscapes: true, missing: "syntax error: missing '/' in ${}")
        let replacement = try part(until: "}", rawEscapes: true, missing: "syntax error: missing '}'")
        let value = value(of: name)
        if expander.keepsUnset, value == nil { return "${\(name)/\(pattern)/\(replacement)}" }
        do {
            return try ShellPattern(pattern).replacing(
                Array((value ?? "").unicodeScalars), with: replacement, all: replacesAll)
        } catch { throw ExpansionError(message: "invalid pattern (\(pattern)) in substitution: \(error.message)") }
    }

    private mutating func part(
        until stop: Unicode.Scalar, rawEscapes: Bool, missing: String
    ) throws(ExpansionError) -> String {
        do { return try process(until: stop, rawEscapes: rawEscapes).0 } catch {
            throw next == nil ? ExpansionError(message: missing) : error
        }
    }

    private mutating func value(of name: String) -> String? {
        guard let value = variables[name] else {
            unmatched.insert(name)
            return nil
        }
        matched.insert(name)
        return value
    }

    /// A name of letters, digits and `_`; a number; or one special parameter.
    private mutating func takeName() -> String {
        var name: [UInt8] = []
        while let scalar = next {
            if name.isEmpty, scalar.isGoDigit {
                while let digit = next, digit.isGoDigit {
                    name.append(digit)
                    place += 1
                }
                return String(decoding: name, as: UTF8.self)
            }
            if name.isEmpty, "@*#?-$!0".unicodeScalars.contains(scalar) {
                place += 1
                return String(scalar)
            }
            guard scalar.isGoLetter || scalar.isGoDigit || scalar == "_" else { break }
            name.append(scalar)
            place += 1
        }
        return String(decoding: name, as: UTF8.self)
    }
}

extension Unicode.Scalar {
    /// `unicode.IsDigit`.
    var isGoDigit: Bool {
        value < 0x80 ? UInt8(value).isDigit : properties.generalCategory == .decimalNumber
    }

    /// `unicode.IsLetter`.
    var isGoLetter: Bool {
        if value < 0x80 { return (UInt8(value) | 0x20) &- 0x61 < 26 }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
        default: return false
        }
    }
}
