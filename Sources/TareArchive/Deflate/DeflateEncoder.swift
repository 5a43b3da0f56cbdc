/// Packs bytes in memory as raw deflate (RFC 1951): the same bytes on every machine and for every release of a library,
/// which zlib does not promise.
///
/// Repetitions are searched in chains of equal four bytes, of a bounded length; a block is written stored, with the
/// fixed or with a code of its own, whatever takes the fewest bits. What `size` counts is what `pack` writes: both walk
/// the same tokens. Linear in the input. For one task at a time; used for many inputs one after the other, none of
/// which sees the others.
public final class DeflateEncoder {
    /// Nodes of a chain that are looked at. Four find most of what zlib's level 6 finds in source code.
    private let depth: Int
    /// A match of so many bytes is not bettered.
    private static let good = 32
    private static let hashBits = 14
    static let blockTokens = 16 << 10
    /// A block of fewer tokens gains nothing from a code of its own.
    private static let leastForOwnCode = 256

    private let heads: UnsafeMutablePointer<Int32>
    private let links: UnsafeMutablePointer<Int32>
    private let tokens: UnsafeMutablePointer<UInt32>
    private var tokenCount = 0
    private var literals: UnsafeMutablePointer<UInt32>
    private var distances: UnsafeMutablePointer<UInt32>
    /// The position that the input's first byte has in the tables: what stands below is of inputs before.
    private var base: Int32 = 1

    public init(depth: Int = 8) {
        self.depth = depth
        heads = .allocate(capacity: 1 << Self.hashBits)
        heads.initialize(repeating: 0, count: 1 << Self.hashBits)
        links = .allocate(capacity: DeflateTables.windowBytes)
        links.initialize(repeating: 0, count: DeflateTables.windowBytes)
        tokens = .allocate(capacity: Self.blockTokens)
        tokens.initialize(repeating: 0, count: Self.blockTokens)
        literals = .allocate(capacity: DeflateTables.literalCodes)
        distances = .allocate(capacity: DeflateTables.distanceCodes)
        clearCounts()
    }

    deinit {
        heads.deallocate()
        links.deallocate()
        tokens.deallocate()
        literals.deallocate()
        distances.deallocate()
    }

    /// The packed bytes.
    public func pack(_ input: UnsafeRawBufferPointer) -> [UInt8] {
        var output = DeflateOutput(reserving: input.count / 3 + 64)
        walk(input) { block in block.write(to: &output) }
        output.align()
        return output.bytes
    }

    /// How many bytes `pack` gives.
    public func size(of input: UnsafeRawBufferPointer) -> UInt64 {
        var bits: UInt64 = 0
        walk(input) { block in bits = block.end(from: bits) }
        return (bits + 7) / 8
    }

    /// Gives the input's blocks in their order; at least one.
    private func walk(_ input: UnsafeRawBufferPointer, _ body: (borrowing DeflateBlock) -> Void) {
        // Positions are 32 bits; an input of more is begun anew where it reaches them.
        if Int(base) + input.count > Int(Int32.max) - DeflateTables.windowBytes { forget() }
        var (start, position) = (0, 0)
        repeat {
            start = position
            tokenCount = 0
            position = tokenise(input, from: position)
            let isLast = position >= input.count
            literals[DeflateTables.endOfBlock] += 1
            body(
                DeflateBlock(
                    input: UnsafeRawBufferPointer(rebasing: input[start..<position]),
                    tokens: UnsafeBufferPointer(start: tokens, count: tokenCount),
                    literals: UnsafeBufferPointer(start: literals, count: DeflateTables.literalCodes),
                    distances: UnsafeBufferPointer(start: distances, count: DeflateTables.distanceCodes),
                    mayHaveOwnCode: tokenCount >= Self.leastForOwnCode, isLast: isLast))
            clearCounts()
        } while position < input.count
        base += Int32(truncatingIfNeeded: input.count) + Int32(DeflateTables.windowBytes)
    }

    private func forget() {
        heads.update(repeating: 0, count: 1 << Self.hashBits)
        links.update(repeating: 0, count: DeflateTables.windowBytes)
        base = 1
    }

    private func clearCounts() {
        literals.initialize(repeating: 0, count: DeflateTables.literalCodes)
        distances.initialize(repeating: 0, count: DeflateTables.distanceCodes)
    }

