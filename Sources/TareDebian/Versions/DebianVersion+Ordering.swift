extension DebianVersion: Comparable, Hashable {
    public static func < (left: DebianVersion, right: DebianVersion) -> Bool { left.compare(right) < 0 }

    public static func == (left: DebianVersion, right: DebianVersion) -> Bool { left.compare(right) == 0 }

    /// Hashes what is compared, so that two spellings of one version agree.
    public func hash(into hasher: inout Swift.Hasher) {
        hasher.combine(epoch)
        for part in [upstreamBytes, revisionBytes] {
            var index = 0
            while index < part.count {
                let text = part[index...].prefix { !$0.isASCIIDigit }
                index = text.endIndex
                let digits = part[index...].prefix { $0.isASCIIDigit }
                index = digits.endIndex
                let number = digits.drop { $0 == UInt8(ascii: "0") }
                // A part of zeros only compares like an empty one.
                guard !text.isEmpty || !number.isEmpty else { continue }
                hasher.combine(text)
                hasher.combine(number)
            }
            hasher.combine(UInt8(0))
        }
    }

    /// Negative, zero or positive as dpkg orders the two: epoch, then upstream version, then revision.
    public func compare(_ other: DebianVersion) -> Int {
        if epoch != other.epoch { return epoch < other.epoch ? -1 : 1 }
        let upstream = Self.compare(upstreamBytes, other.upstreamBytes)
        return upstream != 0 ? upstream : Self.compare(revisionBytes, other.revisionBytes)
    }

    /// Policy §5.6.12: runs of non-digits and of digits in turn, the former by modified ASCII, the latter as numbers.
    private static func compare(_ left: [UInt8], _ right: [UInt8]) -> Int {
        left.withUnsafeBufferPointer { left in
            right.withUnsafeBufferPointer { right in
                var (i, j) = (0, 0)
                while i < left.count || j < right.count {
                    while (i < left.count && !left[i].isASCIIDigit) || (j < right.count && !right[j].isASCIIDigit) {
                        let a = i < left.count ? left[i].versionOrder : 0
                        let b = j < right.count ? right[j].versionOrder : 0
                        if a != b { return a - b }
                        // Equal orders are of equal bytes, except a digit against the end: then one index stays.
                        if i < left.count, !left[i].isASCIIDigit { i += 1 }
                        if j < right.count, !right[j].isASCIIDigit { j += 1 }
                    }
                    while i < left.count, left[i] == UInt8(ascii: "0") { i += 1 }
                    while j < right.count, right[j] == UInt8(ascii: "0") { j += 1 }
                    var difference = 0
                    while i < left.count, left[i].isASCIIDigit, j < right.count, right[j].isASCIIDigit {
                        if difference == 0 { difference = Int(left[i]) - Int(right[j]) }
                        i += 1
                        j += 1
                    }
                    if i < left.count, left[i].isASCIIDigit { return 1 }
                    if j < right.count, right[j].isASCIIDigit { return -1 }
                    if difference != 0 { return difference }
                }
                return 0
            }
        }
    }
}

extension UInt8 {
    /// A tilde sorts before the end, the end and digits before letters, letters before everything else.
    fileprivate var versionOrder: Int {
        if self == UInt8(ascii: "~") { return -1 }
        if isASCIIDigit { return 0 }
        return isASCIILetter ? Int(self) : Int(self) + 256
    }
}
