/// How often and how long a failed request is tried again.
public struct RetryPolicy: Hashable, Sendable {
    /// Tries in all, the first included; a transfer that got further counts from one again.
    public var maximumAttempts = 5
    /// Wait before the second try; doubles with each.
    public var baseDelay = Duration.milliseconds(500)
    public var maximumDelay = Duration.seconds(20)
    /// A server that asks for a longer wait than this is not waited for.
    public var longestRetryAfter = Duration.seconds(90)
    /// Time from the first try after which there is no further one.
    public var totalTime = Duration.seconds(600)
    /// Tries in all of one transfer, progress or not.
    public var maximumResumptions = 50

    public init() {}
}

/// Decides whether and when to try again: exponential back-off with jitter, or the server's `Retry-After`.
///
/// Holds no clock and no randomness; both are passed in.
struct RetrySchedule {
    enum Decision: Equatable {
        case retry(after: Duration)
        case giveUp
    }

    let policy: RetryPolicy
    private(set) var attempts = 0
    private(set) var total = 0

    init(_ policy: RetryPolicy) { self.policy = policy }

    /// The transfer got further: the next failure is a first one.
    mutating func madeProgress() { attempts = 0 }

    /// - Parameters:
    ///   - elapsed: time since the first try.
    ///   - jitter: from 0 up to 1; spreads clients that failed together over the upper half of the delay.
    mutating func failed(retryAfter: Duration?, elapsed: Duration, jitter: Double) -> Decision {
        attempts += 1
        total += 1
        guard attempts < policy.maximumAttempts, total < policy.maximumResumptions else { return .giveUp }
        var delay = policy.baseDelay
        for _ in 1..<max(attempts, 1) where delay < policy.maximumDelay { delay = delay * 2 }
        delay = min(delay, policy.maximumDelay) * (0.5 + min(max(jitter, 0), 1) / 2)
        if let retryAfter {
            if retryAfter > policy.longestRetryAfter { return .giveUp }
            delay = max(delay, retryAfter)
        }
        return elapsed + delay > policy.totalTime ? .giveUp : .retry(after: delay)
    }

    /// Answers after which the same request may succeed.
    static func isTransient(status: UInt) -> Bool { [408, 429, 502, 503, 504].contains(status) }

    /// The wait that a `Retry-After` field asks for: seconds or a date (RFC 9110, section 10.2.3), never negative.
    static func retryAfter(_ field: String?, now: Int64) -> Duration? {
        guard let field = field?.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " "),
            !field.isEmpty
        else { return nil }
        if field.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return .seconds(min(Int64(field) ?? .max, 1 << 40))
        }
        guard let date = HTTPDate.seconds(field) else { return nil }
        return .seconds(max(0, date - now))
    }
}
