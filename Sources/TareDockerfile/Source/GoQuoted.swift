extension String {
    /// As Go's `%q` writes it: BuildKit's messages quote words so.
    var goQuoted: String {
        var result = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{07}": result += "\\a"
            case "\u{08}": result += "\\b"
            case "\u{0C}": result += "\\f"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0B}": result += "\\v"
            default:
                if scalar.isGoPrintable {
                    result.unicodeScalars.append(scalar)
                } else if scalar.value < 0x80 {
                    result += "\\x" + scalar.value.hex(2)
                } else {
                    result += scalar.value > 0xFFFF ? "\\U" + scalar.value.hex(8) : "\\u" + scalar.value.hex(4)
                }
            }
        }
        return result + "\""
    }
}

extension Unicode.Scalar {
    /// `unicode.IsPrint`: letters, marks, numbers, punctuation, symbols and the ASCII space.
    var isGoPrintable: Bool {
        if value < 0x80 { return value >= 0x20 && value != 0x7F }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            return false
        default: return true
        }
    }
}

extension UInt32 {
    fileprivate func hex(_ digits: Int) -> String {
        let text = String(self, radix: 16)
        return String(repeating: "0", count: Swift.max(0, digits - text.count)) + text
    }
}
