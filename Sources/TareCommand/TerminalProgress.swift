internal import Synchronization
internal import Tare
internal import TareDiagnostics
internal import TareReport

/// One line on the terminal that says what is being done; it is wiped before the result is printed.
final class TerminalProgress: ProgressReporter {
    private struct Shown {
        var steps: [String: (done: UInt64, total: UInt64)] = [:]
        var order: [String] = []
        var last = ContinuousClock.now - .seconds(1)
    }

    private let shown = Mutex(Shown())

    func report(_ step: String, done: UInt64, total: UInt64) {
        let line: String? = shown.withLock { shown in
            if shown.steps[step] == nil { shown.order.append(step) }
            shown.steps[step] = (done, total)
            if done >= total, total > 0 { shown.order.removeAll { $0 == step } }
            let now = ContinuousClock.now
            guard now - shown.last > .milliseconds(80) else { return nil }
            shown.last = now
            return shown.order.suffix(3).map { Self.text($0, shown.steps[$0] ?? (0, 0)) }.joined(separator: " · ")
        }
        if let line { StandardError.write("\r\u{1B}[2K" + String(line.prefix(110))) }
    }

    func finish() { StandardError.write("\r\u{1B}[2K") }

    private static func text(_ step: String, _ state: (done: UInt64, total: UInt64)) -> String {
        let name = step.printable(limit: 60)
        guard state.total > 0 else { return state.done > 0 ? "\(name) \(ByteCount.text(state.done))" : name }
        return "\(name) \(state.done * 100 / state.total) %"
    }
}
