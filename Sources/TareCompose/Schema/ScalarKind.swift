internal import TareYAML

extension YAMLScalar {
    /// What the text is to YAML 1.2's core schema, as Compose reads it: `yes` and `22:22` are texts, `0755` a number.
    var kind: ComposeShape.Scalars {
        if written != nil || style != .plain { return .text }
        if isNull { return .null }
        if ["true", "True", "TRUE", "false", "False", "FALSE"].contains(text) { return .flag }
        var digits = text.utf8[...]
        if digits.first == UInt8(ascii: "-") || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
        guard let first = digits.first else { return .text }
        if first == UInt8(ascii: "0"), let base = digits.dropFirst().first {
            let rest = digits.dropFirst(2)
            let radix = [UInt8(ascii: "x"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "b"): 2][base | 0x20]
            if let radix, !rest.isEmpty, Int(String(Substring(rest)), radix: radix) != nil { return .integer }
        }
        if digits.allSatisfy(Self.isDigit) { return .integer }
        if [".inf", ".Inf", ".INF"].contains(Substring(digits)) || [".nan", ".NaN", ".NAN"].contains(text) {
            return .fraction
        }
        return Self.isFraction(digits) ? .fraction : .text
    }

    /// `1.5`, `.5`, `1.`, `1e3`.
    private static func isFraction(_ text: Substring.UTF8View) -> Bool {
        var rest = text
        let whole = rest.prefix(while: isDigit).count
        rest = rest.dropFirst(whole)
        var part = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            part = rest.prefix(while: isDigit).count
            rest = rest.dropFirst(part)
        }
        guard whole + part > 0 else { return false }
        guard let sign = rest.first else { return true }
        guard sign | 0x20 == UInt8(ascii: "e") else { return false }
        rest = rest.dropFirst()
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        return !rest.isEmpty && rest.allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
