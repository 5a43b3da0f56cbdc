/// Watches that a transfer does not trickle: whoever sends a byte a minute keeps a connection for ever.
struct TransferRate {
    /// Bytes a second.
    let minimum: Int
    let window: Duration
    private var start: ContinuousClock.Instant
    private var bytes = 0

    init(minimum: Int, window: Duration, now: ContinuousClock.Instant) {
        self.minimum = minimum
        self.window = window
        start = now
    }

    /// Notes bytes that came in; false where the window that ends now had fewer than the minimum.
    mutating func received(_ count: Int, now: ContinuousClock.Instant) -> Bool {
        bytes += count
        let elapsed = start.duration(to: now)
        guard elapsed >= window else { return true }
        let isEnough = Double(bytes) >= Double(minimum) * (elapsed / .seconds(1))
        start = now
        bytes = 0
        return isEnough
    }
}
