internal import TareDiagnostics

/// The name of an image in a registry, complete: registry, repository, and a tag, a digest or both.
///
/// Follows the reference grammar of the Distribution project (`distribution/reference`) with Docker Hub's defaults:
/// `python` is `docker.io/library/python:latest`. A reference with neither tag nor digest gets the tag `latest`; where
/// both are given, the digest decides what is fetched and the tag is only remembered.
///
/// The part before the first slash is the registry when it has a dot, a colon, an upper-case letter or is `localhost`.
public struct ImageReference: Hashable, Sendable {
    /// Host and optional port as written, `docker.io` for Docker Hub; an IPv6 address stands in brackets.
    public let registry: String
    /// Path inside the registry, at most 255 bytes: `library/python`.
    public let repository: String
    public let tag: String?
    public let digest: Digest?

    /// Parses a familiar or a complete reference, in time linear in its length.
    public init(_ text: some StringProtocol) throws(InvalidReference) {
        self = try ReferenceScanner(text).reference()
    }

    /// A reference from parts that are checked as if they had been parsed; `tag` becomes `latest` where it and `digest`
    /// are both `nil`.
    public init(registry: String, repository: String, tag: String? = nil, digest: Digest? = nil)
        throws(InvalidReference)
    {
        try ReferenceScanner.checkRegistry(Array(registry.utf8)[...])
        try ReferenceScanner.checkRepository(Array(repository.utf8)[...])
        if let tag { try ReferenceScanner.checkTag(Array(tag.utf8)[...]) }
        self.init(checkedRegistry: registry, repository: repository, tag: tag, digest: digest)
    }

    init(checkedRegistry registry: String, repository: String, tag: String?, digest: Digest?) {
        let isHub = registry == Self.legacyHub || registry == Self.hub
        self.registry = isHub ? Self.hub : registry
        self.repository = isHub && !repository.utf8.contains(UInt8(ascii: "/")) ? "library/" + repository : repository
        self.tag = tag == nil && digest == nil ? "latest" : tag
        self.digest = digest
    }

    static let hub = "docker.io"
    static let legacyHub = "index.docker.io"
}

extension ImageReference {
    /// Registry and repository, without tag and digest: `docker.io/library/python`.
    public var name: String { registry + "/" + repository }

    /// What a registry is asked for: the digest where there is one, else the tag.
    public var identifier: String { digest?.description ?? tag ?? "latest" }

    /// The shortest form that parses to this reference except for the tag: `python:3.12-slim`, `example.com/app@sha256:…`.
    public var familiar: String {
        var name = name
        if registry == Self.hub {
            name = repository
            if name.hasPrefix("library/") {
                let rest = name.dropFirst("library/".count)
                if !rest.utf8.contains(UInt8(ascii: "/")) { name = String(rest) }
            }
        }
        return name + suffix
    }

    /// The same image by its content, with the tag kept for people.
    public func pinned(to digest: Digest) -> ImageReference {
        ImageReference(checkedRegistry: registry, repository: repository, tag: tag, digest: digest)
    }

    private var suffix: String { (tag.map { ":" + $0 } ?? "") + (digest.map { "@" + $0.description } ?? "") }
}

extension ImageReference: CustomStringConvertible {
    /// The canonical form, which parses to the same reference: `docker.io/library/python:3.12-slim`.
    public var description: String { name + suffix }
}

extension ImageReference: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            self = try ImageReference(container.decode(String.self))
        } catch let refusal as InvalidReference {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: refusal.description)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
