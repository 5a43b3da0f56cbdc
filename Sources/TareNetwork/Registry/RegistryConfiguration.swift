internal import FoundationEssentials
public import TareOCI

/// How registries are reached: mirrors, plain HTTP, bounds, and whether at all.
///
/// Read from `$XDG_CONFIG_HOME/tare/registries.json` (else `~/.config/tare/registries.json`):
///
/// ```json
/// { "registries": {
///     "docker.io": { "mirrors": ["http://127.0.0.1:5000", "https://mirror.example/hub"] },
///     "registry.lan:5000": { "plainHTTP": true } } }
/// ```
///
/// `mirrors` are asked in order before the registry itself, by `https` unless they say `http`; a path becomes a prefix of
/// the repository. They are never pushed to. `plainHTTP` means no TLS. A registry on loopback needs neither: it is tried
/// by `https`, then by `http`, as Docker does. A key that is not known is refused, since it would be a mistyped one.
public struct RegistryConfiguration: Sendable {
    /// The settings of one registry.
    public struct Settings: Hashable, Sendable {
        public var mirrors: [String] = []
        public var plainHTTP = false

        public init(mirrors: [String] = [], plainHTTP: Bool = false) {
            self.mirrors = mirrors
            self.plainHTTP = plainHTTP
        }
    }

    /// By registry as in `ImageReference.registry`, in lower case.
    public var registries: [String: Settings] = [:]
    /// Refuses every request.
    public var isOffline = false
    public var retry = RetryPolicy()
    public var limits = DocumentLimits()
    /// Least rate of a transfer in bytes a second, averaged over `rateWindow`.
    public var minimumRate = 512
    public var rateWindow = Duration.seconds(60)
    /// Longest time from a request to the head of its answer.
    public var responseTimeout = Duration.seconds(60)
    /// Blobs larger than this are pushed in chunks of this size, so that a failure costs one chunk.
    public var uploadChunkBytes: UInt64 = 64 << 20
    public var userAgent = "tare"

    public init() {}
}

extension RegistryConfiguration {
    /// Adds the registries of a configuration file's bytes; `path` is for messages.
    public mutating func merge(file bytes: [UInt8], path: String) throws(RegistryError) {
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: Data(bytes))
        } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
            throw .badConfiguration(path: path, detail: context.debugDescription)
        } catch {
            throw .badConfiguration(path: path, detail: "it is not JSON of the form {\"registries\": {\"HOST\": {…}}}")
        }
        for (name, settings) in file.registries.entries {
            for mirror in settings.mirrors where RegistryEndpoint(mirror: mirror) == nil {
                throw .badConfiguration(
                    path: path, detail: "mirror '\(mirror)' of '\(name)' is not a host or an http(s) URL")
            }
            registries[name.lowercased()] = settings
        }
    }

    /// The configuration of an environment; without a file, the defaults.
    public init(environment: [String: String]) throws(RegistryError) {
        self.init()
        let folder =
            environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? environment["HOME"].map { $0 + "/.config" }
        guard let path = folder.map({ $0 + "/tare/registries.json" }), let bytes = SmallFile.read(path, limit: 1 << 20)
        else { return }
        try merge(file: bytes, path: path)
    }

    private struct File: Decodable {
        var registries: Table

        init(from decoder: any Decoder) throws {
            let container = try StrictContainer(decoder, allowed: ["registries"])
            registries = try container.values.decodeIfPresent(Table.self, forKey: "registries") ?? Table()
        }
    }

    private struct Table: Decodable {
        var entries: [String: Settings] = [:]

        init() {}
        init(from decoder: any Decoder) throws { entries = try [String: Settings](from: decoder) }
    }
}

extension RegistryConfiguration.Settings: Decodable {
    public init(from decoder: any Decoder) throws {
        let container = try StrictContainer(decoder, allowed: ["mirrors", "plainHTTP"])
        mirrors = try container.values.decodeIfPresent([String].self, forKey: "mirrors") ?? []
        plainHTTP = try container.values.decodeIfPresent(Bool.self, forKey: "plainHTTP") ?? false
    }
}

/// A JSON object that has no other keys than the known ones.
private struct StrictContainer {
    struct Key: CodingKey, ExpressibleByStringLiteral {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init(stringLiteral value: String) { stringValue = value }
        init?(intValue: Int) { nil }
    }

    let values: KeyedDecodingContainer<Key>

    init(_ decoder: any Decoder, allowed: [String]) throws {
        values = try decoder.container(keyedBy: Key.self)
        for key in values.allKeys where !allowed.contains(key.stringValue) {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: values,
                debugDescription: "'\(key.stringValue)' is not one of: " + allowed.joined(separator: ", "))
        }
    }
}
