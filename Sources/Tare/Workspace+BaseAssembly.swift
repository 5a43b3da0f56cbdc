internal import FoundationEssentials
public import TareNetwork

extension Workspace {
    /// Assembles a base with this workspace's cache and network.
    ///
    /// - Parameters:
    ///   - configure: changes mirrors and keyring from Debian's own.
    ///   - now: seconds since 1970, for the validity of releases.
    public func assembleBase(
        _ request: BaseAssemblyRequest, now: Int64, configure: (inout DebianArchiveConfiguration) -> Void = { _ in }
    ) async throws -> AssembledBase {
        var configuration = DebianArchiveConfiguration(
            folder: cacheDirectory.debian, searchPath: options.environment["PATH"] ?? "/usr/bin:/bin")
        configuration.isOffline = options.isOffline
        configure(&configuration)
        let archive = try DebianArchive(http: http(), configuration: configuration, now: now, logger: logger)
        let base = try await Tare.assembleBase(
            request, from: archive, keeping: BlobStore(cacheDirectory), progress: progress)
        progress.finish()
        return base
    }
}
