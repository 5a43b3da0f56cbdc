internal import Synchronization

/// Lets tasks that want the same thing at the same time wait for one making of it.
///
/// The making is a task of its own, since it belongs to all that wait for it: it goes on when one of them is cancelled.
/// A failure may be remembered for a short time, so that many who ask a server that does not answer wait once.
final class SharedWork<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Failure {
        var error: any Error
        var until: ContinuousClock.Instant
    }

    private struct State {
        var running: [Key: Task<Value, any Error>] = [:]
        var failures: [Key: Failure] = [:]
    }

    private let state = Mutex(State())
    private let failureLife: @Sendable (any Error) -> Duration

    /// - Parameter failureLife: for how long a failure is answered with again; zero for not at all.
    init(remembersFailure failureLife: @escaping @Sendable (any Error) -> Duration = { _ in .zero }) {
        self.failureLife = failureLife
    }

    func value(for key: Key, _ make: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task = try state.withLock { state in
            if let running = state.running[key] { return running }
            state.failures = state.failures.filter { $0.value.until > .now }
            if let failure = state.failures[key] { throw failure.error }
            let task = Task {
                do {
                    let value = try await make()
                    self.ended(key, nil)
                    return value
                } catch {
                    self.ended(key, error)
                    throw error
                }
            }
            state.running[key] = task
            return task
        }
        return try await task.value
    }

    private func ended(_ key: Key, _ error: (any Error)?) {
        state.withLock { state in
            state.running[key] = nil
            guard let error, case let life = failureLife(error), life > .zero else { return }
            state.failures[key] = Failure(error: error, until: .now + life)
        }
    }
}
