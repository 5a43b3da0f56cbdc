/// A size in bytes as Compose writes it: `512m`, `1.5gb`, `1024` (compose-spec, "Specifying byte values").
public struct ByteCount: Sendable, Hashable, Comparable {
    public var bytes: Int64

    public init(bytes: Int64) { self.bytes = bytes }

    public static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }

    /// As docker's `go-units` reads it: steps of 1024, an optional `b` or `ib` behind the letter, in any case.
    public init?(parsing text: String) {
        let digits = text.utf8.prefix { $0 &- UInt8(ascii: "0") < 10 || $0 == UInt8(ascii: ".") }
        guard let number = Double(String(Substring(digits))), !digits.isEmpty else { return nil }
        var unit = Substring(text.utf8.dropFirst(digits.count))
        if unit.first == " " { unit = unit.dropFirst() }
        var suffix = unit.lowercased()
        var power = 0
        if let first = suffix.first, let place = "kmgtp".firstIndex(of: first) {
            power = "kmgtp".distance(from: "kmgtp".startIndex, to: place) + 1
            suffix.removeFirst()
            if suffix == "ib" { suffix = "" }
        }
        guard suffix.isEmpty || suffix == "b" else { return nil }
        let bytes = number * Double(sign: .plus, exponent: 10 * power, significand: 1)
        guard bytes < 9e18 else { return nil }
        self.bytes = Int64(bytes)
    }
}
