/// Hashes a stream on a thread of its own while the caller goes on: of a layer's measurement a third is hashing, which
/// needs nothing of the rest.
///
/// The thread begins with the first full buffer, so that a short stream costs none, and ends with the hasher. Memory is
/// four buffers of 256 KiB. For use by one task at a time.
package final class ParallelHasher {
    private var hasher: Digest.Hasher
    private var thread: HashingThread?
    /// The buffer that is being filled.
    private var filling: UnsafeMutableRawBufferPointer?
    private var filled = 0
    private var buffers = 0

    private static let bufferBytes = 256 << 10
    private static let maximumBuffers = 4

    package init(_ algorithm: Digest.Algorithm) { hasher = Digest.Hasher(algorithm) }

    deinit {
        filling?.deallocate()
        _ = thread?.join()
    }

    package func update(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        while !rest.isEmpty {
            let buffer = filling ?? emptyBuffer()
            filling = buffer
            let count = min(rest.count, buffer.count - filled)
            UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
            filled += count
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            if filled == buffer.count { hand(buffer) }
        }
    }

    /// The digest of everything seen. The hasher is spent.
    package func finish() -> Digest {
        if let thread { hasher = thread.join() }
        thread = nil
        if let filling { hasher.update(UnsafeRawBufferPointer(rebasing: filling[..<filled])) }
        filled = 0
        return hasher.finish()
    }

    private func emptyBuffer() -> UnsafeMutableRawBufferPointer {
        if buffers < Self.maximumBuffers || thread == nil {
            buffers += 1
            return .allocate(byteCount: Self.bufferBytes, alignment: 64)
        }
        return thread?.emptyBuffer() ?? .allocate(byteCount: Self.bufferBytes, alignment: 64)
    }

    private func hand(_ buffer: UnsafeMutableRawBufferPointer) {
        filled = 0
        if thread == nil { thread = HashingThread(hasher) }
        if let thread {
            filling = nil
            thread.take(buffer)
        } else {
            // No thread is to be had: hash here.
            hasher.update(UnsafeRawBufferPointer(buffer))
        }
    }
}
