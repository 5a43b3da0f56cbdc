/// A time as Compose writes it: `1m30s`, `500ms` (compose-spec, "Specifying durations").
public struct ComposeDuration: Sendable, Hashable, Comparable {
    public var duration: Duration

    public init(_ duration: Duration) { self.duration = duration }

    public static func < (left: ComposeDuration, right: ComposeDuration) -> Bool { left.duration < right.duration }

    private static let units: [(name: String, seconds: Double)] = [
        ("us", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3_600), ("d", 86_400), ("w", 604_800), ("y", 31_536_000),
    ]

    /// Numbers, each with a unit, the larger ones first or not; `0` alone has none.
    public init?(parsing text: String) {
        guard text != "0" else {
            duration = .zero
            return
        }
        var rest = text.utf8[...]
        var seconds = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0 &- UInt8(ascii: "0") < 10 || $0 == UInt8(ascii: ".") }
            guard let number = Double(String(Substring(digits))) else { return nil }
            rest = rest.dropFirst(digits.count)
            let letters = rest.prefix { ($0 | 0x20) &- UInt8(ascii: "a") < 26 }
            guard let unit = Self.units.first(where: { $0.name == Substring(letters) }) else { return nil }
            rest = rest.dropFirst(letters.count)
            seconds += number * unit.seconds
        }
        guard !text.isEmpty, seconds < 1e12 else { return nil }
        duration = .seconds(seconds)
    }
}
