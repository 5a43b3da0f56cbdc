/// What a wheel says of itself in `.dist-info/WHEEL` (binary distribution format, "File contents").
public struct WheelDescription: Sendable, Hashable {
    /// The format's version, such as `1.0`. Version 1 of any minor is read, and the 0.1 of before the standard.
    public let version: String
    /// Whether the files at the root go to `purelib`; otherwise to `platlib`.
    public let rootIsPurelib: Bool
    public let generator: String?
    /// As written; a tag may be a compressed set.
    public let tags: [String]
    public let build: String?

    public init(_ bytes: [UInt8], file: String = "WHEEL") throws(WheelContentError) {
        let fields = try HeaderFields(bytes, file: file)
        // Some wheels state it several times; installers read the first.
        guard let version = fields.first("Wheel-Version") else {
            throw .malformed(file: file, line: 0, detail: "it states no Wheel-Version")
        }
        let parts = version.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "1" || version == "0.1" else { throw .unsupportedWheelVersion(version) }
        self.version = version
        rootIsPurelib = fields.first("Root-Is-Purelib") == "true"
        generator = fields.first("Generator")
        tags = fields.all("Tag").map(\.value)
        build = fields.first("Build")
    }
}
