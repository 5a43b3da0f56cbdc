import Foundation
import Testing

/// `tare compare --run`: candidates are built, started one after the other, and measured.
@Suite(
    "tare compare --run",
    .enabled(
        if: Peers.bwrap != nil && ExampleService.isPossible, "needs bubblewrap, a Debian mirror and the Python index"))
struct CompareRunTests {
    @Test func `what is proved to start is started and measured, and nothing else`() throws {
        let arguments = [
            "compare", ExampleService.path, "--base", "debian-distroless-python-trixie", "--base",
            "debian-distroless-python-bookworm",
        ]
        let outcome = try TareProcess.run(
            arguments + ["--run", "--format", "json"], environment: AssembledBases.environment)
        try #require(outcome.code == 0, "\(outcome.errors)")
        let candidates = try #require(try outcome.json()["candidates"] as? [[String: Any]])
        #expect(candidates.count == 2)
        for candidate in candidates {
            let run = try #require(candidate["run"] as? [String: Any], "\(candidate["proof"] ?? "")")
            #expect(run["status"] as? String == "healthy", "\(run)")
            let (time, memory) = (run["startedIn"] as? Double ?? 0, run["residentMemory"] as? Int ?? 0)
            #expect((0.05...30).contains(time) && (20_000_000...500_000_000).contains(memory), "\(run)")
            print("measured: \(candidate["id"] ?? "") healthy after \(time) s with \(memory) bytes")
        }
        let table = try TareProcess.run(arguments, environment: AssembledBases.environment)
        #expect(table.code == 0 && !table.text.contains("start-up"), "\(table.errors)")
        let plain = try TareProcess.run(arguments + ["--format", "json"], environment: AssembledBases.environment)
        let first = try #require((try plain.json()["candidates"] as? [[String: Any]])?.first)
        #expect(first["run"] is NSNull)
    }

    @Test func `without bubblewrap it is refused before anything is measured`() throws {
        let outcome = try TareProcess.run(
            ["compare", ExampleService.path, "--run"], environment: ["PATH": "/nowhere"])
        #expect(outcome.code == 3 && outcome.errors.contains("hint: install bubblewrap"), "\(outcome.errors)")
    }
}
