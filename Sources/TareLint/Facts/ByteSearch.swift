extension StringProtocol {
    /// Whether these bytes stand in it: `contains` compares characters, which takes fifty times as long.
    func has(_ part: StaticString) -> Bool {
        // SAFETY: the buffer is the literal's own, which lives as long as the program.
        has(UnsafeBufferPointer(start: part.utf8Start, count: part.utf8CodeUnitCount))
    }

    func has(_ part: some Collection<UInt8>) -> Bool {
        guard let first = part.first else { return true }
        var rest = utf8[...]
        while let place = rest.firstIndex(of: first) {
            rest = rest[place...]
            if rest.starts(with: part) { return true }
            rest = rest.dropFirst()
        }
        return false
    }

    /// Whether one of these bytes stands in it.
    func has(anyOf bytes: StaticString) -> Bool {
        // SAFETY: as above.
        let bytes = UnsafeBufferPointer(start: bytes.utf8Start, count: bytes.utf8CodeUnitCount)
        return utf8.contains { bytes.contains($0) }
    }

    /// Whether it ends with these bytes: `hasSuffix` walks over characters, backwards.
    func ends(_ suffix: StaticString) -> Bool {
        // SAFETY: as above.
        let suffix = UnsafeBufferPointer(start: suffix.utf8Start, count: suffix.utf8CodeUnitCount)
        return utf8.count >= suffix.count && utf8.suffix(suffix.count).elementsEqual(suffix)
    }
}
