import Foundation
import TareArchive
import TareOCI

/// A generator with a seed (splitmix64): the same layers on every machine.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

/// Layers that a stranger made: links out of the root and in circles, files through links, deletions, devices, names of
/// any bytes.
enum RandomLayers {
    static func make(seed: UInt64, outside: String) throws -> [Data] {
        var random = SplitMix(seed: seed)
        return try (0..<Int.random(in: 1...4, using: &random)).map { _ in try layer(&random, outside) }
    }

    private static let names = ["a", "b", "c", "ä", "d e", "\u{7F}x", String(repeating: "n", count: 120)]

    private static func path(_ random: inout SplitMix) -> [UInt8] {
        var parts: [[UInt8]] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            var name = Array((names.randomElement(using: &random) ?? "a").utf8)
            if Int.random(in: 0..<20, using: &random) == 0 { name = [0xFF, 0x41] }
            parts.append(name)
        }
        return Array(parts.joined(separator: [UInt8(ascii: "/")]))
    }

    private static func layer(_ random: inout SplitMix, _ outside: String) throws -> Data {
        var writer = TarWriter()
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 1...40, using: &random) {
            var name = path(&random)
            let modes: [UInt16] = [0o644, 0o755, 0o600, 0o000, 0o444, 0o4755, 0o2755, 0o1777]
            let mode = modes.randomElement(using: &random) ?? 0o644
            let owner = [0, 1000, 65_532, 70_000].randomElement(using: &random) ?? 0
            let targets = [
                outside, "/", "..", "../../../../../../../../.." + outside, "a", "b/c", "/a/b", ".", "c",
                "/proc/self/root",
                outside + "/canary",
            ]
            var entry: TarEntry
            switch Int.random(in: 0..<14, using: &random) {
            case 0...4:
                let content = (0..<Int.random(in: 0...900, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                entry = TarEntry(
                    .regular, name: name, mode: mode, userID: UInt32(owner), groupID: UInt32(owner),
                    size: UInt64(content.count), modified: 1_700_000_000)
                try writer.append(entry, to: &bytes)
                try content.withUnsafeBytes { try writer.append(content: $0, to: &bytes) }
                continue
            case 5, 6:
                entry = TarEntry(.directory, name: name, mode: mode, userID: UInt32(owner), groupID: UInt32(owner))
            case 7, 8:
                entry = TarEntry(
                    .symbolicLink, name: name, linkTarget: Array((targets.randomElement(using: &random) ?? "a").utf8))
            case 9: entry = TarEntry(.hardLink, name: name, linkTarget: path(&random))
            case 10: entry = TarEntry(.fifo, name: name, mode: mode)
            case 11: entry = TarEntry(.characterDevice, name: name, mode: mode)
            default:
                let slash = name.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
                let marker = Int.random(in: 0..<3, using: &random) == 0 ? Array(".wh..wh..opq".utf8) : nil
                name = Array(name[..<slash]) + (marker ?? Array(".wh.".utf8) + name[slash...])
                entry = TarEntry(.regular, name: name)
            }
            try writer.append(entry, to: &bytes)
        }
        try writer.finish(to: &bytes)
        return Data(bytes)
    }
}
