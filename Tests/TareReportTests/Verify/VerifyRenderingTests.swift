import Foundation
import TareOCI
import TareSelection
import Testing

@testable import TareReport

struct VerifyRenderingTests {
    private static let failed = Proof.Check(
        id: "application", status: .fail,
        evidence:
            "/app/server.py:4 imports redis, and redis is in none of the folders that /app/.venv/bin/python searches",
        fix: "add redis to the project's dependencies and install it")

    private func result(
        _ checks: [Proof.Check], _ run: VerifyResult.Run? = nil, notes: [String] = []
    ) throws -> VerifyResult {
        var proof = try JSONDecoder().decode(Proof.self, from: Data(#"{"status":"starts","checks":[]}"#.utf8))
        proof.checks = checks
        let statuses = Set(checks.map(\.status))
        proof.status = statuses.contains(.fail) ? .fails : statuses.contains(.unknown) ? .unknown : .starts
        return VerifyResult(
            reference: "oci:app:1", digest: nil, imageID: Digest(sha256Of: []), platform: "linux/amd64",
            application: "server:app", proof: proof, run: run, notes: notes)
    }

    private static func run(_ status: String, reason: String? = nil) -> VerifyResult.Run {
        .init(
            status: status, reason: reason, timeToListening: 801.2, timeToHealthy: status == "healthy" ? 812.6 : nil,
            cpuTime: 780, listening: [.init(address: "0.0.0.0", port: 8000), .init(address: "::", port: 9)],
            health: .init(by: "GET /health", httpStatus: 200, exitCode: nil, time: nil, said: nil),
            memory: .init(resident: 70_000_000, proportional: 65_000_000, peak: 71_000_000, processes: 1, threads: 3),
            mcp: .init(
                path: "/mcp", protocolVersion: "2025-11-25", server: "agent", serverVersion: "0.1.0",
                tools: ["a", "b\u{1B}[31m"], problem: nil),
            stop: .init(signal: "SIGTERM", exitCode: 0, time: 120.4, wasKilled: false), exitCode: nil,
            standardOutput: .init(text: "", bytes: 0, isCut: false),
            standardError: .init(text: "started\n\u{1B}[2Jfailed\n", bytes: 20, isCut: false), notes: ["a note"])
    }

    private static let passed = Proof.Check(id: "command", status: .pass, evidence: "runs /app/.venv/bin/python")
    private static let open = Proof.Check(id: "port", status: .unknown, evidence: "who listens is not known")

    @Test func `what runs and is healthy starts, whatever was not known before`() throws {
        #expect(try result([Self.passed]).verdict == .starts)
        #expect(try result([Self.open]).verdict == .unknown)
        #expect(try result([Self.open], Self.run("healthy")).verdict == .starts)
        #expect(try result([Self.passed], Self.run("unhealthy")).verdict == .fails)
        #expect(try result([Self.failed], Self.run("healthy")).verdict == .fails)
    }

    @Test func `the table begins with the answer and what to mend`() throws {
        let lines = VerifyTable.lines(try result([Self.passed, Self.failed]), TextStyle(usesColor: false, width: 100))
        #expect(
            lines == [
                "It would not start: oci:app:1", "",
                "  FAIL application: /app/server.py:4 imports redis, and redis is in none of the folders that",
                "    /app/.venv/bin/python searches",
                "    to mend it: add redis to the project's dependencies and install it",
                "", "Checks", "        check        found", "  ok    command      runs /app/.venv/bin/python",
                "  FAIL  application  The application, and what it imports, is there: see above",
            ])
    }

    @Test func `a run is told in figures, and strangers' texts are made printable`() throws {
        let lines = VerifyTable.lines(try result([Self.passed], Self.run("healthy")), .plain)
        #expect(lines.first == "It starts: oci:app:1")
        let run = lines[(lines.firstIndex(of: "Run, isolated") ?? 0)...].joined(separator: "\n")
        #expect(
            run
                == """
                Run, isolated
                  status          healthy
                  healthy after   813 ms (GET /health)
                  CPU until then  780 ms
                  listens at      0.0.0.0:8000, [::]:9
                  memory          70.0 MB resident, 65.0 MB without what is shared, 71.0 MB at most; 1 process, 3 threads
                  MCP             /mcp, 2025-11-25, agent 0.1.0, 2 tools: a, b\\u{1b}[31m
                  stops           on SIGTERM after 120 ms, exit code 0
                  note: a note
                """)
        let failed = VerifyTable.lines(try result([Self.passed], Self.run("unhealthy", reason: "it hangs")), .plain)
        #expect(failed.first == "It does not start: oci:app:1")
        #expect(failed.contains("  The last of its standard error"))
        #expect(failed.contains("    \\u{1b}[2Jfailed"))
    }

    @Test func `every check of the proof has a question`() {
        for id in Proof.checkIDs { #expect(VerifyChecks.questions[id] != nil, "\(id)") }
        #expect(VerifyChecks.questions.count == Proof.checkIDs.count + 1)
    }

    @Test func `what was not measured is null`() throws {
        let text = try JSONReport.text(try result([Self.passed]))
        #expect(text.contains(#""run" : null"#) && text.contains(#""digest" : null"#))
        #expect(text.contains(#""schema" : "tare.verify/1""#) && text.contains(#""verdict" : "starts""#))
        let back = try JSONDecoder().decode(VerifyResult.self, from: Data(text.utf8))
        #expect(try back == result([Self.passed]))
    }

    @Test func `SARIF has failed checks as errors, open ones as warnings, and the failed run`() throws {
        let result = try result([Self.passed, Self.failed, Self.open], Self.run("exited", reason: "it ended with 1"))
        let text = try JSONReport.text(VerifySARIF.log(result, version: "1.2"))
        let log = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        let rules = try #require(driver["rules"] as? [[String: Any]])
        #expect(rules.compactMap { $0["id"] as? String } == Proof.checkIDs + ["run"])
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.compactMap { $0["level"] as? String } == ["error", "warning", "error"])
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
            let location = (result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any]
            #expect((location?["artifactLocation"] as? [String: Any])?["uri"] as? String == "oci%3Aapp%3A1")
        }
    }

    @Test(arguments: [("a b/ä:1", "a%20b/%C3%A4%3A1"), ("ghcr.io/o/n@sha256:0", "ghcr.io/o/n@sha256%3A0")])
    func `artifacts are relative references`(text: String, uri: String) {
        #expect(SARIFLog.Document.uri(text) == uri)
    }
}
