import Foundation
import TareLint
import TareReport
import Testing

@Suite struct CheckSARIFTests {
    private let source = Array(
        "FROM debian\nRUN apt-get update && \\\n    apt-get install curl\nLABEL Bad=\"<&>\"\n".utf8)

    private var files: [CheckedFile] {
        var settings = LintSettings()
        settings.disabled = ["DL3009", "DL3015"]
        return [
            CheckedFile(path: "a/Dockerfile", source: source, findings: Linter(settings).lint(source).findings),
            CheckedFile(path: "b:%,<", source: [], findings: []),
        ]
    }

    @Test func `findings have whole regions, the evidence and the fix`() throws {
        let data = try JSONEncoder().encode(CheckSARIF.log(files, version: "1.0.0", isComplete: true))
        let log = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
        let rules = try #require(driver?["rules"] as? [[String: Any]])
        #expect(rules.compactMap { $0["id"] as? String } == ["DL3006", "DL3008", "DL3014", "DL3048"])
        let results = try #require(run["results"] as? [[String: Any]])
        let yes = try #require(results.first { $0["ruleId"] as? String == "DL3014" })
        #expect(yes["ruleIndex"] as? Int == 2 && yes["level"] as? String == "warning")
        let place = ((yes["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
        #expect(
            place?["region"] as? [String: Int]
                == ["startLine": 2, "startColumn": 1, "endLine": 3, "endColumn": 25])
        let related = ((yes["relatedLocations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
        #expect((related?["region"] as? [String: Int])?["startLine"] == 3)
        let change = ((yes["fixes"] as? [[String: Any]])?.first?["artifactChanges"] as? [[String: Any]])?.first
        let replacement = (change?["replacements"] as? [[String: Any]])?.first
        #expect((replacement?["insertedContent"] as? [String: String])?["text"] == " -y")
        #expect((change?["artifactLocation"] as? [String: String])?["uri"] == "a/Dockerfile")
    }

    @Test func `what could not be looked at is told`() throws {
        for isComplete in [true, false] {
            let data = try JSONEncoder().encode(CheckSARIF.log(files, version: "1", isComplete: isComplete))
            let log = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            let run = try #require((log["runs"] as? [[String: Any]])?.first)
            let invocation = (run["invocations"] as? [[String: Any]])?.first
            #expect(invocation?["executionSuccessful"] as? Bool == isComplete)
        }
    }
}
