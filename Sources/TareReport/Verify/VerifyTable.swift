internal import TareDiagnostics
internal import TareSelection

/// `VerifyResult` as people read it: the answer, what is wrong and how to mend it, then all checks and the run.
public enum VerifyTable {
    public static func lines(_ result: VerifyResult, _ style: TextStyle) -> [String] {
        var lines = [style.bold(answer(result)) + " " + result.reference.printable(limit: 400)]
        for check in result.proof.checks where check.status != .pass {
            lines.append("")
            lines += WrappedText.lines(
                "\(mark(check.status)) \(check.id): \(check.evidence)", width: style.width, indent: 2, hanging: 2)
            guard !check.fix.isEmpty else { continue }
            lines += WrappedText.lines("to mend it: \(check.fix)", width: style.width, indent: 4, hanging: 2)
        }
        lines += ["", style.bold("Checks")] + checks(result).lines(style, indent: 2)
        if let run = result.run { lines += VerifyRunTable.lines(run, style) }
        if !result.notes.isEmpty {
            lines += ["", style.bold("Not read")] + result.notes.map { "  " + $0.printable() }
        }
        return lines
    }

    private static func answer(_ result: VerifyResult) -> String {
        switch (result.verdict, result.run) {
        case (.starts, nil): "It would start:"
        case (.starts, _): "It starts:"
        case (.fails, let run?) where run.status == "healthy": "It starts, and a check fails:"
        case (.fails, nil): "It would not start:"
        case (.fails, _): "It does not start:"
        case (.unknown, _): "Whether it would start is not known:"
        }
    }

    private static func mark(_ status: Proof.Check.Status) -> String {
        switch status {
        case .pass: "ok"
        case .fail: "FAIL"
        case .unknown: "?"
        }
    }

    private static func checks(_ result: VerifyResult) -> TextTable {
        var table = TextTable([("", .left), ("check", .left), ("found", .left)])
        for check in result.proof.checks {
            let found = check.status == .pass ? check.evidence : VerifyChecks.question(check.id) + ": see above"
            table.add([mark(check.status), check.id, found])
        }
        return table
    }
}

/// The run's part of the table.
enum VerifyRunTable {
    static func lines(_ run: VerifyResult.Run, _ style: TextStyle) -> [String] {
        var lines = ["", style.bold("Run, isolated")]
        var table = TextTable([("", .left), ("", .left)])
        func add(_ name: String, _ value: String?) { if let value { table.add([name, value]) } }
        add("status", run.status + (run.reason.map { ": \($0)" } ?? ""))
        add("healthy after", run.timeToHealthy.map { milliseconds($0) + (run.health.map { " (\($0.by))" } ?? "") })
        add("CPU until then", run.cpuTime.map(milliseconds))
        add("listens at", run.listening.isEmpty ? nil : run.listening.map(socket).joined(separator: ", "))
        add("memory", run.memory.map(memory))
        if let mcp = run.mcp { add("MCP", text(mcp)) }
        add("stops", run.stop.map(stop))
        add("exit code", run.exitCode.map { "\($0)" })
        lines += table.lines(style, indent: 2)
        for note in run.notes {
            lines += WrappedText.lines("note: " + note.printable(limit: 600), width: style.width, indent: 2, hanging: 2)
        }
        guard run.status != "healthy" else { return lines }
        for (name, output) in [("standard output", run.standardOutput), ("standard error", run.standardError)] {
            let last = output.text.split(separator: "\n").suffix(12)
            guard !last.isEmpty else { continue }
            lines +=
                ["", "  " + style.bold("The last of its \(name)")]
                + last.map { "    " + String($0).printable(limit: 300) }
        }
        return lines
    }

    private static func milliseconds(_ time: Double) -> String { "\(Int(time.rounded())) ms" }

    private static func socket(_ socket: VerifyResult.Run.Socket) -> String {
        socket.address.contains(":") ? "[\(socket.address)]:\(socket.port)" : "\(socket.address):\(socket.port)"
    }

    private static func memory(_ memory: VerifyResult.Run.Memory) -> String {
        let shared = memory.proportional.map { ", \(ByteCount.text($0)) without what is shared" } ?? ""
        let processes = memory.processes == 1 ? "1 process" : "\(memory.processes) processes"
        return "\(ByteCount.text(memory.resident)) resident\(shared), "
            + "\(ByteCount.text(memory.peak)) at most; \(processes), \(memory.threads) threads"
    }

    private static func text(_ mcp: VerifyResult.Run.MCP) -> String {
        let server = [mcp.server, mcp.serverVersion].compactMap { $0 }.joined(separator: " ")
        let tools = mcp.tools.isEmpty ? "no tools" : "\(mcp.tools.count) tools: " + mcp.tools.joined(separator: ", ")
        return "\(mcp.path), \(mcp.protocolVersion), \(server.isEmpty ? "" : server + ", ")\(tools)"
            + (mcp.problem.map { " (\($0))" } ?? "")
    }

    private static func stop(_ stop: VerifyResult.Run.Stop) -> String {
        if stop.wasKilled {
            return "not on \(stop.signal) within \(milliseconds(stop.time)): it had to be killed"
        }
        return "on \(stop.signal) after \(milliseconds(stop.time))" + (stop.exitCode.map { ", exit code \($0)" } ?? "")
    }
}
