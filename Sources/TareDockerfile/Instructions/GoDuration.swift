/// A span of time as Go writes it: `30s`, `1m30s`, `1.5h`.
public struct GoDuration: Hashable, Sendable {
    public var nanoseconds: Int64

    public var seconds: Double { Double(nanoseconds) / 1e9 }

    /// `time.ParseDuration`.
    init(_ text: String) throws(ValueError) {
        let bytes = Array(text.utf8)
        var invalid: ValueError { ValueError(message: "time: invalid duration \(text.goQuoted)") }
        var place = 0
        var isNegative = false
        if let sign = bytes.first, sign == 0x2D || sign == 0x2B {
            isNegative = sign == 0x2D
            place = 1
        }
        if bytes[place...].elementsEqual([0x30]) {
            nanoseconds = 0
            return
        }
        guard place < bytes.count else { throw invalid }
        var total: UInt64 = 0
        while place < bytes.count {
            let start = place
            var whole: UInt64 = 0
            while place < bytes.count, bytes[place].isDigit {
                guard whole <= (1 << 63) / 10 else { throw invalid }
                whole = whole * 10 + UInt64(bytes[place] - 0x30)
                place += 1
            }
            var hasDigits = place > start
            var (fraction, scale) = (0.0, 1.0)
            if place < bytes.count, bytes[place] == 0x2E {
                place += 1
                let point = place
                while place < bytes.count, bytes[place].isDigit {
                    fraction = fraction * 10 + Double(bytes[place] - 0x30)
                    scale *= 10
                    place += 1
                }
                hasDigits = hasDigits || place > point
            }
            guard hasDigits else { throw invalid }
            let unitStart = place
            while place < bytes.count, bytes[place] != 0x2E, !bytes[place].isDigit { place += 1 }
            let unit = String(decoding: bytes[unitStart..<place], as: UTF8.self)
            guard !unit.isEmpty else {
                throw ValueError(message: "time: missing unit in duration \(text.goQuoted)")
            }
            guard let size = Self.units[unit] else {
                throw ValueError(message: "time: unknown unit \(unit.goQuoted) in duration \(text.goQuoted)")
            }
            let (product, overflow) = whole.multipliedReportingOverflow(by: size)
            guard !overflow, product <= 1 << 63 else { throw invalid }
            let part = scale.isFinite ? fraction * (Double(size) / scale) : 0
            let (sum, carry) = total.addingReportingOverflow(product &+ UInt64(part))
            guard !carry, sum <= 1 << 63 else { throw invalid }
            total = sum
        }
        if isNegative {
            nanoseconds = total == 1 << 63 ? .min : -Int64(total)
            return
        }
        guard let value = Int64(exactly: total) else { throw invalid }
        nanoseconds = value
    }

    private static let units: [String: UInt64] = [
        "ns": 1, "us": 1_000, "µs": 1_000, "μs": 1_000, "ms": 1_000_000, "s": 1_000_000_000,
        "m": 60_000_000_000, "h": 3_600_000_000_000,
    ]
}
