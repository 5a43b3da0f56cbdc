/// Bounds on what a packed stream may unpack to.
public struct DecompressionLimits: Sendable, Hashable {
    /// Most bytes of output.
    public var maximumOutput: UInt64
    /// Most bytes of output for one byte of input, once `ratioFloor` bytes have come out. Deflate reaches 1,032 on zeros.
    public var maximumRatio: UInt64
    public var ratioFloor: UInt64
    /// Most memory for a decoder's window, in bytes.
    public var maximumWindow: UInt64

    public init(maximumOutput: UInt64, maximumRatio: UInt64, ratioFloor: UInt64, maximumWindow: UInt64) {
        self.maximumOutput = maximumOutput
        self.maximumRatio = maximumRatio
        self.ratioFloor = ratioFloor
        self.maximumWindow = maximumWindow
    }

    /// For layers: 64 GiB, and 200:1 beyond 1 GiB; windows to 128 MiB (zstd's own default, `--long=27`).
    public static let standard = DecompressionLimits(
        maximumOutput: 64 << 30, maximumRatio: 200, ratioFloor: 1 << 30, maximumWindow: 128 << 20)

    /// For metadata (package indices, control archives): 512 MiB, and 200:1 beyond 64 MiB.
    public static let metadata = DecompressionLimits(
        maximumOutput: 512 << 20, maximumRatio: 200, ratioFloor: 64 << 20, maximumWindow: 128 << 20)

    func check(_ format: String, input: UInt64, output: UInt64) throws(ArchiveError) {
        if output > maximumOutput { throw .tooLarge(format: format, limit: maximumOutput) }
        if output > ratioFloor, output / max(input, 1) > maximumRatio {
            throw .bomb(format: format, output: output, input: input)
        }
    }
}
