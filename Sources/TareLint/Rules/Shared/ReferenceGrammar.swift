/// The grammar of image names (`distribution/reference`), as far as it says what is none.
enum ReferenceGrammar {
    /// Whether `ParseNormalizedNamed` takes it.
    static func isReference(_ text: String) -> Bool {
        text.withBytes(isUsual) || isRareReference(text)
    }

    /// Whether it is `name` or `name:tag` of lower-case letters, digits and dashes: most are.
    private static func isUsual(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first, isLower(first), text.count < 64 else { return false }
        var place = 0
        while place < text.count, isLower(text[place]) || isDigit(text[place]) { place += 1 }
        if place == text.count { return true }
        guard text[place] == 0x3A, place + 1 < text.count, isWord(text[place + 1]) else { return false }
        return text[(place + 1)...].allSatisfy { isWord($0) || $0 == 0x2E || $0 == 0x2D }
    }

    private static func isRareReference(_ text: String) -> Bool {
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
        // The last byte, and how many like it stand before a letter.
        var (previous, run): (UInt8, Int) = (first, 0)
        for byte in part {
            defer { previous = byte }
            switch byte {
            case 0x2D: if run > 0, previous != byte { return false }
            case 0x2E: if run > 0 { return false }
            case 0x5F: if run > 1 || run == 1 && previous != byte { return false }
            default:
                guard isLower(byte) || isDigit(byte) else { return false }
                run = 0
                continue
            }
            run += 1
        }
        return true
    }
}
