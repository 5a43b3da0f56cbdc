internal import Synchronization

/// Values that are made once a key, by whoever asks first; the others wait for it.
final class OncePerKey<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let tasks = Mutex<[Key: Task<Value, any Error>]>([:])

    func value(for key: Key, _ make: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task = tasks.withLock { tasks in
            if let running = tasks[key] { return running }
            let task = Task { try await make() }
            tasks[key] = task
            return task
        }
        // One candidate that is no longer wanted leaves the others their value; none is wanted when all are cancelled.
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }
}
