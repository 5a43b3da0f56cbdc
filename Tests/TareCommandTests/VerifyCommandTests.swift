import Foundation
import Testing

/// `tare verify` on the example as uv installs it, and on broken ones.
@Suite("tare verify", .serialized)
struct VerifyCommandTests {
    @Test(
        .enabled(if: AgentImages.isPossible, "needs root, umoci, bubblewrap, uv, a Debian mirror and the Python index"))
    func `the example starts, answers, and lists the tools that the official client lists`() throws {
        let images = try AgentImages.shared.get()
        let outcome = try verify("oci:\(images.layout):agent", ["--run"])
        #expect(outcome.code == 0, "\(outcome.errors)\(outcome.text)")
        let result = try outcome.json()
        #expect(result["schema"] as? String == "tare.verify/1")
        #expect(result["verdict"] as? String == "starts")
        #expect(result["application"] as? String == "server:app")
        #expect((result["proof"] as? [String: Any])?["status"] as? String == "starts", "\(result["proof"] as Any)")
        let run = try #require(result["run"] as? [String: Any])
        #expect(run["status"] as? String == "healthy", "\(run)")
        let mcp = try #require(run["mcp"] as? [String: Any], "\(run)")
        #expect(images.tools.count > 1)
        #expect(mcp["tools"] as? [String] == images.tools)
        #expect(mcp["server"] as? String == "agent")
        let stop = try #require(run["stop"] as? [String: Any])
        #expect(stop["exitCode"] as? Int == 0 && stop["wasKilled"] as? Bool == false, "\(stop)")
        let memory = try #require(run["memory"] as? [String: Any])
        #expect((memory["resident"] as? Int ?? 0) > 30_000_000 && memory["processes"] as? Int == 1, "\(memory)")
        print("measured: healthy after \(run["timeToHealthy"] ?? "-") ms, CPU \(run["cpuTime"] ?? "-") ms, \(memory)")
    }

