internal import FoundationEssentials
internal import Logging
public import TarePython

/// What a mirror has, and when it was asked.
public struct StandaloneListing: Sendable, Hashable {
    public var archives: StandaloneArchives
    /// Seconds since 1970.
    public var asked: Int64
}

extension StandaloneMirror {
    /// Releases of a folder that are read at most, the newest first.
    private static let maximumReleases = 32
    /// A list from the network is asked for again after this time.
    private static let keptFor: Int64 = 24 * 3600

    /// What the mirror has to choose from: as it was kept within a day, or while a folder's lists have not changed,
    /// else asked for now. Offline, or where the mirror does not answer, what is kept counts whatever its age.
    ///
    /// - Parameter now: seconds since 1970.
    public func listing(keptIn cache: MeasurementCache, now: Int64) async throws -> StandaloneListing {
        if let kept = try keptListing(in: cache, now: now) { return kept }
        let kept = try anyKeptListing(in: cache)
        do {
            let identity = try listIdentity()
            let listing = StandaloneListing(archives: try await archives().chosen(), asked: now)
            try cache.keep(opened: KeptListing(listing), name: keptName, identity: identity)
            return listing
        } catch let error as StandaloneMirrorError {
            guard let kept, case .transfer = error else { throw error }
            logger.warning("the list of CPython releases is kept from before", metadata: ["failure": "\(error)"])
            return kept
        }
    }

    /// What is known of the mirror without asking it; `nil` where it has to be asked.
    public func keptListing(in cache: MeasurementCache, now: Int64) throws -> StandaloneListing? {
        guard let kept = try anyKeptListing(in: cache) else { return nil }
        return isFolder || isOffline || (0..<Self.keptFor).contains(now - kept.asked) ? kept : nil
    }

    /// What was kept of the network at any time, of a folder as it is now.
    private func anyKeptListing(in cache: MeasurementCache) throws -> StandaloneListing? {
        try cache.opened(keptName, identity: try listIdentity(), as: KeptListing.self)?.listing
    }

    private var keptName: String { "python-releases " + name }

    private var isFolder: Bool {
        if case .folder = place { true } else { false }
    }

    /// The mirror's lists as they are now.
    public func archives() async throws -> StandaloneArchives {
        switch place {
        case .folder(let path): return try archives(inFolder: path)
        case .web(let base, let pointer, let pinned):
            let tag: StandaloneTag
            if let pinned { tag = pinned } else { tag = try await newest(pointer) }
            let url = try Self.url(base, tag, Self.checksumsName)
            do {
                let bytes = try await web.bytes(of: url, limit: StandaloneArchives.checksumsLimit)
                return try StandaloneArchives(checksums: bytes, of: tag)
            } catch let error as StandaloneListError {
                throw StandaloneMirrorError.list(place: url.absoluteString, error)
            } catch WebFailure.notFound(let url) {
                throw StandaloneMirrorError.noChecksums(place: url)
            } catch let failure as WebFailure { throw StandaloneMirrorError.transfer(failure) }
        }
    }

    private func newest(_ pointer: String) async throws -> StandaloneTag {
        guard let url = URL(string: pointer) else { throw StandaloneMirrorError.invalidAddress(pointer) }
        do {
            return try StandaloneTag(latestRelease: try await web.bytes(of: url, limit: StandaloneTag.pointerLimit))
        } catch let error as StandaloneListError {
            throw StandaloneMirrorError.list(place: pointer, error)
        } catch WebFailure.notFound(let url) {
            throw StandaloneMirrorError.noPointer(url: url)
        } catch let failure as WebFailure { throw StandaloneMirrorError.transfer(failure) }
    }
}

extension StandaloneMirror {
    /// The checksum files of a folder, the newest release first.
    private static func lists(inFolder path: String) -> [(tag: StandaloneTag?, file: String)] {
        let own = path + "/" + checksumsName
        if DiskFile.exists(own) { return [(nil, own)] }
        let found = DiskFile.names(in: path).reversed().lazy.compactMap { StandaloneTag($0) }
            .map { tag in (tag: tag, file: "\(path)/\(tag)/\(checksumsName)") }.filter { DiskFile.exists($0.file) }
        return found.prefix(maximumReleases).map { (tag: $0.tag, file: $0.file) }
    }

    private func archives(inFolder path: String) throws -> StandaloneArchives {
        var all: StandaloneArchives?
        for (tag, file) in Self.lists(inFolder: path) {
            do {
                let bytes = try DiskFile.read(file, limit: StandaloneArchives.checksumsLimit)
                let list = try StandaloneArchives(checksums: bytes, of: tag)
                if all == nil { all = list } else { all?.add(list) }
            } catch let error as StandaloneListError { throw StandaloneMirrorError.list(place: file, error) }
        }
        guard let all else { throw StandaloneMirrorError.noReleases(folder: path) }
        return all
    }

    /// What changes with a folder's lists; for the network, which cannot be seen from here, always the same.
    private func listIdentity() throws -> String {
        guard case .folder(let path) = place else { return "1" }
        return try Self.lists(inFolder: path).map { try "\($0.file) " + DiskFile.identity($0.file) }
            .joined(separator: "\n")
    }
}

/// A listing as it is kept: the lines that are chosen from, as the project writes them.
private struct KeptListing: Codable {
    var asked: Int64
    var checksums: String

    init(_ listing: StandaloneListing) {
        asked = listing.asked
        checksums = listing.archives.checksums
    }

    /// `nil` for one that an older Tare kept otherwise.
    var listing: StandaloneListing? {
        (try? StandaloneArchives(checksums: Array(checksums.utf8))).map {
            StandaloneListing(archives: $0, asked: asked)
        }
    }
}
