/// The two codes of a block, and how they are told to the reader (RFC 1951 §3.2.7).
struct DeflateCodes {
    let literals: HuffmanCode
    let distances: HuffmanCode
    private let lengthCode: HuffmanCode
    /// Lengths of both codes as symbols of the code length code, each with its extra bits.
    private let runs: [(symbol: UInt8, extra: UInt8)]
    private let literalCount: Int
    private let distanceCount: Int
    private let orderCount: Int

    static let fixed = DeflateCodes()

    private init() {
        literals = HuffmanCode(lengths: DeflateTables.fixedLiteralLengths)
        distances = HuffmanCode(lengths: DeflateTables.fixedDistanceLengths)
        lengthCode = HuffmanCode(lengths: [])
        (runs, literalCount, distanceCount, orderCount) = ([], 0, 0, 0)
    }

    init(_ literalCounts: [UInt32], _ distanceCounts: [UInt32]) {
        literals = HuffmanCode(counts: literalCounts[...], limit: 15)
        var counts = distanceCounts
        // A code of one or no distance: readers differ about those, all take two.
        for symbol in 0..<2 where counts.count(where: { $0 > 0 }) < 2 { counts[symbol] = max(counts[symbol], 1) }
        distances = HuffmanCode(counts: counts[...], limit: 15)
        literalCount = max(257, (literals.lengths.lastIndex { $0 > 0 } ?? 256) + 1)
        distanceCount = max(1, (distances.lengths.lastIndex { $0 > 0 } ?? 0) + 1)
        runs = Self.runs(Array(literals.lengths[..<literalCount] + distances.lengths[..<distanceCount]))
        var used = [UInt32](repeating: 0, count: 19)
        for run in runs { used[Int(run.symbol)] += 1 }
        for symbol in [0, 18] where used.count(where: { $0 > 0 }) < 2 { used[symbol] = max(used[symbol], 1) }
        let lengthCode = HuffmanCode(counts: used[...], limit: 7)
        self.lengthCode = lengthCode
        orderCount = max(4, (DeflateTables.codeLengthOrder.lastIndex { lengthCode.lengths[$0] > 0 } ?? 3) + 1)
    }

    private static func runs(_ lengths: [UInt8]) -> [(symbol: UInt8, extra: UInt8)] {
        var runs: [(symbol: UInt8, extra: UInt8)] = []
        var at = 0
        while at < lengths.count {
            let length = lengths[at]
            var end = at + 1
            while end < lengths.count, lengths[end] == length { end += 1 }
            var rest = end - at
            at = end
            if length > 0 {
                runs.append((length, 0))
                rest -= 1
            }
            while rest >= 3 {
                let count = min(rest, length > 0 ? 6 : 138)
                switch (length > 0, count) {
                case (true, _): runs.append((16, UInt8(count - 3)))
                case (false, ...10): runs.append((17, UInt8(count - 3)))
                case (false, _): runs.append((18, UInt8(count - 11)))
                }
                rest -= count
            }
            for _ in 0..<rest { runs.append((length, 0)) }
        }
        return runs
    }

    private static func extraBits(_ symbol: UInt8) -> Int { symbol == 16 ? 2 : symbol == 17 ? 3 : symbol == 18 ? 7 : 0 }

    var headerBits: UInt64 {
        let symbols = runs.reduce(0) { $0 + Int(lengthCode.lengths[Int($1.symbol)]) + Self.extraBits($1.symbol) }
        return UInt64(14 + 3 * orderCount + symbols)
    }

    func writeHeader(to output: inout DeflateOutput) {
        output.put(literalCount - 257, 5)
        output.put(distanceCount - 1, 5)
        output.put(orderCount - 4, 4)
        for symbol in DeflateTables.codeLengthOrder[..<orderCount] { output.put(Int(lengthCode.lengths[symbol]), 3) }
        for run in runs {
            output.put(Int(lengthCode.codes[Int(run.symbol)]), Int(lengthCode.lengths[Int(run.symbol)]))
            output.put(Int(run.extra), Self.extraBits(run.symbol))
        }
    }

    func put(literal symbol: Int, to output: inout DeflateOutput) {
        output.put(Int(literals.codes[symbol]), Int(literals.lengths[symbol]))
    }

    func put(distance symbol: Int, to output: inout DeflateOutput) {
        output.put(Int(distances.codes[symbol]), Int(distances.lengths[symbol]))
    }
}
