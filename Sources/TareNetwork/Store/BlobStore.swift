public import TareOCI

/// Content by its digest, in files named by it, as an OCI image layout keeps it: `blobs/sha256/<hex>`.
///
/// A blob gets its name only when it is complete and its digest is known to be right. Any number of processes may read,
/// write and prune at a time: what one of them deletes, another has open or fetches again.
public struct BlobStore: Sendable {
    private let directory: CacheDirectory

    public init(_ directory: CacheDirectory) { self.directory = directory }

    /// Where a blob is, whether it is there or not.
    public func path(of digest: Digest) -> String {
        directory.blobs + "/" + digest.algorithm.rawValue + "/" + digest.hex
    }

    /// A blob's bytes, or `nil` where it is not there. A damaged one is removed, and is not there.
    public func read(_ digest: Digest, limit: Int) throws -> [UInt8]? {
        let path = path(of: digest)
        guard DiskFile.exists(path) else { return nil }
        let bytes = try DiskFile.read(path, limit: limit)
        var hasher = Digest.Hasher(digest.algorithm)
        bytes.withUnsafeBytes { hasher.update($0) }
        guard hasher.finish() == digest else {
            remove(digest)
            return nil
        }
        return bytes
    }

    /// Keeps bytes; a blob that is there already is left as it is.
    public func write(_ bytes: [UInt8], as digest: Digest) throws {
        let path = path(of: digest)
        guard !DiskFile.exists(path) else { return }
        try DiskFile.makeDirectory(directory.blobs + "/" + digest.algorithm.rawValue)
        try DiskFile.replace(path, with: bytes)
    }

    /// Keeps what `fill` gives, piece by piece, if it has the digest.
    public func write(
        as digest: Digest, _ fill: (_ append: (UnsafeRawBufferPointer) throws -> Void) async throws -> Void
    ) async throws {
        let path = path(of: digest)
        guard !DiskFile.exists(path) else { return }
        try DiskFile.makeDirectory(directory.blobs + "/" + digest.algorithm.rawValue)
        let pending = try PendingFile(for: path)
        var hasher = Digest.Hasher(digest.algorithm)
        try await fill { bytes in
            hasher.update(bytes)
            try pending.append(bytes)
        }
        let actual = hasher.finish()
        guard actual == digest else {
            throw OCIError.digestMismatch(document: "blob", expected: digest, actual: actual)
        }
        try pending.commit(as: path)
    }

    public func remove(_ digest: Digest) { DiskFile.remove(path(of: digest)) }
}
