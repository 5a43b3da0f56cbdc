internal import FoundationEssentials
internal import Logging
public import TareDebian

/// A release of an archive whose signature holds.
public struct VerifiedRelease: Sendable {
    /// The suite as asked for: `trixie`, `trixie-updates`, `trixie-security`.
    public var suite: String
    /// The archive's root that it is from.
    public var base: String
    public var release: ReleaseFile
    /// Whether it was read from the cache.
    public var isCached: Bool
}

extension DebianArchive {
    static let releaseLimit = 8 << 20
    /// Clocks differ; apt allows ten seconds, which is too little for machines without time service.
    private static let clockTolerance: Int64 = 3600

    /// The releases that make up a stable suite: the suite itself, its updates, and security's.
    ///
    /// - Throws: `DebianMirrorError` where one of them cannot be had or trusted: without the security suite, an image
    ///   would be assembled from packages with known vulnerabilities, and say nothing of it.
    public func releases(of suite: String) async throws -> [VerifiedRelease] {
        async let main = release(suite, at: configuration.mirror)
        async let updates = release(suite + "-updates", at: configuration.mirror)
        async let security = release(suite + "-security", at: configuration.securityMirror)
        return try await [main, updates, security]
    }

    /// One release, verified. From the cache only where nothing may be fetched, or where what is fetched is older: a
    /// mirror, or somebody on the way to it, must not take back updates by an old release whose signature still holds.
    public func release(_ suite: String, at base: String) async throws -> VerifiedRelease {
        let base = try Self.base(base)
        let address = try Self.url(base, "dists/\(suite)/InRelease").absoluteString
        let kept = store.releasePath(url: address)
        if configuration.isOffline {
            guard DiskFile.exists(kept) else { throw DebianMirrorError.offline(url: address) }
            let release = try await verified(
                try DiskFile.read(kept, limit: Self.releaseLimit), suite: suite, url: address)
            return VerifiedRelease(suite: suite, base: base, release: release, isCached: true)
        }
        let message = try await transferring {
            try await web.bytes(of: try Self.url(base, "dists/\(suite)/InRelease"), limit: Self.releaseLimit)
        }
        let release = try await verified(message, suite: suite, url: address)
        if let seen = await newer(than: release, at: kept, suite: suite, url: address) {
            logger.warning(
                "the mirror's release is older than one that was seen, which is used", metadata: ["url": "\(address)"])
            return VerifiedRelease(suite: suite, base: base, release: seen, isCached: true)
        }
        try store.make()
        try DiskFile.replace(kept, with: message)
        return VerifiedRelease(suite: suite, base: base, release: release, isCached: false)
    }

    /// The kept release, if there is one that still holds and is newer.
    private func newer(
        than release: ReleaseFile, at kept: String, suite: String, url: String
    ) async -> ReleaseFile? {
        guard DiskFile.exists(kept), let message = try? DiskFile.read(kept, limit: Self.releaseLimit),
            let seen = try? await verified(message, suite: suite, url: url), seen.date > release.date
        else { return nil }
        return seen
    }

    private func verified(_ message: [UInt8], suite: String, url: String) async throws -> ReleaseFile {
        let verifier = SignatureVerifier(
            keyring: configuration.keyring, searchPath: configuration.searchPath, folder: store.folder)
        let release = try ReleaseFile(try await verifier.signedText(of: message, url: url), source: url)
        try check(release, suite: suite, url: url)
        logger.debug("release is verified", metadata: ["suite": "\(suite)", "date": "\(release.date)"])
        return release
    }

    private func check(_ release: ReleaseFile, suite: String, url: String) throws(DebianMirrorError) {
        if let end = release.validUntil, end < now { throw .expired(url: url, validUntil: end) }
        guard release.date <= now + Self.clockTolerance else { throw .fromTheFuture(url: url, date: release.date) }
        // A suite goes by codename or by class: 'trixie-updates' is also 'stable-updates'.
        guard release.codename == suite || release.suite == suite else {
            throw .wrongSuite(url: url, found: release.codename ?? release.suite ?? "", expected: suite)
        }
    }

    /// The packages of several releases, in their order.
    ///
    /// - Parameter progress: hears of how many are read, of how many.
    public func indices(
        of releases: [VerifiedRelease], architecture: String,
        progress: @escaping @Sendable (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
    ) async throws -> [PackageIndex] {
        let total = UInt64(releases.count)
        progress(0, total)
        return try await withThrowingTaskGroup(of: (Int, PackageIndex).self) { group in
            for (number, release) in releases.enumerated() {
                group.addTask { (number, try await index(of: release, architecture: architecture)) }
            }
            var found: [(Int, PackageIndex)] = []
            while let next = try await group.next() {
                found.append(next)
                progress(UInt64(found.count), total)
            }
            return found.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// The packages of a release, in one component and for one architecture.
    public func index(
        of release: VerifiedRelease, component: String = "main", architecture: String
    ) async throws -> PackageIndex {
        let folder = "dists/\(release.suite)/"
        let name = "\(component)/binary-\(architecture)/Packages"
        for (suffix, compression) in Self.indexForms {
            guard let file = release.release.files[name + suffix] else { continue }
            let expected = Expectation(sha256: file.sha256, size: file.size)
            let address = try Self.url(release.base, folder + name + suffix).absoluteString
            guard file.size <= Self.indexLimit else {
                throw DebianMirrorError.tooLarge(url: address, limit: Self.indexLimit)
            }
            let path = try await fetchIndex(
                release, expected, plain: folder + name + suffix,
                byHash: "\(folder)\(component)/binary-\(architecture)/by-hash/SHA256/\(file.sha256)")
            return try PackageIndex(
                try unpack(path, expected, compression, address), suite: release.suite)
        }
        throw DebianMirrorError.missingIndex(
            url: try Self.url(release.base, folder + "InRelease").absoluteString, path: name)
    }

    /// By hash where the archive has that: the plain name may be replaced at any time.
    private func fetchIndex(
        _ release: VerifiedRelease, _ expected: Expectation, plain: String, byHash: String
    ) async throws -> String {
        if release.release.acquireByHash {
            do {
                return try await fetch(try Self.url(release.base, byHash), expected)
            } catch DebianMirrorError.transfer(.notFound) {
                logger.debug("index is not there by hash", metadata: ["path": "\(plain)"])
            }
        }
        return try await fetch(try Self.url(release.base, plain), expected)
    }
}
