import TareDockerfile

extension Word {
    /// The text without the quotes of a Dockerfile's word; variables and other escapes stand as written.
    var unquoted: String {
        let text = text
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x27 || $0 == 0x5C }) else { return text }
        var result: [UInt8] = []
        var quote: UInt8 = 0
        let bytes = Array(text.utf8)
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == 0x5C, place < bytes.count, bytes[place] == quote || (quote == 0 && bytes[place] == 0x20) {
                result.append(bytes[place])
                place += 1
            } else if quote == 0, byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == quote, quote != 0 {
                quote = 0
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension String {
    /// Without quotes at both ends, however many: hadolint's `dropQuotes`.
    var droppingQuotes: Substring {
        var bytes = utf8[...]
        while let first = bytes.first, first == 0x22 || first == 0x27 { bytes = bytes.dropFirst() }
        while let last = bytes.last, last == 0x22 || last == 0x27 { bytes = bytes.dropLast() }
        return Substring(bytes)
    }

    /// Whether a letter and a colon stand at the beginning.
    var isWindowsAbsolute: Bool {
        let start = unicodeScalars.prefix(2)
        guard start.count == 2, let first = start.first, let second = start.last else { return false }
        return first.properties.isAlphabetic && second == ":"
    }

    /// What stands behind the last slash, of either kind, without quotes.
    var baseName: String {
        let bytes = droppingQuotes.utf8
        let slash = bytes.lastIndex { $0 == 0x2F || $0 == 0x5C }
        return String(Substring(slash.map { bytes[bytes.index(after: $0)...] } ?? bytes[...]))
    }

    /// Whether the name, without quotes, is an archive's.
    var isArchiveName: Bool {
        let text = droppingQuotes
        // Most names end otherwise.
        guard let dot = text.utf8.lastIndex(of: 0x2E) else { return false }
        switch Substring(text.utf8[dot...]) {
        case ".tar", ".Z", ".bz2", ".gz", ".lz", ".lzma", ".tZ", ".tb2", ".tbz", ".tbz2", ".tgz", ".tlz", ".tpz",
            ".txz",
            ".xz":
            return true
        default: return false
        }
    }
}
