import AsyncHTTPClient
import FoundationEssentials
import Logging
import TareDiagnostics
import Testing

@testable import TareNetwork
@testable import TareOCI

/// A client of one registry, behind a proxy of its own, and a repository that no other test uses.
struct RegistryBench: Sendable {
    let proxy: RegistryProxy
    let client: RegistryClient
    let repository: String

    /// A reference to the repository, by a tag or a digest.
    func reference(_ tag: String = "latest", digest: Digest? = nil) throws -> ImageReference {
        try ImageReference(
            registry: proxy.authority, repository: repository, tag: digest == nil ? tag : nil, digest: digest)
    }

    /// Pushes an image by a tag, with no fault in the way.
    @discardableResult
    func push(_ image: TestImage, tag: String = "latest") async throws -> PushReport {
        try await client.push(
            manifest: image.manifestBytes, mediaType: image.manifestType, blobs: image.blobs, to: reference(tag))
    }

    /// Pushes images and an index of them.
    func push(index: ImageIndex, of images: [TestImage], tag: String = "latest") async throws -> Descriptor {
        for image in images { try await push(image, tag: "part-\(image.descriptor.digest.short)") }
        let bytes = try index.canonicalJSON()
        try await client.push(manifest: bytes, mediaType: index.mediaType ?? .ociIndex, to: reference(tag))
        return Descriptor(index.mediaType ?? .ociIndex, of: bytes)
    }

    /// A blob as the client streams it.
    func fetch(_ blob: Descriptor) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        try await client.fetchBlob(blob, from: reference()) { bytes += $0 }
        return bytes
    }
}

/// Gives a client of a real registry; retries are quick, plain HTTP is configured.
func withRegistry<Result>(
    _ upstream: RegistryStand.Upstream = .anonymous, _ faults: [Fault] = [],
    credentials: CredentialStore = CredentialStore(), repository: String? = nil, idleTimeout: Int64 = 20,
    configure: (inout RegistryConfiguration, RegistryProxy) -> Void = { _, _ in },
    _ body: (RegistryBench) async throws -> Result
) async throws -> Result {
    let proxy = try await RegistryStand.shared.proxy(upstream, faults)
    return try await withClient(
        of: proxy, credentials: credentials, repository: repository, idleTimeout: idleTimeout, configure: configure,
        body)
}

/// Gives another client of a proxy.
func withClient<Result>(
    of proxy: RegistryProxy, credentials: CredentialStore = CredentialStore(), repository: String? = nil,
    idleTimeout: Int64 = 20, configure: (inout RegistryConfiguration, RegistryProxy) -> Void = { _, _ in },
    _ body: (RegistryBench) async throws -> Result
) async throws -> Result {
    var configuration = RegistryConfiguration()
    configuration.registries[proxy.authority] = .init(plainHTTP: true)
    configuration.retry.maximumAttempts = 3
    configuration.retry.baseDelay = .milliseconds(20)
    configure(&configuration, proxy)
    let http = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: .forTransfers(idleTimeout: idleTimeout, connectTimeout: 5))
    let client = RegistryClient(
        http: http, configuration: configuration, credentials: credentials, logger: Logger(label: "tests"))
    let name = repository ?? "open/" + UUID().uuidString.lowercased()
    do {
        let result = try await body(RegistryBench(proxy: proxy, client: client, repository: name))
        try await http.shutdown()
        return result
    } catch {
        try await http.shutdown()
        throw error
    }
}

extension CredentialStore {
    /// The tests' account at a proxy's registry.
    static func keeper(of proxy: RegistryProxy, password: String = RegistryStand.password) -> CredentialStore {
        CredentialStore([proxy.authority: .basic(user: RegistryStand.user, password: password)])
    }
}

/// The refusal that an operation ends with; every text of it is held against the secrets of the tests.
func refusal<Result>(
    sourceLocation: SourceLocation = #_sourceLocation, _ operation: () async throws -> Result
) async throws -> RegistryError {
    do {
        _ = try await operation()
    } catch let error as RegistryError {
        let texts = [error.description, error.hint ?? "", String(reflecting: error)].joined(separator: "\n")
        for secret in [RegistryStand.password, RegistryStand.identity, "Bearer ey", "Basic a2V"] {
            #expect(!texts.contains(secret), "the refusal shows a secret", sourceLocation: sourceLocation)
        }
        #expect(error.hint != nil, "the refusal has no hint: \(error)", sourceLocation: sourceLocation)
        return error
    }
    Issue.record("nothing was refused", sourceLocation: sourceLocation)
    throw CancellationError()
}
