extension ZipDirectory {
    /// The ranges of the file that hold these entries, in order and apart from each other: what a server is asked for.
    /// Ranges are joined where at most `gap` bytes lie between them, since a request costs more than such bytes do.
    public func ranges(of numbers: some Sequence<Int>, gap: UInt64 = 32 << 10) -> [Range<UInt64>] {
        numbers.map { entries[$0].range }.joined(gap: gap)
    }
}

extension [Range<UInt64>] {
    /// The ranges in order, joined where at most `gap` bytes lie between two.
    public func joined(gap: UInt64) -> [Range<UInt64>] {
        var joined: [Range<UInt64>] = []
        for range in sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard let last = joined.last,
                range.lowerBound <= last.upperBound || range.lowerBound - last.upperBound <= gap
            else {
                joined.append(range)
                continue
            }
            joined[joined.count - 1] = last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
        }
        return joined
    }
}
