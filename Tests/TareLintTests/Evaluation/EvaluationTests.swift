import Foundation
import TareCompose
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

    // MARK: Measured bases

    /// An image that somebody has looked into.
    private struct Measured: BaseImages, ImageFiles {
        var programs: Set<String>

        func facts(of reference: String, platform: String?) -> BaseImageFacts? {
            guard reference == "registry.example.com/base:1" else { return nil }
            var facts = BaseImageFacts(source: "measured, sha256:0123")
            facts.files = self
            facts.environment = ["PATH": "/opt/bin:/usr/bin"]
            facts.entrypoint = []
            return facts
        }

        func file(at path: String) -> FileAnswer {
            programs.contains(path) ? .found(ImageFile(.file, mode: 0o755)) : .absent
        }

        func names(in directory: String) -> [String]? { nil }
    }

    @Test func `takes what has been measured of a base, and says so`() throws {
        let text = "FROM registry.example.com/base:1\nENV PATH=/srv/bin:$PATH\nCMD [\"serve\"]\n"
        #expect(find(text).isEmpty)
        var settings = LintSettings()
        settings.bases = Measured(programs: ["/opt/bin/other"])
        let found = Linter(settings).lint(Array(text.utf8)).findings.filter { $0.rule.hasPrefix("TARE") }
        #expect(found.map(\.rule) == ["TARE1003"])
        let evidence = try #require(found.first?.evidence.map(\.text))
        #expect(evidence.contains { $0.contains("measured, sha256:0123") })
        #expect(evidence.contains("PATH is /srv/bin:/opt/bin:/usr/bin"))
        settings.bases = Measured(programs: ["/opt/bin/serve"])
        #expect(Linter(settings).lint(Array(text.utf8)).findings.allSatisfy { !$0.rule.hasPrefix("TARE") })
    }

    @Test func `knows the port that an image serves on, for compose files`() throws {
        let text = "FROM python:3.12-slim\nCMD [\"uvicorn\", \"a:b\", \"--host\", \"0.0.0.0\", \"--port\", \"9000\"]\n"
        let served = try #require(Linter().servedPort(of: Array(text.utf8)))
        #expect(served.port == 9000)
        #expect(served.start.line == 2)
        func ports(_ lines: String) throws -> [String] {
            let compose = "services:\n  web:\n    build: .\n" + lines
            let file = try ComposeFile(parsing: Array(compose.utf8), source: "compose.yaml")
            return try #require(ComposeProject([file]).services.first).portsBeside(served).map { "\($0.target.first)" }
        }
        #expect(try ports("    ports: [\"80:8000\"]\n") == ["8000"])
        #expect(try ports("    ports: [\"80:8000\", \"9000:9000\"]\n") == [])
        #expect(try ports("    ports: [\"80:8000\"]\n    command: serve\n") == [])
        #expect(try ports("    ports: [\"80:8000\"]\n    environment: [UVICORN_PORT=8000]\n") == [])
    }
}
