internal import AsyncHTTPClient
public import Logging
internal import Synchronization
public import TareNetwork
public import TareOCI

/// What every operation works with: the cache, the network, the log. Made once a run or server.
///
/// Nothing is opened before it is needed; an image that is measured is answered without a network client.
public final class Workspace: Sendable {
    public struct Options: Sendable {
        /// The process's environment: cache folder, credentials, registry configuration.
        public var environment: [String: String]
        /// Asks nothing over the network.
        public var isOffline = false
        /// Asks a registry that does not answer again; not where there is an answer without it.
        public var retriesRegistries = true

        public init(environment: [String: String], isOffline: Bool = false, retriesRegistries: Bool = true) {
            self.environment = environment
            self.isOffline = isOffline
            self.retriesRegistries = retriesRegistries
        }
    }

    public let options: Options
    public let logger: Logger
    public let progress: any ProgressReporter
    public let cacheDirectory: CacheDirectory
    private let opened = Mutex(Opened())

    private struct Opened {
        var http: HTTPClient?
        var registry: RegistryClient?
        var cache: MeasurementCache?
    }

    public init(_ options: Options, logger: Logger, progress: any ProgressReporter = SilentProgress()) throws {
        self.options = options
        self.logger = logger
        self.progress = progress
        cacheDirectory = try CacheDirectory(environment: options.environment)
    }

    /// Ends connections. A workspace is of no use afterwards.
    public func close() async {
        progress.finish()
        try? await opened.withLock { $0.http }?.shutdown()
    }

    /// Runs an operation in a workspace of its own.
    public static func with<Result>(
        _ options: Options, logger: Logger, progress: any ProgressReporter,
        _ operation: (Workspace) async throws -> Result
    ) async throws -> Result {
        let workspace = try Workspace(options, logger: logger, progress: progress)
        do {
            let result = try await operation(workspace)
            await workspace.close()
            return result
        } catch {
            await workspace.close()
            throw error
        }
    }

    func measurements() throws -> MeasurementCache {
        try opened.withLock { opened in
            if let cache = opened.cache { return cache }
            let cache = try MeasurementCache(cacheDirectory, logger: logger)
            opened.cache = cache
            return cache
        }
    }

    func http() -> HTTPClient {
        opened.withLock { Self.http(&$0) }
    }

    private static func http(_ opened: inout Opened) -> HTTPClient {
        if let http = opened.http { return http }
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: .forTransfers())
        opened.http = http
        return http
    }

    func registry() throws -> RegistryClient {
        try opened.withLock { opened in
            if let registry = opened.registry { return registry }
            var configuration = try RegistryConfiguration(environment: options.environment)
            configuration.isOffline = options.isOffline
            if !options.retriesRegistries { configuration.retry.maximumAttempts = 1 }
            let credentials = CredentialStore(environment: options.environment, logger: logger)
            let registry = RegistryClient(
                http: Self.http(&opened), configuration: configuration, credentials: credentials, logger: logger)
            opened.registry = registry
            return registry
        }
    }
}

extension Platform {
    /// Linux on this machine's processor: what its containers are.
    public static let host: Platform = {
        #if arch(arm64)
            Platform(os: "linux", architecture: "arm64")
        #elseif arch(riscv64)
            Platform(os: "linux", architecture: "riscv64")
        #else
            Platform(os: "linux", architecture: "amd64")
        #endif
    }()
}
