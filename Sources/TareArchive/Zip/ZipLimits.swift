/// Bounds on a zip archive.
public struct ZipLimits: Sendable, Hashable {
    public var maximumEntries: Int
    /// Most bytes of the central directory.
    public var maximumDirectory: Int
    /// Most bytes of a name; Linux takes 4,095.
    public var maximumName: Int
    /// Bounds on what all entries together unpack to.
    public var contents: DecompressionLimits

    public init(
        maximumEntries: Int = 262_144, maximumDirectory: Int = 64 << 20, maximumName: Int = 4095,
        contents: DecompressionLimits = .standard
    ) {
        self.maximumEntries = maximumEntries
        self.maximumDirectory = maximumDirectory
        self.maximumName = maximumName
        self.contents = contents
    }

    /// Deflate gives at most 258 bytes for two bits, so no honest archive states more than this.
    static let maximumDeflateRatio: UInt64 = 1032

    func check(output: UInt64, input: UInt64) throws(ZipError) {
        if output > contents.maximumOutput { throw .tooLarge(limit: contents.maximumOutput) }
        if output > contents.ratioFloor, output / max(input, 1) > contents.maximumRatio {
            throw .bomb(output: output, input: input)
        }
    }
}
