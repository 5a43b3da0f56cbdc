import TareDockerfile

/// A file and what was found in it: what all formats are made of.
public struct CheckedFile: Sendable {
    /// As the user named it.
    public var path: String
    public var source: [UInt8]
    public var findings: [Finding]

    public init(path: String, source: [UInt8], findings: [Finding]) {
        self.path = path
        self.source = source
        self.findings = findings
    }

    /// What identifies each finding while lines move: the rule, the file and the instruction's own text, and how many
    /// equal ones stand above. 32 hexadecimal digits.
    public var fingerprints: [String] {
        var seen: [String: Int] = [:]
        return findings.map { finding in
            let range = finding.range.offsets.clamped(to: 0..<source.count)
            let key = "\(finding.rule)\u{0}\(path)\u{0}" + String(decoding: source[range], as: UTF8.self)
            let count = seen[key, default: 0]
            seen[key] = count + 1
            return Fingerprint.hex("\(key)\u{0}\(count)")
        }
    }
}

/// FNV-1a, twice: it identifies, and guards nothing.
enum Fingerprint {
    static func hex(_ text: String) -> String {
        let halves = [0xCBF2_9CE4_8422_2325, 0x8422_2325_CBF2_9CE4 as UInt64].map { seed in
            text.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        }
        return halves.map { half in
            let hex = String(half, radix: 16)
            return String(repeating: "0", count: 16 - hex.count) + hex
        }.joined()
    }
}
