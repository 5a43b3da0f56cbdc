import TareArchive
import TareOCI
import Testing

/// A kept index is read from a file that anything may have happened to.
@Suite("Kept layer indexes that were damaged")
struct LayerCodecTests {
    private static func sample() throws -> [UInt8] {
        let index = try measured(
            try tar([
                (TarEntry(.directory, "d/"), ""), (TarEntry(.regular, "d/kept"), "content"),
                (TarEntry(.regular, "d/script"), "#!/bin/sh\n"),
                (TarEntry(.symbolicLink, "d/soft", linkTarget: "../x"), ""),
                (TarEntry(.hardLink, "hard", linkTarget: "d/kept"), ""), (TarEntry(.regular, ".wh.gone"), ""),
                (TarEntry(.regular, "d/.wh..wh..opq"), ""),
            ]).gzipped(), selection: ContentSelection([.init(.name("kept"))]))
        return index.encoded()
    }

    /// Calls everything that an index can be asked, and merges it.
    private func use(_ index: LayerIndex) -> Int {
        var bytes = 0
        for entry in 0..<index.count {
            bytes += index.path(of: entry).count + index.linkTarget(of: entry).count
            bytes += (index.content(of: entry)?.count ?? 0) + (index.shebang(of: entry)?.count ?? 0)
            bytes += index.versionStrings(of: entry).count + (index.elf(of: entry) == nil ? 0 : 1)
            bytes += "\(index[entry].kind)".utf8.count
        }
        let tree = ImageTree(layers: [index, index])
        tree.walk {
            bytes += tree.path(of: $0).utf8.count + tree.linkText(of: $0).utf8.count
            _ = (tree.resolve($0), tree.shebang(of: $0), tree.content(of: $0), tree.layer(of: $0), tree.elf(of: $0))
            return true
        }
        return bytes
    }

    @Test func `no changed byte goes by`() throws {
        let bytes = try Self.sample()
        #expect(bytes.withUnsafeBytes { LayerIndex(encoded: $0) } != nil)
        for position in bytes.indices {
            for mask in [1, 0x80] as [UInt8] {
                var damaged = bytes
                damaged[position] ^= mask
                #expect(damaged.withUnsafeBytes { LayerIndex(encoded: $0) } == nil, "byte \(position)")
            }
        }
        #expect((bytes + [0]).withUnsafeBytes { LayerIndex(encoded: $0) } == nil)
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `bytes with a checksum that holds give an index that can be used, or none`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let original = try Self.sample()
        var read = 0
        for _ in 0..<250 {
            var bytes = original[..<(original.count - 4)]
            for _ in 0..<1 + generator.below(6) {
                bytes[generator.below(bytes.count)] =
                    [0, 1, 2, 0x10, 0x7F, 0xFF, UInt8(generator.below(256))][
                        generator.below(7)]
            }
            if generator.below(20) == 0 { bytes.removeLast(generator.below(60)) }
            var checksum = CRC32()
            bytes.withUnsafeBytes { checksum.update($0) }
            withUnsafeBytes(of: checksum.value.littleEndian) { bytes.append(contentsOf: $0) }
            guard let index = bytes.withUnsafeBytes({ LayerIndex(encoded: $0) }) else { continue }
            read += 1
            #expect(use(index) >= 0 && index.encoded().count > 8)
        }
        #expect(read > 50)
    }

    @Test func `no byte of an encoding is left to chance`() throws {
        #expect(try Self.sample() == Self.sample())
    }
}

/// SplitMix64: the same numbers for the same seed, so that a failure can be had again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(bound, 1), using: &self) }
}
