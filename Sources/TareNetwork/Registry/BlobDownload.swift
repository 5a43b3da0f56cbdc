internal import TareOCI

/// The state of one blob's transfer over any number of answers: how far it is, and what the bytes so far hash to.
///
/// Does no I/O. An answer that starts too early (a server that ignores `Range`) is skipped up to where the transfer
/// stands.
struct BlobDownload {
    enum Failure: Error, Equatable {
        /// The answer does not continue where asked.
        case wrongRange(String)
        case tooLong(UInt64)
        case wrongLength(UInt64)
    }

    let digest: Digest
    let size: UInt64
    /// Bytes handed on so far.
    private(set) var offset: UInt64 = 0
    private var skip: UInt64 = 0
    private var hasher: Digest.Hasher

    init(_ blob: Descriptor) {
        digest = blob.digest
        size = blob.size
        hasher = Digest.Hasher(blob.digest.algorithm)
    }

    var isComplete: Bool { offset == size }

    /// Value of the `Range` field for the next request; `nil` for the whole blob.
    var range: String? { offset == 0 ? nil : "bytes=\(offset)-" }

    /// Takes the head of an answer of status 200 or 206.
    mutating func begin(status: UInt, contentRange: ContentRange?, contentLength: UInt64?) throws(Failure) {
        if status == 206 {
            guard let contentRange, contentRange.first <= offset, contentRange.last >= offset else {
                throw .wrongRange("the range that came is not the one asked for")
            }
            if let total = contentRange.total, total != size { throw .wrongLength(total) }
            skip = offset - contentRange.first
        } else {
            if let contentLength, contentLength != size { throw .wrongLength(contentLength) }
            skip = offset
        }
    }

    /// Takes bytes of a body and returns how many at its front are to be passed over.
    mutating func accept(_ bytes: UnsafeRawBufferPointer) throws(Failure) -> Int {
        let skipped = Int(min(skip, UInt64(bytes.count)))
        skip -= UInt64(skipped)
        let count = UInt64(bytes.count - skipped)
        guard count <= size - offset else { throw .tooLong(size) }
        hasher.update(UnsafeRawBufferPointer(rebasing: bytes[skipped...]))
        offset += count
        return skipped
    }

    /// The digest of what came.
    var actual: Digest { hasher.finish() }
}
