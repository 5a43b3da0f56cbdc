public import TareOCI

/// A bill of materials as CycloneDX 1.6 has it in JSON (ECMA-424): the parts of the format that Tare writes.
public struct CycloneDXDocument: Encodable, Sendable, CanonicalDocument {
    public static let mediaType = MediaType(rawValue: "application/vnd.cyclonedx+json")

    var bomFormat = "CycloneDX"
    var specVersion = "1.6"
    var serialNumber: String
    var version = 1
    var metadata: Metadata
    var components: [Component]
    var dependencies: [Dependency]

    struct Metadata: Encodable, Sendable {
        struct Tools: Encodable, Sendable { var components: [Component] }

        var timestamp: String
        var tools: Tools
        var component: Component
    }

    struct Component: Encodable, Sendable {
        var type: Kind
        var reference: String?
        var name: String
        var version: String?
        var description: String?
        var hashes: [Hash]?
        var licenses: [LicenseChoice]?
        var packageURL: String?
        var externalReferences: [ExternalReference]?
        var evidence: Evidence?
        var properties: [Property]?

        enum Kind: String, Encodable, Sendable {
            case application
            case container
            case library
            case operatingSystem = "operating-system"
        }

        enum CodingKeys: String, CodingKey {
            case type, name, version, description, hashes, licenses, externalReferences, evidence, properties
            case reference = "bom-ref"
            case packageURL = "purl"
        }
    }

    struct Hash: Encodable, Sendable {
        var algorithm = "SHA-256"
        var content: String

        enum CodingKeys: String, CodingKey {
            case algorithm = "alg"
            case content
        }
    }

    /// An expression, or one licence by its SPDX identifier or its name.
    struct LicenseChoice: Encodable, Sendable {
        struct License: Encodable, Sendable {
            var id: String?
            var name: String?
        }

        var expression: String?
        var license: License?
    }

    struct ExternalReference: Encodable, Sendable {
        var type = "distribution"
        var url: String
        var hashes: [Hash]?
    }

    struct Evidence: Encodable, Sendable {
        struct Occurrence: Encodable, Sendable { var location: String }

        var occurrences: [Occurrence]
    }

    struct Property: Encodable, Sendable {
        var name: String
        var value: String
    }

    struct Dependency: Encodable, Sendable {
        var reference: String
        var dependsOn: [String]

        enum CodingKeys: String, CodingKey {
            case reference = "ref"
            case dependsOn
        }
    }
}
