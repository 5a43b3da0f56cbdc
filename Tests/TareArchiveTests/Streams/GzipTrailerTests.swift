import Foundation
import TareArchive
import Testing

@Suite("The end of a gzip file")
struct GzipTrailerTests {
    private func packed(_ bytes: [UInt8]) throws -> [UInt8] {
        var output: [UInt8] = []
        let writer = try GzipWriter()
        try bytes.withUnsafeBytes { try writer.write($0) { output += $0 } }
        try writer.finish { output += $0 }
        return output
    }

    private func size(_ file: [UInt8]) -> UInt64? {
        GzipTrailer.uncompressedSize(Array(file.suffix(8)), packed: UInt64(file.count))
    }

    @Test(arguments: [1024, 10_240, 1_048_576])
    func `tells the size of an archive in one member`(count: Int) throws {
        var generator = SystemRandomNumberGenerator()
        for bytes in [
            [UInt8](repeating: 0, count: count), (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) },
        ] {
            #expect(size(try packed(bytes)) == UInt64(count))
        }
    }

    @Test func `tells nothing where it cannot be the whole size`() throws {
        let noise = (0..<1_048_576).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
        // No archive, an archive in two members with a small last one, and a file that is too large to tell.
        #expect(size(try packed(Array(noise.prefix(1000)))) == nil)
        #expect(size(try packed(noise) + packed([UInt8](repeating: 0, count: 1024))) == nil)
        #expect(GzipTrailer.uncompressedSize([0, 0, 0, 0, 0, 16, 0, 0], packed: 1 << 30) == nil)
        #expect(GzipTrailer.uncompressedSize([0, 0, 0], packed: 3) == nil)
    }
}
