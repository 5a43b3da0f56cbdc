import Foundation
import TareDockerfile
import TareLint
import Testing

@Suite("Evaluation")
struct EvaluationTests {
    private static let twins = Twin.stages + Twin.processes + Twin.projects

    @Test func `has at least forty broken files, of every rule that it has`() {
        #expect(Self.twins.count >= 40)
        let rules = Set(Rules.all.filter { $0.origin == .tare }.map(\.id))
        #expect(Set(Self.twins.map(\.rule)) == rules)
    }

    @Test(arguments: twins)
    func `finds the one cause`(twin: Twin) {
        let found = twin.findings(twin.broken)
        #expect(Set(found.map(\.rule)) == [twin.rule], "\(found.map { "\($0.rule) \($0.start.line): \($0.message)" })")
        #expect(found.allSatisfy { !$0.evidence.isEmpty })
    }

    @Test(arguments: twins)
    func `says nothing against the twin that is right`(twin: Twin) {
        #expect(!twin.change.isEmpty)
        let found = twin.findings(twin.right)
        #expect(found.isEmpty, "\(found.map { "\($0.rule) \($0.start.line): \($0.message)" })\n\(twin.right)")
    }

    // MARK: The guide

    /// The Dockerfiles of the guide that the product replaces; outside of the repository, absent in a clone elsewhere.
    private static let guide: [String] = {
        let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .appendingPathComponent("../../../../../../shared/guide.zh.md").standardizedFileURL
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            print("skipped: no \(file.path)")
            return []
        }
        return text.components(separatedBy: "```dockerfile\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
    }()

    private func find(_ text: String) -> [Finding] {
        Linter().lint(Array(text.utf8)).findings.filter { $0.rule.hasPrefix("TARE") }
    }

    @Test func `catches the guide's Alpine recipe, and why`() throws {
        guard !Self.guide.isEmpty else { return }
        let text = try #require(Self.guide.first { $0.contains("python:3.12-alpine AS runtime") })
        let found = find(text)
        #expect(found.map(\.rule) == ["TARE1002"])
        #expect(found.first?.message.contains("/usr/local/lib/python3.12/site-packages") == true)
        let places = found.first?.evidence.filter { $0.range != nil }.map(\.text) ?? []
        #expect(places.contains { $0.contains("pip install --no-cache-dir -r requirements.txt") })
        #expect(places.contains { $0.contains("COPY --from=builder --chown=app:app /app /app") })
    }

    @Test func `catches the guide's recipe on the distroless interpreter of 3.11`() throws {
        guard !Self.guide.isEmpty else { return }
        let text = try #require(Self.guide.first { $0.contains("gcr.io/distroless/cc AS runtime") })
        // As it is written, an interpreter comes along: all that is wrong is a folder in PATH.
        #expect(find(text).map(\.rule) == ["TARE1014"])
        // The guide names this base for the same recipe.
        let found = find(text.replacingOccurrences(of: "distroless/cc", with: "distroless/python3-debian12"))
        #expect(Set(found.map(\.rule)) == ["TARE1007", "TARE1013", "TARE1014"])
        #expect(found.contains { $0.message.contains("for Python 3.12, the interpreter is 3.11") })
        let slim = try #require(Self.guide.first { $0.contains("python:3.12-slim-bookworm AS runtime") })
        let moved = slim.replacingOccurrences(
            of: "FROM python:3.12-slim-bookworm AS runtime\nRUN groupadd -r app && useradd -r -g app app",
            with: "FROM gcr.io/distroless/python3 AS runtime")
        #expect(Set(find(moved).map(\.rule)).isSuperset(of: ["TARE1006", "TARE1013"]))
    }

    @Test func `says nothing against the guide's recipes that are right`() {
        for text in Self.guide where !text.contains("alpine") && !text.contains("distroless") {
            #expect(find(text).isEmpty, "\(text)")
        }
    }
}
