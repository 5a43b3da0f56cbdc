public import TareOCI

/// How an image was built and of what: an in-toto statement with SLSA provenance.
///
/// Follows the in-toto attestation framework (Statement v1) and SLSA 1.0, "Provenance". There is no time in it: the same
/// build states the same, and `invocationId` follows from what was asked and used.
public struct Provenance: Encodable, Sendable, CanonicalDocument {
    public static let mediaType = MediaType(rawValue: "application/vnd.in-toto+json")
    public static let slsa = "https://slsa.dev/provenance/v1"
    /// What the parameters below mean, as docs/build.md describes it.
    public static let buildType = "urn:x-tare:build:1"
    /// Whoever runs Tare on a machine of his own: nobody vouches for it.
    public static let builder = "urn:x-tare:local"

    /// A thing that went into the build (in-toto, ResourceDescriptor).
    public struct Resource: Encodable, Sendable, Hashable {
        public var name: String?
        public var uri: String?
        /// By algorithm: `sha256`, `gitCommit`.
        public var digest: [String: String]?

        public init(name: String? = nil, uri: String? = nil, digest: [String: String]? = nil) {
            (self.name, self.uri, self.digest) = (name, uri, digest)
        }
    }

    /// What was asked for.
    public struct Parameters: Encodable, Sendable {
        public var project: String
        /// The base's reference or the catalogue's id; `nil` for a file on disk.
        public var base: String?
        public var platform: String
        public var lock: Resource
        public var compression: String
        public var bytecode: Bool
        public var labels: [String: String]
        public var sourceDateEpoch: Int64

        public init(
            project: String, base: String?, platform: String, lock: Resource, compression: String, bytecode: Bool,
            labels: [String: String], sourceDateEpoch: Int64
        ) {
            (self.project, self.base, self.platform, self.lock) = (project, base, platform, lock)
            (self.compression, self.bytecode, self.labels) = (compression, bytecode, labels)
            self.sourceDateEpoch = sourceDateEpoch
        }
    }

    var type = "https://in-toto.io/Statement/v1"
    var subject: [Resource]
    var predicateType = Self.slsa
    var predicate: Predicate

    struct Predicate: Encodable, Sendable {
        var buildDefinition: Definition
        var runDetails: Details
    }

    struct Definition: Encodable, Sendable {
        var buildType = Provenance.buildType
        var externalParameters: Parameters
        var resolvedDependencies: [Resource]
    }

    struct Details: Encodable, Sendable {
        struct Builder: Encodable, Sendable {
            var id = Provenance.builder
            var version: [String: String]
        }

        struct Metadata: Encodable, Sendable { var invocationId: String }

        var builder: Builder
        var metadata: Metadata
    }

    enum CodingKeys: String, CodingKey {
        case type = "_type"
        case subject, predicateType, predicate
    }

    /// - Parameter resources: in any order; each is stated once.
    public init(
        of digest: Digest, named name: String, _ parameters: Parameters, from resources: [Resource], version: String
    ) throws(OCIError) {
        subject = [Resource(name: name, digest: [digest.algorithm.rawValue: digest.hex])]
        let definition = Definition(
            externalParameters: parameters,
            resolvedDependencies: Set(resources).sorted {
                ($0.uri ?? "", $0.name ?? "") < ($1.uri ?? "", $1.name ?? "")
            })
        let asked = Digest(sha256Of: try definition.canonicalJSON())
        predicate = Predicate(
            buildDefinition: definition,
            runDetails: Details(builder: .init(version: ["tare": version]), metadata: .init(invocationId: "\(asked)")))
    }
}

extension Provenance.Definition: CanonicalDocument {}
