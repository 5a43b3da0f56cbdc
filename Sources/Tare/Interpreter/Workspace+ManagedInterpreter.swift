internal import Logging
internal import TareDiagnostics
internal import TareNetwork
internal import TareOCI
public import TarePython
internal import TareSelection

extension Workspace {
    /// The CPythons that a base without one can be given: the newest final version of every minor that is published for
    /// it, the newest first. Known without the network for a day, and offline for as long as it is kept.
    ///
    /// - Parameter now: seconds since 1970.
    public func managedVersions(for target: StandaloneTarget, now: Int64) async throws -> [PEP440Version] {
        try await listing(now: now).archives.versions(for: target)
    }

    /// A CPython as a layer for a base that has none.
    ///
    /// The newest final patch of the minor, from python-build-standalone or the mirror that `TARE_PYTHON_MIRROR` names
    /// (an `https` or `file` URL, or a folder; `StandaloneMirror` tells how its newest release is known). The layer is
    /// made and measured once: afterwards three look-ups in the measurement cache answer, and nothing is opened.
    /// Callers that want the same at the same time share one making.
    ///
    /// - Throws: `ManagedInterpreterError`, `StandaloneMirrorError`, `StoreError`; `ArchiveError` and `LayerError` for
    ///   an archive that is damaged or hostile. Of severity `.incomplete` where a mirror cannot be reached or does not
    ///   have the minor.
    public func managedInterpreter(_ request: ManagedInterpreterRequest) async throws -> ManagedInterpreter {
        let folder = try InterpreterFolder(request.folder)
        let cache = try measurements()
        let mirror = try standaloneMirror()
        let listing = try await listing(now: request.now)
        guard let archive = listing.archives.archive(minor: request.minor, for: request.target) else {
            throw ManagedInterpreterError.notPublished(
                minor: request.minor, request.target, offered: listing.archives.versions(for: request.target),
                mirror: mirror.name)
        }
        let contents = StandaloneContents(keepsSharedLibrary: request.keepsSharedLibrary)
        let work = InterpreterWork(
            archive: archive, contents: contents, folder: folder, mirror: mirror, cache: cache,
            blobs: BlobStore(cacheDirectory), progress: progress)
        if let found = try work.kept(wantsBlob: request.wantsBlob, asked: listing.asked, now: request.now) {
            return found
        }
        // A blob that was pruned is made anew too: the same archive gives the same layer.
        let key = "\(cacheDirectory.path)\n\(archive.sha256) \(work.key)"
        return try await Self.making.value(for: key) {
            try await work.make(asked: listing.asked, now: request.now)
        }
    }

    private static let making = SharedWork<String, ManagedInterpreter>()
    /// Several bases ask for the same list, one after the other too.
    private static let asking = SharedWork<String, StandaloneListing> { error in
        if case StandaloneMirrorError.transfer = error { .seconds(60) } else { .zero }
    }

    private func listing(now: Int64) async throws -> StandaloneListing {
        let cache = try measurements()
        let mirror = try standaloneMirror()
        if let kept = try mirror.keptListing(in: cache, now: now) { return kept }
        let key = "\(cacheDirectory.path)\n\(mirror.name) \(options.isOffline)"
        return try await Self.asking.value(for: key) { try await mirror.listing(keptIn: cache, now: now) }
    }

    private func standaloneMirror() throws -> StandaloneMirror {
        var configuration = StandaloneMirrorConfiguration()
        configuration.isOffline = options.isOffline
        if !options.retriesRegistries { configuration.retry.maximumAttempts = 1 }
        if let address = options.environment["TARE_PYTHON_MIRROR"], !address.isEmpty { configuration.address = address }
        return try StandaloneMirror(configuration: configuration, logger: logger) { [self] in http() }
    }
}
