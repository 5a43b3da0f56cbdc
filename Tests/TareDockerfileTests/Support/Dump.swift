import TareDockerfile

extension Dockerfile {
    /// The tree as BuildKit's `Node.Dump` writes it.
    var dumped: String { instructions.map { "(\($0.dumped))" }.joined(separator: "\n") + "\n" }
}

extension Instruction {
    fileprivate var dumped: String {
        var parts = [keywordWord.text.lowercased()]
        if !flags.isEmpty { parts.append("[" + flags.map { $0.text.quotedAsInGo }.joined(separator: " ") + "]") }
        switch form {
        case .none: break
        case .opaque: parts.append("\"\"")
        case .instruction: parts.append("(\(trigger?.dumped ?? ""))")
        case .pairs, .legacyPair:
            let words = arguments
            for place in stride(from: 0, to: words.count - 1, by: 2) {
                parts.append(words[place].text.quotedAsInGo)
                parts.append(words[place + 1].text.quotedAsInGo)
                parts.append(form == .pairs ? "\"=\"" : "\"\"")
            }
        case .text, .words, .json:
            parts += arguments.map { $0.text.quotedAsInGo }
        }
        if form == .none { parts += arguments.map { $0.text.quotedAsInGo } }
        return parts.filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension String {
    /// Go's `strconv.Quote`, written anew: the tests must not share it with what they test.
    var quotedAsInGo: String {
        let names: [Unicode.Scalar: String] = [
            "\"": "\\\"", "\\": "\\\\", "\u{07}": "\\a", "\u{08}": "\\b", "\u{0C}": "\\f", "\n": "\\n", "\r": "\\r",
            "\t": "\\t", "\u{0B}": "\\v",
        ]
        var result = "\""
        for scalar in unicodeScalars {
            if let name = names[scalar] {
                result += name
            } else if scalar.value < 0x20 || scalar.value == 0x7F {
                let digits = String(scalar.value, radix: 16)
                result += "\\x" + (digits.count < 2 ? "0" : "") + digits
            } else if scalar != " ",
                [.control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator]
                    .contains(scalar.properties.generalCategory)
            {
                let digits = String(scalar.value, radix: 16)
                let width = scalar.value > 0xFFFF ? 8 : 4
                result += (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - digits.count) + digits
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
