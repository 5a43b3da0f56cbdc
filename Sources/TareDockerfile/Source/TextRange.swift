/// Bytes of the joined text: what is left of a file when continuations, and comments between them, are gone.
///
/// A word may lie on both sides of a continuation, so its place in the file is looked up (`DockerfileStorage.source`).
struct TextRange: Hashable, Sendable {
    var lower: UInt32
    var upper: UInt32

    init(_ lower: Int, _ upper: Int) {
        self.lower = UInt32(truncatingIfNeeded: lower)
        self.upper = UInt32(truncatingIfNeeded: max(lower, upper))
    }

    static let none = TextRange(0, 0)

    @inline(__always) var start: Int { Int(lower) }
    @inline(__always) var end: Int { Int(upper) }
    @inline(__always) var isEmpty: Bool { lower == upper }
    @inline(__always) var offsets: Range<Int> { Int(lower)..<Int(upper) }
}

/// Bytes that the joined text took over from the file in one stretch: one line's part of an instruction.
struct TextPiece: Sendable {
    /// Where the stretch begins in the joined text.
    var text: UInt32
    /// Where it begins in the file.
    var source: UInt32
}

/// Consecutive rows of one of the tree's tables.
struct TableSlice: Sendable {
    var start: UInt32
    var count: UInt32

    init(_ start: Int, _ end: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.count = UInt32(truncatingIfNeeded: end - start)
    }

    static let none = TableSlice(0, 0)

    @inline(__always) var indices: Range<Int> { Int(start)..<Int(start) + Int(count) }
}
