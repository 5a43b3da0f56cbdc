import Testing

@testable import TareOCI

struct ParallelHasherTests {
    @Test(
        "the digest is that of the same bytes hashed at once",
        arguments: [0, 1, 4095, 256 << 10, (256 << 10) + 1, 3 << 20], [1, 1000, 256 << 10, 1 << 20])
    func agreement(size: Int, piece: Int) {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 167 ^ $0 >> 8) }
        for algorithm in [Digest.Algorithm.sha256, .sha512] {
            let parallel = ParallelHasher(algorithm)
            var plain = Digest.Hasher(algorithm)
            bytes.withUnsafeBytes { bytes in
                plain.update(bytes)
                for start in stride(from: 0, to: size, by: max(piece, size / 2000 + 1)) {
                    let end = min(size, start + max(piece, size / 2000 + 1))
                    parallel.update(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
                }
            }
            #expect(parallel.finish() == plain.finish())
        }
    }

    @Test func `one that is given up in the middle goes away with its thread`() {
        let bytes = [UInt8](repeating: 7, count: 5 << 20)
        for _ in 0..<20 {
            weak var left: ParallelHasher?
            do {
                let hasher = ParallelHasher(.sha256)
                bytes.withUnsafeBytes { hasher.update($0) }
                left = hasher
                #expect(left != nil)
            }
            // Its end waits for the thread's.
            #expect(left == nil)
        }
    }
}
