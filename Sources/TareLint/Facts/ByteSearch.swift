extension StringProtocol {
    /// The text's bytes, in one piece.
    @inline(__always)
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        utf8.withContiguousStorageIfAvailable(body) ?? Array(utf8).withUnsafeBufferPointer(body)
    }

    /// In lower case where characters above ASCII may become letters of it: the rest folds byte by byte.
    var foldable: String { utf8.allSatisfy { $0 < 0x80 } ? String(self) : lowercased() }

    /// Whether these bytes stand in it: `contains` compares characters, which takes fifty times as long.
    func has(_ part: StaticString) -> Bool {
        // SAFETY: the buffer is the literal's own, which lives as long as the program.
        withBytes { $0.has(UnsafeBufferPointer(start: part.utf8Start, count: part.utf8CodeUnitCount)) }
    }

    func has(_ part: String.UTF8View) -> Bool {
        withBytes { bytes in String(part).withBytes { bytes.has($0) } }
    }

    /// Whether one of these bytes stands in it.
    func has(anyOf bytes: StaticString) -> Bool {
        // SAFETY: as above.
        let bytes = UnsafeBufferPointer(start: bytes.utf8Start, count: bytes.utf8CodeUnitCount)
        return withBytes { $0.contains { bytes.contains($0) } }
    }

    /// Whether it ends with these bytes: `hasSuffix` walks over characters, backwards.
    func ends(_ suffix: StaticString) -> Bool {
        withBytes { $0.count >= suffix.utf8CodeUnitCount && $0.has(suffix, at: $0.count - suffix.utf8CodeUnitCount) }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether these bytes stand in it.
    func has(_ part: UnsafeBufferPointer<UInt8>) -> Bool { firstPlace(of: part) != nil }

    /// Where these bytes stand first: `firstRange(of:)` takes a hundred times as long.
    func firstPlace(of part: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let first = part.first else { return 0 }
        guard count >= part.count else { return nil }
        next: for start in 0...(count - part.count) where self[start] == first {
            for index in 1..<part.count where self[start + index] != part[index] { continue next }
            return start
        }
        return nil
    }

    /// Whether these bytes stand at a place.
    @inline(__always)
    func has(_ part: StaticString, at place: Int) -> Bool {
        guard place + part.utf8CodeUnitCount <= count else { return false }
        // SAFETY: the index stays below the literal's own count.
        for index in 0..<part.utf8CodeUnitCount where self[place + index] != part.utf8Start[index] { return false }
        return true
    }

    /// Whether they are these and no others, in any casing of ASCII; the word is in lower case.
    func equalsFolded(_ word: StaticString) -> Bool { count == word.utf8CodeUnitCount && hasFolded(word, at: 0) }

    /// Whether these bytes stand at a place, in any casing of ASCII; the part is in lower case.
    @inline(__always)
    func hasFolded(_ part: StaticString, at place: Int) -> Bool {
        guard place + part.utf8CodeUnitCount <= count else { return false }
        // SAFETY: as above.
        for index in 0..<part.utf8CodeUnitCount where self[place + index].folded != part.utf8Start[index] {
            return false
        }
        return true
    }
}

extension UInt8 {
    /// In lower case, if it is a letter of ASCII.
    var folded: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}
