extension String {
    /// The text as it may be shown on a terminal: control characters (C0, C1, escape sequences), bidirectional
    /// overrides and invisible characters become `\u{…}`; longer text than `limit` scalars is cut with `…`.
    ///
    /// Names in archives, labels and registries' messages are chosen by strangers.
    public func printable(limit: Int = 200) -> String {
        var text = ""
        var count = 0
        for scalar in unicodeScalars {
            guard count < limit else { return text + "…" }
            count += 1
            if scalar.isUnsafeOnTerminal {
                text += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension Unicode.Scalar {
    fileprivate var isUnsafeOnTerminal: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0: true
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0xFFF9...0xFFFB: true
        default: false
        }
    }
}
