internal import TareDiagnostics

/// A repository's `Release` file: what the archive's signature covers.
///
/// Follows the Debian repository format (wiki.debian.org/DebianRepository/Format, "Release files"). Of the checksums only
/// SHA-256 is read.
public struct ReleaseFile: Sendable {
    /// An index file as the release states it.
    public struct IndexFile: Sendable, Hashable {
        /// Lower-case hexadecimal.
        public var sha256: String
        public var size: UInt64
    }

    public let origin: String?
    public let label: String?
    public let suite: String?
    public let codename: String?
    public let version: String?
    /// Seconds since 1970.
    public let date: Int64
    /// Seconds since 1970; `nil` where the archive sets no end.
    public let validUntil: Int64?
    public let acquireByHash: Bool
    public let components: [String]
    public let architectures: [String]
    /// Index files by their path relative to the release file.
    public let files: [String: IndexFile]

    static let maximumFiles = 200_000

    /// Reads the signed text of a release file.
    public init(_ text: [UInt8], source: String? = nil) throws(ControlError) {
        var reader = ControlReader(text, source: source, limits: ControlLimits(maximumParagraph: 64 << 20))
        guard let paragraph = try reader.next() else {
            throw ControlError(source: source, line: 1, reason: .missingField("Date"))
        }
        if let other = try reader.next() {
            throw other.error(.invalidValue(field: "Origin", detail: "a second paragraph"))
        }
        origin = paragraph.text("Origin")
        label = paragraph.text("Label")
        suite = paragraph.text("Suite")
        codename = paragraph.text("Codename")
        version = paragraph.text("Version")
        guard let date = try Self.date(paragraph, "Date") else { throw paragraph.error(.missingField("Date")) }
        self.date = date
        validUntil = try Self.date(paragraph, "Valid-Until")
        acquireByHash = paragraph["Acquire-By-Hash"]?.equalsIgnoringCase("yes") ?? false
        components = Self.words(paragraph, "Components")
        architectures = Self.words(paragraph, "Architectures")
        files = try Self.files(paragraph)
    }

    private static func words(_ paragraph: ControlParagraph, _ field: String) -> [String] {
        (paragraph[field] ?? []).split(whereSeparator: \.isWhitespace).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func date(_ paragraph: ControlParagraph, _ field: String) throws(ControlError) -> Int64? {
        guard let text = paragraph.text(field) else { return nil }
        guard let date = DebianDate.parse(text) else {
            throw paragraph.error(.invalidValue(field: field, detail: "'\(text.printable())' is not a date"), at: field)
        }
        return date
    }

    private static func files(_ paragraph: ControlParagraph) throws(ControlError) -> [String: IndexFile] {
        guard paragraph["SHA256"] != nil else { throw paragraph.error(.missingField("SHA256")) }
        var files: [String: IndexFile] = [:]
        for line in paragraph.continuationLines("SHA256") {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard words.count == 3, let hash = SHA256Text.parse(words[0]), let size = DecimalText.parse(words[1]) else {
                let text = String(decoding: line, as: UTF8.self).printable()
                throw paragraph.error(
                    .invalidValue(field: "SHA256", detail: "'\(text)' is not a checksum, a size and a path"),
                    at: "SHA256")
            }
            guard files.count < maximumFiles else {
                throw paragraph.error(
                    .invalidValue(field: "SHA256", detail: "more than \(maximumFiles) files"), at: "SHA256")
            }
            let path = String(decoding: words[2], as: UTF8.self)
            let file = IndexFile(sha256: hash, size: size)
            if let earlier = files.updateValue(file, forKey: path), earlier != file {
                throw paragraph.error(
                    .invalidValue(field: "SHA256", detail: "'\(path.printable())' is listed with two checksums"),
                    at: "SHA256")
            }
        }
        return files
    }
}
