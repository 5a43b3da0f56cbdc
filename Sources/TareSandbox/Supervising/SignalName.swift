#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Signals as configurations write them: `SIGTERM`, `TERM`, `15`.
enum SignalName {
    private static let known: [(String, Int32)] = [
        ("SIGHUP", SIGHUP), ("SIGINT", SIGINT), ("SIGQUIT", SIGQUIT), ("SIGKILL", SIGKILL), ("SIGUSR1", SIGUSR1),
        ("SIGUSR2", SIGUSR2), ("SIGTERM", SIGTERM), ("SIGWINCH", SIGWINCH),
    ]

    /// `nil` for what is no signal.
    static func number(_ text: String) -> Int32? {
        if let number = Int32(text) { return (1...64).contains(number) ? number : nil }
        let name = text.uppercased()
        return known.first { $0.0 == name || $0.0 == "SIG" + name }?.1
    }

    static func text(_ number: Int32) -> String { known.first { $0.1 == number }?.0 ?? "signal \(number)" }
}
