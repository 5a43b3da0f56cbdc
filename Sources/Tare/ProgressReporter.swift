/// Hears how far an operation is. Calls come from any task, several times a second at most for each.
public protocol ProgressReporter: Sendable {
    /// `step` names what is being done, for people; `done` and `total` are bytes or counts, `total` 0 where unknown.
    func report(_ step: String, done: UInt64, total: UInt64)

    /// The operation has ended; what was shown goes away.
    func finish()
}

/// Says nothing.
public struct SilentProgress: ProgressReporter {
    public init() {}
    public func report(_ step: String, done: UInt64, total: UInt64) {}
    public func finish() {}
}
