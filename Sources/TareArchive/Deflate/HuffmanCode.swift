/// A canonical Huffman code (RFC 1951 §3.2.2): lengths of its codes, and the codes, the first bit lowest.
struct HuffmanCode {
    private(set) var lengths: [UInt8]
    private(set) var codes: [UInt16]

    init(lengths: [UInt8]) {
        self.lengths = lengths
        codes = Self.codes(of: lengths)
    }

    /// The code of least redundancy for these counts whose codes have at most `limit` bits. Equal counts are told apart
    /// by their symbols, so that the same counts give the same code everywhere.
    init(counts: ArraySlice<UInt32>, limit: Int) {
        var keys: [UInt64] = []
        for (symbol, count) in counts.enumerated() where count > 0 { keys.append(UInt64(count) << 16 | UInt64(symbol)) }
        keys.sort()
        var lengths = [UInt8](repeating: 0, count: counts.count)
        var sizes = keys.map { Int($0 >> 16) }
        Self.minimumRedundancy(&sizes)
        var numbers = [Int](repeating: 0, count: 64)
        for size in sizes { numbers[min(size, 63)] += 1 }
        Self.limit(&numbers, to: limit, symbols: keys.count)
        // The most frequent symbols, at the end of the keys, get the shortest codes.
        var at = keys.count
        for length in 1...limit {
            for _ in 0..<numbers[length] {
                at -= 1
                lengths[Int(keys[at] & 0xFFFF)] = UInt8(length)
            }
        }
        self.init(lengths: lengths)
    }

    /// Moffat and Katajainen, "In-Place Calculation of Minimum-Redundancy Codes" (1995): ascending counts become the
    /// lengths of their codes.
    private static func minimumRedundancy(_ sizes: inout [Int]) {
        let count = sizes.count
        guard count > 1 else {
            if count == 1 { sizes[0] = 1 }
            return
        }
        sizes[0] += sizes[1]
        var (root, leaf) = (0, 2)
        for next in 1..<(count - 1) {
            if leaf >= count || sizes[root] < sizes[leaf] {
                sizes[next] = sizes[root]
                sizes[root] = next
                root += 1
            } else {
                sizes[next] = sizes[leaf]
                leaf += 1
            }
            if leaf >= count || (root < next && sizes[root] < sizes[leaf]) {
                sizes[next] += sizes[root]
                sizes[root] = next
                root += 1
            } else {
                sizes[next] += sizes[leaf]
                leaf += 1
            }
        }
        sizes[count - 2] = 0
        for next in stride(from: count - 3, through: 0, by: -1) { sizes[next] = sizes[sizes[next]] + 1 }
        var (available, used, depth) = (1, 0, 0)
        root = count - 2
        var next = count - 1
        while available > 0 {
            while root >= 0, sizes[root] == depth {
                used += 1
                root -= 1
            }
            while available > used {
                sizes[next] = depth
                next -= 1
                available -= 1
            }
            available = 2 * used
            depth += 1
            used = 0
        }
    }

    /// Shortens codes that are too long, and lengthens others until the code is complete again (Kraft's sum is 1).
    private static func limit(_ numbers: inout [Int], to limit: Int, symbols: Int) {
        guard symbols > 1 else { return }
        for length in (limit + 1)..<numbers.count {
            numbers[limit] += numbers[length]
            numbers[length] = 0
        }
        var total = 0
        for length in 1...limit { total += numbers[length] << (limit - length) }
        while total > 1 << limit {
            numbers[limit] -= 1
            for length in stride(from: limit - 1, to: 0, by: -1) where numbers[length] > 0 {
                numbers[length] -= 1
                numbers[length + 1] += 2
                break
            }
            total -= 1
        }
    }

    private static func codes(of lengths: [UInt8]) -> [UInt16] {
        var numbers = [Int](repeating: 0, count: 17)
        for length in lengths where length > 0 { numbers[Int(length)] += 1 }
        var next = [Int](repeating: 0, count: 17)
        var code = 0
        for length in 1..<16 {
            code = (code + (length == 1 ? 0 : numbers[length - 1])) << 1
            next[length] = code
        }
        return lengths.map { length in
            guard length > 0 else { return 0 }
            defer { next[Int(length)] += 1 }
            var (bits, reversed) = (next[Int(length)], 0)
            for _ in 0..<length {
                reversed = reversed << 1 | bits & 1
                bits >>= 1
            }
            return UInt16(truncatingIfNeeded: reversed)
        }
    }
}