    /// Makes tokens until a block is full or the input ends; gives where it stopped.
    private func tokenise(_ input: UnsafeRawBufferPointer, from start: Int) -> Int {
        guard let bytes = input.baseAddress else { return 0 }
        // A block has at most a stored block's bytes, so that it may become one.
        let end = min(input.count, start + 65_535)
        var position = start
        while position < end, tokenCount < Self.blockTokens {
            var (length, distance) = longest(bytes, position, end, beyond: 0)
            insert(bytes, position, input.count)
            guard length >= DeflateTables.minimumMatch else {
                put(literal: bytes.load(fromByteOffset: position, as: UInt8.self))
                position += 1
                continue
            }
            // One byte later there may be a longer one.
            while length < Self.good, position + 1 < end, tokenCount + 1 < Self.blockTokens {
                let (next, nextDistance) = longest(bytes, position + 1, end, beyond: length)
                guard next > length else { break }
                put(literal: bytes.load(fromByteOffset: position, as: UInt8.self))
                position += 1
                insert(bytes, position, input.count)
                (length, distance) = (next, nextDistance)
            }
            put(length: length, distance: distance)
            // Long matches are mostly runs: their inside finds nothing that their ends do not.
            let inserted = min(length, Self.good)
            for step in 1..<inserted { insert(bytes, position + step, input.count) }
            position += length
        }
        return position
    }

    private func put(literal byte: UInt8) {
        tokens[tokenCount] = UInt32(byte)
        literals[Int(byte)] &+= 1
        tokenCount += 1
    }

    private func put(length: Int, distance: Int) {
        let token = DeflateToken(length: length, distance: distance)
        tokens[tokenCount] = token.bits
        literals[257 + token.lengthCode] &+= 1
        distances[token.distanceCode] &+= 1
        tokenCount += 1
    }

    @inline(__always)
    private func hash(_ bytes: UnsafeRawPointer, _ position: Int) -> Int {
        let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self).littleEndian
        return Int((word &* 0x9E37_79B1) >> UInt32(32 - Self.hashBits))
    }

    @inline(__always)
    private func insert(_ bytes: UnsafeRawPointer, _ position: Int, _ count: Int) {
        guard position + 4 <= count else { return }
        let slot = hash(bytes, position)
        let place = base &+ Int32(truncatingIfNeeded: position)
        links[Int(place) & (DeflateTables.windowBytes - 1)] = heads[slot]
        heads[slot] = place
    }

    /// The longest match of what is at `position` with what went before, and the nearest of equal ones; shorter ones
    /// than `beyond` are not looked for. Length 0 where there is none.
    private func longest(
        _ bytes: UnsafeRawPointer, _ position: Int, _ end: Int, beyond: Int
    ) -> (length: Int, distance: Int) {
        let limit = min(DeflateTables.maximumMatch, end - position)
        guard limit >= DeflateTables.minimumMatch, limit > beyond else { return (0, 0) }
        var best = max(beyond, DeflateTables.minimumMatch - 1)
        var distance = 0
        // A run of one byte is found in the nearest place.
        if position > 0 {
            let length = common(bytes, position - 1, position, limit)
            if length > best { (best, distance) = (length, 1) }
        }
        var candidate = Int(heads[hash(bytes, position)])
        var steps = depth
        let oldest = max(Int(base), Int(base) + position - DeflateTables.windowBytes)
        while candidate >= oldest, steps > 0, best < limit {
            let at = candidate - Int(base)
            let mayBeLonger =
                bytes.load(fromByteOffset: at + best, as: UInt8.self)
                == bytes.load(fromByteOffset: position + best, as: UInt8.self)
            if mayBeLonger {
                let length = common(bytes, at, position, limit)
                if length > best { (best, distance) = (length, position - at) }
            }
            let next = Int(links[candidate & (DeflateTables.windowBytes - 1)])
            // A link that was written over leads forward.
            guard next < candidate else { break }
            candidate = next
            steps -= 1
        }
        return distance > 0 ? (best, distance) : (0, 0)
    }

    @inline(__always)
    private func common(_ bytes: UnsafeRawPointer, _ left: Int, _ right: Int, _ limit: Int) -> Int {
        var length = 0
        while length + 8 <= limit {
            let difference =
                bytes.loadUnaligned(fromByteOffset: left + length, as: UInt64.self).littleEndian
                ^ bytes.loadUnaligned(fromByteOffset: right + length, as: UInt64.self).littleEndian
            if difference != 0 { return length + difference.trailingZeroBitCount / 8 }
            length += 8
        }
        while length < limit,
            bytes.load(fromByteOffset: left + length, as: UInt8.self)
                == bytes.load(fromByteOffset: right + length, as: UInt8.self)
        {
            length += 1
        }
        return length
    }
}

/// A literal byte, or a match of earlier bytes, in 32 bits.
struct DeflateToken {
    let bits: UInt32

    init(bits: UInt32) { self.bits = bits }

    init(length: Int, distance: Int) {
        bits = 1 << 31 | UInt32(truncatingIfNeeded: length - 3) << 16 | UInt32(truncatingIfNeeded: distance - 1)
    }

    var isMatch: Bool { bits >> 31 != 0 }
    var literal: Int { Int(bits & 0xFF) }
    var length: Int { Int(bits >> 16 & 0xFF) + 3 }
    var distance: Int { Int(bits & 0x7FFF) + 1 }
    var lengthCode: Int { Int(DeflateTables.codeOfLength[length - 3]) }
    var distanceCode: Int {
        let before = distance - 1
        return Int(DeflateTables.codeOfDistance[before < 256 ? before : 256 + before >> 7])
    }
}
