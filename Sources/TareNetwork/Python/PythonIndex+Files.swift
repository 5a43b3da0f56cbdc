internal import FoundationEssentials
internal import TareDiagnostics
internal import TareOCI

extension PythonIndex {
    /// Most bytes of a file whose size nobody states.
    private static let fileLimit: UInt64 = 4 << 30

    /// Fetches a file whole, unless it is kept already, and keeps it by its digest; gives where it is.
    ///
    /// The digest is checked while the file comes in, and it has its name only when all of it is there and right.
    ///
    /// - Parameters:
    ///   - size: the file's, if a lock or an index states it: a server that has more or less is refused.
    ///   - sha256: the file's, in lower-case hexadecimal.
    ///   - received: hears of bytes as they come in; a repeated transfer starts from the first byte again.
    public func fetch(
        _ address: String, size: UInt64?, sha256: String, into blobs: BlobStore,
        received: @Sendable (Int) -> Void = { _ in }
    ) async throws -> String {
        guard let url = URL(string: address), HTTPOrigin(url) != nil,
            let digest = Digest(algorithm: .sha256, hex: sha256)
        else { throw PythonIndexError.invalidAddress(address) }
        let path = blobs.path(of: digest)
        guard !DiskFile.exists(path) else { return path }
        do {
            try await web.get(url) { answer in
                do {
                    try await blobs.write(as: digest) { append in
                        var count: UInt64 = 0
                        try await answer.receive { piece in
                            count &+= UInt64(piece.count)
                            guard count <= size ?? Self.fileLimit else {
                                throw WebFailure.tooLarge(url: url.absoluteString, limit: size ?? Self.fileLimit)
                            }
                            try append(piece)
                            received(piece.count)
                        }
                        if let size, count != size {
                            throw WebFailure.wrongSize(url: url.absoluteString, expected: size, actual: count)
                        }
                    }
                } catch OCIError.digestMismatch(_, let expected, let actual) {
                    throw WebFailure.wrongDigest(
                        url: url.absoluteString, expected: expected.hex, actual: actual.hex)
                }
            }
        } catch let failure as WebFailure {
            throw PythonIndexError.transfer(failure)
        }
        return path
    }
}
