public import TareDiagnostics

/// Why a manifest, an index or a configuration was refused.
public enum OCIError: Refusal, Equatable {
    /// More bytes, layers or entries than allowed.
    case tooLarge(document: String, count: Int, limit: Int, unit: String)
    /// Not JSON, or JSON of another shape; `path` is a JSON path.
    case malformed(document: String, path: String, detail: String)
    /// Docker's withdrawn image manifest schema 1.
    case schema1
    case unsupportedSchema(version: Int)
    /// A manifest that can be read in two ways.
    case ambiguous(detail: String)
    case wrongMediaType(document: String, found: String)
    case layerCountMismatch(manifest: Int, config: Int)
    case digestMismatch(document: String, expected: Digest, actual: Digest)
    case sizeMismatch(document: String, expected: UInt64, actual: UInt64)
    case noPlatform(wanted: Platform, available: [Platform])
    /// Indexes that list each other, or nest beyond any use.
    case indexTooDeep(limit: Int)
    case encodingFailed(detail: String)

    public var what: String {
        switch self {
        case .tooLarge(let document, let count, let limit, let unit):
            "the \(document) has \(count) \(unit), more than the \(limit) allowed"
        case .malformed(let document, _, let detail): "the \(document) is malformed: \(detail.printable())"
        case .schema1: "the manifest is of Docker's withdrawn schema 1"
        case .unsupportedSchema(let version): "the manifest has schema version \(version) instead of 2"
        case .ambiguous(let detail): "the manifest is ambiguous: \(detail.printable())"
        case .wrongMediaType(let document, let found): "'\(found.printable())' is no media type of an \(document)"
        case .layerCountMismatch(let manifest, let config):
            "the manifest has \(manifest) layers and the configuration \(config)"
        case .digestMismatch(let document, let expected, let actual):
            "the \(document) has digest \(actual), not \(expected) as asked for"
        case .sizeMismatch(let document, let expected, let actual):
            "the \(document) has \(actual) bytes, not \(expected) as stated"
        case .noPlatform(let wanted, let available):
            "there is no image for \(wanted.description.printable())"
                + (available.isEmpty ? "" : ", only for " + Self.list(available))
        case .indexTooDeep(let limit): "image indexes nest deeper than \(limit) levels, or list each other"
        case .encodingFailed(let detail): "a document cannot be written as JSON: \(detail.printable())"
        }
    }

    public var location: String? {
        if case .malformed(_, let path, _) = self, !path.isEmpty { return path.printable() }
        return nil
    }

    public var hint: String? {
        switch self {
        case .tooLarge: "no image builder writes such a document: do not use this image"
        case .malformed, .unsupportedSchema, .wrongMediaType: "check that the reference names a container image"
        case .schema1: "pull the image with a current Docker or Podman and push it again, which converts it to schema 2"
        case .ambiguous: "do not use this image: two tools would take it for two different ones"
        case .layerCountMismatch: "the image was assembled wrongly: build or pull it again"
        case .digestMismatch, .sizeMismatch: "the content was changed or cut off on its way: fetch it again"
        case .noPlatform(_, let available):
            available.first.map {
                "choose a platform that the image has, such as --platform \($0.description.printable())"
            }
        case .indexTooDeep: "refer to the image that is meant by its digest"
        case .encodingFailed: nil
        }
    }

    private static func list(_ platforms: [Platform]) -> String {
        platforms.prefix(12).map { $0.description.printable() }.joined(separator: ", ")
            + (platforms.count > 12 ? " and \(platforms.count - 12) more" : "")
    }
}
