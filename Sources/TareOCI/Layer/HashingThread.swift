#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A thread that hashes the buffers which it is given, in their order, until it is joined.
final class HashingThread {
    private let work: Work
    private let handle: pthread_t

    /// `nil` where the system gives no thread.
    init?(_ hasher: Digest.Hasher) {
        let work = Work(hasher)
        var handle = pthread_t()
        let context = Unmanaged.passRetained(work)
        let code = pthread_create(
            &handle, nil,
            { context in
                context.map { Unmanaged<Work>.fromOpaque($0).takeRetainedValue().run() }
                return nil
            }, context.toOpaque())
        guard code == 0 else {
            context.release()
            return nil
        }
        self.work = work
        self.handle = handle
    }

    /// Takes a full buffer, which is the thread's from now on.
    func take(_ buffer: UnsafeMutableRawBufferPointer) {
        work.locked { $0.full.append(buffer) }
    }

    /// Waits for a buffer that was hashed.
    func emptyBuffer() -> UnsafeMutableRawBufferPointer { work.waitForEmpty() }

    /// Waits for the thread's end; gives the state behind all buffers. To be called once, and last.
    func join() -> Digest.Hasher {
        work.locked { $0.isClosed = true }
        pthread_join(handle, nil)
        return work.hasher
    }

    /// What the two threads share.
    private final class Work: @unchecked Sendable {
        // SAFETY: `full`, `empty` and `isClosed` are touched only with `lock` held; `hasher` is the thread's while it
        // runs, and read by the other only when it was joined. A buffer is in one place at a time.
        var full: [UnsafeMutableRawBufferPointer] = []
        private var empty: [UnsafeMutableRawBufferPointer] = []
        var isClosed = false
        private(set) var hasher: Digest.Hasher
        private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

        init(_ hasher: Digest.Hasher) {
            self.hasher = hasher
            pthread_mutex_init(lock, nil)
            pthread_cond_init(changed, nil)
        }

        deinit {
            (full + empty).forEach { $0.deallocate() }
            pthread_cond_destroy(changed)
            pthread_mutex_destroy(lock)
            changed.deallocate()
            lock.deallocate()
        }

        func locked(_ change: (Work) -> Void) {
            pthread_mutex_lock(lock)
            change(self)
            pthread_cond_broadcast(changed)
            pthread_mutex_unlock(lock)
        }

        func waitForEmpty() -> UnsafeMutableRawBufferPointer {
            pthread_mutex_lock(lock)
            defer { pthread_mutex_unlock(lock) }
            while true {
                if let buffer = empty.popLast() { return buffer }
                pthread_cond_wait(changed, lock)
            }
        }

        func run() {
            pthread_mutex_lock(lock)
            while true {
                guard !full.isEmpty else {
                    if isClosed { break }
                    pthread_cond_wait(changed, lock)
                    continue
                }
                let buffer = full.removeFirst()
                pthread_mutex_unlock(lock)
                hasher.update(UnsafeRawBufferPointer(buffer))
                pthread_mutex_lock(lock)
                empty.append(buffer)
                pthread_cond_broadcast(changed)
            }
            pthread_mutex_unlock(lock)
        }
    }
}