    @Test(
        .enabled(if: AgentImages.isPossible, "needs root, umoci, bubblewrap, uv, a Debian mirror and the Python index"))
    func `a package that is missing is told with the line that imports it, and the run agrees`() throws {
        let image = "oci:\(try AgentImages.shared.get().layout):broken"
        let outcome = try verify(image, ["--run"])
        #expect(outcome.code == 1, "\(outcome.errors)")
        let result = try outcome.json()
        let checks = try #require((result["proof"] as? [String: Any])?["checks"] as? [[String: Any]])
        let check = try #require(checks.first { $0["id"] as? String == "application" })
        #expect(check["status"] as? String == "fail", "\(check)")
        #expect((check["evidence"] as? String)?.hasPrefix("/app/agent/settings.py:") == true, "\(check)")
        #expect((check["evidence"] as? String)?.contains("imports pydantic_settings") == true, "\(check)")
        #expect((check["fix"] as? String)?.contains("pydantic_settings") == true)
        let run = try #require(result["run"] as? [String: Any])
        #expect(run["status"] as? String == "exited" && run["exitCode"] as? Int == 1, "\(run)")
        let said = (run["standardError"] as? [String: Any])?["text"] as? String
        #expect(said?.contains("No module named 'pydantic_settings'") == true, "\(said ?? "-")")

        let table = try TareProcess.run(["verify", image], environment: AssembledBases.environment)
        #expect(table.code == 1)
        #expect(table.text.hasPrefix("It would not start: oci:"), "\(table.text)")
        #expect(table.text.contains("to mend it: "))
        let sarif = try verify(image, format: "sarif")
        #expect(sarif.code == 1)
        let results = try #require(
            ((try sarif.json()["runs"] as? [[String: Any]])?.first)?["results"] as? [[String: Any]])
        #expect(results.contains { $0["ruleId"] as? String == "application" && $0["level"] as? String == "error" })
    }

    @Test(
        .enabled(
            if: AgentImages.isPossible && OrdinaryUser.isPossible && !TareProcess.binary.hasPrefix("/root/"),
            "needs a binary that an ordinary user may execute, in a folder that is not root's own"))
    func `an ordinary user runs it as well`() throws {
        let images = try AgentImages.shared.get()
        let scratch = try Scratch()
        for folder in ["cache", "run"] {
            try FileManager.default.createDirectory(atPath: scratch.path(folder), withIntermediateDirectories: true)
            #expect(chown(scratch.path(folder), OrdinaryUser.id, OrdinaryUser.id) == 0)
        }
        let outcome = try OrdinaryUser.run(
            [TareProcess.binary, "verify", "oci:\(images.layout):agent", "--run", "--format", "json"],
            environment: ["TARE_CACHE_DIR": scratch.path("cache"), "TMPDIR": scratch.path("run")])
        #expect(outcome.code == 0, "\(outcome.errors)\(outcome.text.suffix(2000))")
        let mcp = (try outcome.json()["run"] as? [String: Any])?["mcp"] as? [String: Any]
        #expect(mcp?["tools"] as? [String] == images.tools)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path("run")).isEmpty)
    }

    @Test(.enabled(if: Peers.bwrap != nil && AgentImages.isPossible, "needs what the example needs"))
    func `an interrupt ends the run and leaves nothing`() throws {
        let images = try AgentImages.shared.get()
        let scratch = try Scratch()
        let folder = scratch.path("run")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = URL(filePath: TareProcess.binary)
        // No such page: it waits.
        process.arguments = ["verify", "oci:\(images.layout):agent", "--run", "--health", "/nothing", "--port", "9"]
        process.environment = ProcessInfo.processInfo.environment.merging(
            AssembledBases.environment.merging(["TMPDIR": folder]) { $1 }
        ) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<200 {
            if (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? 0 > 1 { break }
            Thread.sleep(forTimeInterval: 0.05)
        }
        Thread.sleep(forTimeInterval: 1)
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }

    @Test func `what is missing or wrong is said, with its exit code`() throws {
        let scratch = try Scratch()
        let absent = try TareProcess.run(["verify", "oci:" + scratch.path("none")], environment: scratch.environment)
        #expect([3, 4].contains(absent.code) && absent.errors.hasPrefix("error: "), "\(absent.errors)")
        #expect(absent.text.isEmpty)
        for arguments in [["--timeout", "0"], ["--format", "xml"], ["--port", "70000"], ["--health", "ready"]] {
            let outcome = try TareProcess.run(["verify", "oci:x"] + arguments, environment: scratch.environment)
            #expect(outcome.code == 2, "\(arguments): \(outcome.errors)")
        }
    }

    @Test(.enabled(if: ExampleService.isPossible, "needs a Debian mirror"))
    func `without bubblewrap, and for another processor, nothing is run`() throws {
        let python = "oci-archive:" + (try AssembledBases.archive("debian-distroless-python", "trixie"))
        let outcome = try TareProcess.run(
            ["verify", python, "--run"], environment: AssembledBases.environment.merging(["PATH": "/nowhere"]) { $1 })
        #expect(outcome.code == 3, "\(outcome.errors)")
        #expect(outcome.errors.contains("hint: install bubblewrap"), "\(outcome.errors)")
        let arm = "oci-archive:" + (try AssembledBases.archive("debian-distroless-python", "trixie", arch: "arm64"))
        let other = try TareProcess.run(["verify", arm, "--run"], environment: AssembledBases.environment)
        #expect(other.code == 4, "\(other.errors)")
        #expect(other.errors.contains("linux/arm64"), "\(other.errors)")
    }

    private func verify(_ image: String, _ more: [String] = [], format: String = "json") throws -> TareProcess.Outcome {
        try TareProcess.run(["verify", image, "--format", format] + more, environment: AssembledBases.environment)
    }
}

/// Somebody without privileges.
enum OrdinaryUser {
    static let id: UInt32 = 12_345

    static let isPossible: Bool = {
        let isPossible = getuid() == 0 && (try? run([TareProcess.binary, "--version"]).code) == 0
        if !isPossible { print("skipped: no ordinary user may execute \(TareProcess.binary)") }
        return isPossible
    }()

    static func run(_ command: [String], environment: [String: String] = [:]) throws -> TareProcess.Outcome {
        try TareProcess.command(
            "/usr/bin/env",
            ["setpriv", "--reuid", "\(id)", "--regid", "\(id)", "--clear-groups"] + command, environment: environment)
    }
}
