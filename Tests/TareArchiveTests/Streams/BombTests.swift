import TareArchive
import TareDiagnostics
import Testing

struct `Decompression bombs` {
    private static let limits = DecompressionLimits(
        maximumOutput: 4 << 20, maximumRatio: 200, ratioFloor: 1 << 20, maximumWindow: 128 << 20)

    /// Zeros in every format, and how often each format's bytes go into them.
    private func zeros(_ count: Int, _ compression: Compression) throws -> [UInt8] {
        let content = [UInt8](repeating: 0, count: count)
        guard compression != .gzip else { return try packed(content, level: 9) }
        guard compression != .none else { return content }
        let directory = try ScratchDirectory()
        try directory.write(content, to: "content")
        try Tool.shell("\(compression) -q -k -c content > packed", in: directory)
        return try directory.read("packed")
    }

    /// Unpacks and counts, so that nothing but the decoder takes memory.
    private func count(_ bytes: [UInt8], _ compression: Compression, _ limits: DecompressionLimits) throws -> Int {
        var count = 0
        var decompressor = try Decompressor(compression, limits: limits)
        try bytes.forEachChunk(4096) { try decompressor.consume($0) { count += $0.count } }
        try decompressor.finish { count += $0.count }
        return count
    }

    @Test(.enabled(if: Tool.available("zstd", "xz")), arguments: [Compression.gzip, .zstd, .xz])
    func `a ratio beyond the bound is refused once the floor is passed`(compression: Compression) throws {
        let small = try zeros(1 << 20, compression)
        #expect(try count(small, compression, Self.limits) == 1 << 20)
        let bomb = try zeros(3 << 20, compression)
        let error = refusal { try count(bomb, compression, Self.limits) }
        guard case .bomb(compression.description, let output, let input) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(output > 1 << 20 && output <= (1 << 20) + 512 << 10 && input <= bomb.count)
        #expect(
            error?.what
                == "the \(compression) stream unpacks \(input) bytes to \(output): it is refused as a decompression bomb"
        )
        #expect(error?.hint == "do not use an image from this source unless you made it")
        #expect(error?.severity == .badInput)
    }

    @Test(.enabled(if: Tool.available("zstd", "xz")), arguments: Compression.allCases)
    func `output beyond the bound is refused`(compression: Compression) throws {
        var limits = Self.limits
        limits.maximumRatio = .max
        #expect(try count(zeros(4 << 20, compression), compression, limits) == 4 << 20)
        let error = refusal { try count(try zeros(4 << 20 + 1, compression), compression, limits) }
        #expect(error == .tooLarge(format: compression.description, limit: 4 << 20))
        #expect(error?.what == "the \(compression) stream unpacks to more than 4194304 bytes")
    }

    @Test func `a bomb of many members is counted as one`() throws {
        let member = try packed([UInt8](repeating: 0, count: 64 << 10), level: 9)
        let bytes = (0..<64).flatMap { _ in member }
        #expect(refusal { try count(bytes, .gzip, Self.limits) }?.what.contains("decompression bomb") == true)
    }

    @Test func `contents as packers really pack them are far from the bound`() throws {
        var limits = Self.limits
        limits.ratioFloor = 0
        #expect(try count(packed(Contents.text.bytes), .gzip, limits) == 400_000)
    }
}
