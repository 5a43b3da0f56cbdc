internal import FoundationEssentials

/// The files of one project on an index: the simple repository API, in its JSON (PEP 691) or its HTML form (PEP 503).
public struct IndexPage: Sendable, Hashable {
    /// In the page's order.
    public var files: [IndexFile]

    /// The largest projects list some ten thousand.
    static let maximumFiles = 200_000

    /// Reads a page by what it is, whatever the server calls it.
    public init(_ bytes: [UInt8]) throws(IndexPageError) {
        let first = bytes.first { !$0.isWhitespace && $0 < 0x80 }
        files = first == UInt8(ascii: "{") ? try Self.json(bytes) : try IndexLinks(bytes).files()
        guard files.count <= Self.maximumFiles else { throw .tooManyFiles(limit: Self.maximumFiles) }
    }

    private static func json(_ bytes: [UInt8]) throws(IndexPageError) -> [IndexFile] {
        let page: Document
        do { page = try JSONDecoder().decode(Document.self, from: Data(bytes)) } catch {
            throw .malformed("it is not a project's page in JSON")
        }
        let version = page.meta.version
        guard version.split(separator: ".").first == "1" else { throw .unsupportedVersion(version) }
        return page.files.compactMap(\.file)
    }

    private struct Document: Decodable {
        struct Meta: Decodable {
            var version: String
            enum CodingKeys: String, CodingKey { case version = "api-version" }
        }
        var meta: Meta
        var files: [Entry]
    }

    private struct Entry: Decodable {
        var filename: String
        var url: String
        var hashes: [String: String]
        var requiresPython: String?
        var size: UInt64?
        var yanked: FlagOrText?
        var coreMetadata: FlagOrHashes?
        var distInfoMetadata: FlagOrHashes?

        enum CodingKeys: String, CodingKey {
            case filename, url, hashes, size, yanked
            case requiresPython = "requires-python"
            case coreMetadata = "core-metadata"
            case distInfoMetadata = "dist-info-metadata"
        }

        var file: IndexFile? {
            guard IndexFile.isSafe(filename) else { return nil }
            let metadata = coreMetadata ?? distInfoMetadata
            return IndexFile(
                name: filename, url: String(url.prefix { $0 != "#" }),
                sha256: hashes["sha256"].flatMap(IndexFile.digest), size: size, requiresPython: requiresPython,
                isYanked: yanked?.isSet ?? false, hasMetadata: metadata?.isSet ?? false,
                metadataSHA256: metadata?.hashes["sha256"].flatMap(IndexFile.digest))
        }
    }

    /// A reason, which may be empty, or whether there is one.
    private struct FlagOrText: Decodable {
        var isSet: Bool
        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            isSet = (try? container.decode(Bool.self)) ?? true
        }
    }

    private struct FlagOrHashes: Decodable {
        var isSet: Bool
        var hashes: [String: String] = [:]
        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let flag = try? container.decode(Bool.self) {
                isSet = flag
            } else {
                isSet = true
                hashes = try container.decode([String: String].self)
            }
        }
    }
}
