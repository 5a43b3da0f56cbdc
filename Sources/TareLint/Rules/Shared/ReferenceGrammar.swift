/// The grammar of image names (`distribution/reference`), as far as it says what is none.
enum ReferenceGrammar {
    /// Whether `ParseNormalizedNamed` takes it.
    static func isReference(_ text: String) -> Bool {
        var bytes = Array(text.utf8)[...]
        guard !bytes.isEmpty, bytes.count <= 4_096 else { return false }
        // An image's bare identifier is no name.
        if bytes.count == 64, bytes.allSatisfy({ isDigit($0) || $0 &- 0x61 < 6 }) { return false }
        if let at = bytes.firstIndex(of: 0x40) {
            guard isDigest(bytes[(at + 1)...]) else { return false }
            bytes = bytes[..<at]
        }
        let lastSlash = bytes.lastIndex(of: 0x2F)
        if let colon = bytes.lastIndex(of: 0x3A), colon > lastSlash ?? -1 {
            // `host:5000` alone is a name with a tag.
            guard isTag(bytes[(colon + 1)...]) else { return false }
            bytes = bytes[..<colon]
        }
        var parts = bytes.split(separator: 0x2F, omittingEmptySubsequences: false)
        if parts.count > 1, let first = parts.first, isHost(first) {
            guard isDomain(first) else { return false }
            parts.removeFirst()
        }
        return !parts.isEmpty && parts.allSatisfy(isPathComponent)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    private static func isLower(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }
    private static func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 26 || byte == 0x5F }

    /// `splitDockerDomain`: a dot, a port, `localhost` or a capital letter.
    private static func isHost(_ part: ArraySlice<UInt8>) -> Bool {
        part.contains(0x2E) || part.contains(0x3A) || part.elementsEqual("localhost".utf8)
            || part.contains { $0 &- 0x41 < 26 }
    }

    private static func isDomain(_ part: ArraySlice<UInt8>) -> Bool {
        if part.first == 0x5B { return part.contains(0x5D) }
        let pieces = part.split(separator: 0x3A, omittingEmptySubsequences: false)
        guard pieces.count <= 2 else { return false }
        if pieces.count == 2, pieces[1].isEmpty || !pieces[1].allSatisfy(isDigit) { return false }
        return pieces[0].split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { label in
            guard let first = label.first, let last = label.last else { return false }
            return first != 0x2D && last != 0x2D
                && label.allSatisfy { (isWord($0) && $0 != 0x5F) || $0 == 0x2D }
        }
    }

    private static func isTag(_ tag: ArraySlice<UInt8>) -> Bool {
        guard let first = tag.first, isWord(first), tag.count <= 128 else { return false }
        return tag.allSatisfy { isWord($0) || $0 == 0x2E || $0 == 0x2D }
    }

    private static func isDigest(_ digest: ArraySlice<UInt8>) -> Bool {
        guard let colon = digest.firstIndex(of: 0x3A), colon > digest.startIndex else { return false }
        let hex = digest[(colon + 1)...]
        return hex.count >= 32 && hex.allSatisfy { isDigit($0) || ($0 | 0x20) &- 0x61 < 6 }
    }

    /// Lower-case letters and digits, parted by one dot, one or two underscores, or dashes.
    private static func isPathComponent(_ part: ArraySlice<UInt8>) -> Bool {
        guard let first = part.first, let last = part.last, isLower(first) || isDigit(first),
            isLower(last) || isDigit(last)
        else { return false }
        var separator: [UInt8] = []
        for byte in part {
            if isLower(byte) || isDigit(byte) {
                let isOne =
                    separator.isEmpty || separator == [0x2E] || separator == [0x5F] || separator == [0x5F, 0x5F]
                    || separator.allSatisfy { $0 == 0x2D }
                guard isOne else { return false }
                separator = []
            } else if byte == 0x2E || byte == 0x5F || byte == 0x2D {
                separator.append(byte)
            } else {
                return false
            }
        }
        return true
    }
}
