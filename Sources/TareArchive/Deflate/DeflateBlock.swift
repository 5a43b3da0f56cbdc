/// One block of a deflate stream (RFC 1951 §3.2.3): its tokens, and the shortest way to write them.
struct DeflateBlock {
    private let input: UnsafeRawBufferPointer
    private let tokens: UnsafeBufferPointer<UInt32>
    private let isLast: Bool
    private let form: Form

    private enum Form {
        case stored
        case fixed(bits: UInt64)
        case dynamic(DeflateCodes, bits: UInt64)
    }

    init(
        input: UnsafeRawBufferPointer, tokens: UnsafeBufferPointer<UInt32>, literals: UnsafeBufferPointer<UInt32>,
        distances: UnsafeBufferPointer<UInt32>, mayHaveOwnCode: Bool, isLast: Bool
    ) {
        (self.input, self.tokens, self.isLast) = (input, tokens, isLast)
        let extra = Self.extraBits(literals, distances)
        let fixed =
            extra + 3 + Self.bits(literals, DeflateTables.fixedLiteralLengths)
            + Self.bits(distances, DeflateTables.fixedDistanceLengths)
        var form = Form.fixed(bits: fixed)
        var least = fixed
        if mayHaveOwnCode {
            let codes = DeflateCodes(Array(literals), Array(distances))
            let bits =
                extra + 3 + codes.headerBits + Self.bits(literals, codes.literals.lengths)
                + Self.bits(distances, codes.distances.lengths)
            if bits < least { (form, least) = (.dynamic(codes, bits: bits), bits) }
        }
        // Whatever bit it begins at: 3 bits, up to 7 more, two lengths.
        if UInt64(input.count) * 8 + 42 < least { form = .stored }
        self.form = form
    }

    private static func bits(_ counts: UnsafeBufferPointer<UInt32>, _ lengths: [UInt8]) -> UInt64 {
        var sum: UInt64 = 0
        for symbol in 0..<counts.count { sum &+= UInt64(counts[symbol]) &* UInt64(lengths[symbol]) }
        return sum
    }

    private static func extraBits(
        _ literals: UnsafeBufferPointer<UInt32>, _ distances: UnsafeBufferPointer<UInt32>
    ) -> UInt64 {
        var sum: UInt64 = 0
        for code in 0..<29 { sum &+= UInt64(literals[257 + code]) &* UInt64(DeflateTables.lengthExtraBits[code]) }
        for code in 0..<30 { sum &+= UInt64(distances[code]) &* UInt64(DeflateTables.distanceExtraBits[code]) }
        return sum
    }

    /// Where the block ends that begins at a bit.
    func end(from start: UInt64) -> UInt64 {
        switch form {
        case .stored: (start + 3 + 7) / 8 * 8 + 32 + UInt64(input.count) * 8
        case .fixed(let bits): start + bits
        case .dynamic(_, let bits): start + bits
        }
    }

    func write(to output: inout DeflateOutput) {
        let last = isLast ? 1 : 0
        switch form {
        case .stored:
            output.put(last, 3)
            output.align()
            output.put(input.count, 16)
            output.put(~input.count & 0xFFFF, 16)
            output.append(input)
        case .fixed:
            output.put(last | 1 << 1, 3)
            write(DeflateCodes.fixed, to: &output)
        case .dynamic(let codes, _):
            output.put(last | 2 << 1, 3)
            codes.writeHeader(to: &output)
            write(codes, to: &output)
        }
    }

    private func write(_ codes: DeflateCodes, to output: inout DeflateOutput) {
        for bits in tokens {
            let token = DeflateToken(bits: bits)
            guard token.isMatch else {
                codes.put(literal: token.literal, to: &output)
                continue
            }
            let (length, distance) = (token.lengthCode, token.distanceCode)
            codes.put(literal: 257 + length, to: &output)
            output.put(
                token.length - DeflateTables.lengthBase(length), Int(DeflateTables.lengthExtraBits[length]))
            codes.put(distance: distance, to: &output)
            output.put(
                token.distance - DeflateTables.distanceBase(distance), Int(DeflateTables.distanceExtraBits[distance]))
        }
        codes.put(literal: DeflateTables.endOfBlock, to: &output)
    }
}
