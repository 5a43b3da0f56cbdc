internal import FoundationEssentials
internal import TareOCI
public import TarePython

/// An archive of CPython on this machine.
public struct FetchedStandalone: Sendable, Hashable {
    public var archive: StandaloneArchive
    /// All of the file; whether it has the archive's checksum is for its reader to find.
    public var file: FileRegion

    /// The SHA-256 that the file has, in lower-case hexadecimal.
    public func digest() throws -> String {
        var hasher = Digest.Hasher(.sha256)
        try file.forEachPiece { hasher.update($0) }
        return hasher.finish().hex
    }
}

extension FileRegion {
    /// A file of known size as a whole.
    public init(file path: String, size: UInt64) { self.init(path: path, offset: 0, size: size) }
}

extension StandaloneMirror {
    /// Gives an archive that is in a folder where it lies; one of the network goes into the store, checked while it
    /// streams, unless it is there.
    ///
    /// - Parameter received: hears of bytes as they come in, and of all that will, where the server says how many.
    public func fetch(
        _ archive: StandaloneArchive, into blobs: BlobStore,
        received: @Sendable (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
    ) async throws -> FetchedStandalone {
        switch place {
        case .folder(let folder):
            let places = ["\(folder)/\(archive.tag)/\(archive.name)", "\(folder)/\(archive.name)"]
            guard let path = places.first(where: DiskFile.exists) else {
                throw StandaloneMirrorError.missingArchive(path: places[0])
            }
            return try found(archive, path)
        case .web(let base, _, _):
            guard let digest = Digest(algorithm: .sha256, hex: archive.sha256) else {
                throw StandaloneMirrorError.list(place: base, .malformed(line: 0))
            }
            let path = blobs.path(of: digest)
            if !DiskFile.exists(path) {
                try await transfer(try Self.url(base, archive.tag, archive.name), as: digest, into: blobs, received)
            }
            return try found(archive, path)
        }
    }

    private func found(_ archive: StandaloneArchive, _ path: String) throws -> FetchedStandalone {
        let size = try DiskFile.regularSize(path)
        guard size <= Self.archiveLimit else { throw StoreError.tooLarge(path: path, limit: Int(Self.archiveLimit)) }
        return FetchedStandalone(archive: archive, file: FileRegion(file: path, size: size))
    }

    private func transfer(
        _ url: URL, as digest: Digest, into blobs: BlobStore, _ received: @Sendable (UInt64, UInt64) -> Void
    ) async throws {
        let tooLarge = WebFailure.tooLarge(url: url.absoluteString, limit: Self.archiveLimit)
        do {
            try await web.get(url) { answer in
                let total = answer.contentLength ?? 0
                guard total <= Self.archiveLimit else { throw tooLarge }
                do {
                    try await blobs.write(as: digest) { append in
                        var count: UInt64 = 0
                        try await answer.receive { piece in
                            count &+= UInt64(piece.count)
                            guard count <= Self.archiveLimit else { throw tooLarge }
                            try append(piece)
                            received(count, max(count, total))
                        }
                    }
                } catch OCIError.digestMismatch(_, let expected, let actual) {
                    throw WebFailure.wrongDigest(
                        url: answer.url.absoluteString, expected: expected.hex, actual: actual.hex)
                }
            }
        } catch let failure as WebFailure { throw StandaloneMirrorError.transfer(failure) }
    }
}
