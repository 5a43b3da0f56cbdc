internal import Dispatch

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Runs what has to be cleaned up after: an interrupt cancels it, and it ends in its own order.
enum CancelOnSignal {
    static func run<Result: Sendable>(_ operation: @escaping @Sendable () async throws -> Result) async throws -> Result
    {
        let task = Task { try await operation() }
        let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { task.cancel() }
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
        }
        return try await task.value
    }
}
