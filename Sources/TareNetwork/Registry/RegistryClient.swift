public import AsyncHTTPClient
internal import FoundationEssentials
public import Logging
internal import NIOHTTP1
internal import TareOCI

/// Reads from and writes to container registries.
///
/// Follows the OCI distribution specification 1.1, Docker's token authentication specification, and Docker Hub's names.
/// Everything that is fetched by digest is checked against it; every size is bounded; a credential goes to no other
/// origin than its own. Safe for concurrent use: values are immutable but for the cache of tokens.
public struct RegistryClient: Sendable {
    let transport: RegistryTransport

    var configuration: RegistryConfiguration { transport.configuration }

    /// - Parameter http: made with `HTTPClient.Configuration.forTransfers()`: it must not follow redirects by itself.
    public init(
        http: HTTPClient, configuration: RegistryConfiguration = RegistryConfiguration(),
        credentials: CredentialStore = CredentialStore(), logger: Logger
    ) {
        transport = RegistryTransport(
            http: http, configuration: configuration, credentials: credentials, logger: logger)
    }

    /// The same client, which asks nobody: every request of it fails as `RegistryError.offline`.
    var offline: RegistryClient {
        var configuration = configuration
        configuration.isOffline = true
        return RegistryClient(
            http: transport.http, configuration: configuration, credentials: transport.credentials,
            logger: transport.logger)
    }

    /// Reads from the first of a repository's endpoints that has an answer: mirrors, then the registry, whose failure is
    /// the one reported. A failure that `isFinal` says is one ends the search.
    func reading<Value>(
        _ reference: ImageReference, isFinal: (RegistryError) -> Bool = { _ in false },
        _ read: (_ endpoint: RegistryEndpoint, _ isLast: Bool) async throws -> Value
    ) async throws -> Value {
        let endpoints = configuration.readEndpoints(for: reference)
        for endpoint in endpoints.dropLast() {
            do {
                return try await read(endpoint, false)
            } catch let error as RegistryError {
                if case .offline = error { throw error }
                if isFinal(error) { throw error }
                transport.logger.info(
                    "a mirror has no answer", metadata: ["mirror": "\(endpoint.registry)", "failure": "\(error)"])
            }
        }
        guard let last = endpoints.last else { throw Self.noEndpoint(reference) }
        return try await read(last, true)
    }

    /// The registry of a reference, for writing.
    func writeEndpoint(_ reference: ImageReference) throws -> RegistryEndpoint {
        guard let endpoint = configuration.writeEndpoints(for: reference).first else {
            throw Self.noEndpoint(reference)
        }
        return endpoint
    }

    private static func noEndpoint(_ reference: ImageReference) -> RegistryError {
        .unreachable(url: reference.registry, detail: "its name cannot be made a URL")
    }

    /// A request for a path below a repository, with read access.
    func request(
        _ method: HTTPMethod, _ path: String, of reference: ImageReference, at endpoint: RegistryEndpoint,
        canPush: Bool = false
    ) -> RegistryRequest {
        let repository = endpoint.repository(reference)
        return RegistryRequest(
            method: method, target: .path(repository + "/" + path),
            access: RegistryAccess(repository: repository, canPush: canPush))
    }

    /// The failure that an answer of an unwanted status stands for.
    func failure(_ answer: RegistryAnswer, at endpoint: RegistryEndpoint, _ subject: String) async -> RegistryError {
        await answer.failure(registry: endpoint.registry, subject: subject, now: RegistryTransport.now)
    }
}
