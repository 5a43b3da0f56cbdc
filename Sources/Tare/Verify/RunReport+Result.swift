internal import TareReport
internal import TareSandbox

extension VerifyResult.Run {
    init(_ report: RunReport) {
        func rounded(_ time: Double?) -> Double? { time.map { ($0 * 10).rounded() / 10 } }
        func output(_ output: RunReport.Output) -> Output {
            Output(text: output.text, bytes: output.bytes, isCut: output.isCut)
        }
        self.init(
            status: report.status.rawValue, reason: report.reason, timeToListening: rounded(report.listening),
            timeToHealthy: rounded(report.healthy), cpuTime: rounded(report.cpu),
            listening: report.sockets.map { Socket(address: $0.address, port: $0.port) },
            health: report.health.map {
                Health(
                    by: $0.by, httpStatus: $0.httpStatus, exitCode: $0.exitCode, time: rounded($0.milliseconds),
                    said: $0.said)
            },
            memory: report.memory.map {
                Memory(
                    resident: $0.resident, proportional: $0.proportional, peak: $0.peak, processes: $0.processes,
                    threads: $0.threads)
            },
            mcp: report.mcp.map {
                MCP(
                    path: $0.path, protocolVersion: $0.protocolVersion, server: $0.server,
                    serverVersion: $0.serverVersion, tools: $0.tools, problem: $0.problem)
            },
            stop: report.stop.map {
                Stop(
                    signal: $0.signal, exitCode: $0.exitCode, time: rounded($0.milliseconds) ?? 0,
                    wasKilled: $0.wasKilled)
            },
            exitCode: report.exitCode, standardOutput: output(report.output), standardError: output(report.errors),
            notes: report.notes)
    }
}
