/// Sizes as text, in decimal units (kB = 1,000), as registries, `docker images` and disks have them.
///
/// The guide that Tare replaces called 124 MB "118 MB" by mixing in binary units: one unit is used everywhere.
public enum ByteCount {
    /// `0 B`, `999 B`, `1.0 kB`, `45.4 MB`, `1.02 GB`: three figures at most behind the first thousand.
    public static func text(_ bytes: UInt64) -> String {
        guard bytes >= 1000 else { return "\(bytes) B" }
        var divisor: UInt64 = 1000
        var unit = 0
        while unit < units.count - 1, bytes / divisor >= 1000 {
            divisor *= 1000
            unit += 1
        }
        // Tenths rounded half up; 999.95 of a unit is one of the next.
        let tenths = (bytes / (divisor / 10) * 10 + bytes % (divisor / 10) * 10 / (divisor / 10) + 5) / 10
        if tenths >= 10_000, unit < units.count - 1 { return "1.0 \(units[unit + 1])" }
        return "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }

    /// `-` where nothing was measured.
    public static func text(_ bytes: UInt64?) -> String { bytes.map { text($0) } ?? "-" }

    private static let units = ["kB", "MB", "GB", "TB", "PB", "EB"]
}
