/// The bytes of a wheel that are at hand: some ranges of the file, in order, none overlapping another.
///
/// A wheel never changes, so that pieces that were fetched once are kept, and all that is known of it is read from them.
public struct WheelPieces: Sendable, Hashable {
    /// The whole file's size in bytes.
    public let size: UInt64
    public private(set) var pieces: [Piece] = []

    public struct Piece: Sendable, Hashable {
        public var offset: UInt64
        public var bytes: [UInt8]
        var end: UInt64 { offset &+ UInt64(bytes.count) }
    }

    public init(size: UInt64) { self.size = size }

    /// Adds bytes at an offset, joined with the pieces that they touch; what was at hand already stays.
    public mutating func add(_ bytes: [UInt8], at offset: UInt64) {
        guard !bytes.isEmpty, offset < size, UInt64(bytes.count) <= size - offset else { return }
        var added = Piece(offset: offset, bytes: bytes)
        let first = pieces.firstIndex { $0.end >= added.offset } ?? pieces.count
        var last = first
        while last < pieces.count, pieces[last].offset <= added.end {
            added = Self.joined(pieces[last], added)
            last += 1
        }
        pieces.replaceSubrange(first..<last, with: [added])
    }

    /// The bytes of a range, if all of them are at hand.
    public func bytes(in range: Range<UInt64>) -> ArraySlice<UInt8>? {
        guard let piece = pieces.last(where: { $0.offset <= range.lowerBound }), range.upperBound <= piece.end else {
            return nil
        }
        return piece.bytes[Int(range.lowerBound - piece.offset)..<Int(range.upperBound - piece.offset)]
    }

    /// Bytes at hand.
    public var count: Int { pieces.reduce(0) { $0 + $1.bytes.count } }

    private static func joined(_ one: Piece, _ other: Piece) -> Piece {
        let (first, second) = one.offset <= other.offset ? (one, other) : (other, one)
        guard second.end > first.end else { return first }
        return Piece(offset: first.offset, bytes: first.bytes + second.bytes.dropFirst(Int(first.end - second.offset)))
    }
}

extension WheelPieces {
    private static let version: UInt8 = 1

    /// The kept form: version, size, then offset, length and bytes of every piece, numbers in eight bytes each, the
    /// lowest first.
    public func encoded() -> [UInt8] {
        var output: [UInt8] = [Self.version]
        output.reserveCapacity(count + 16 * pieces.count + 9)
        func put(_ number: UInt64) {
            for shift in stride(from: 0, to: 64, by: 8) { output.append(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        put(size)
        for piece in pieces {
            put(piece.offset)
            put(UInt64(piece.bytes.count))
            output += piece.bytes
        }
        return output
    }

    /// Reads the kept form; `nil` for anything else.
    public init?(encoded bytes: [UInt8]) {
        var at = 1
        func number() -> UInt64? {
            guard bytes.count - at >= 8 else { return nil }
            defer { at += 8 }
            return (0..<8).reduce(0) { $0 | UInt64(bytes[at + $1]) << (8 * $1) }
        }
        guard bytes.first == Self.version, let size = number() else { return nil }
        self.init(size: size)
        var end: UInt64 = 0
        while at < bytes.count {
            guard let offset = number(), let length = number(), length > 0, length <= UInt64(bytes.count - at),
                offset >= end, offset <= size, length <= size - offset
            else { return nil }
            pieces.append(Piece(offset: offset, bytes: Array(bytes[at..<at + Int(length)])))
            at += Int(length)
            end = offset + length
        }
    }
}
