import Foundation
import TareDockerfile
import TareLint
import Testing

/// One call of `checkLinterWarnings` in BuildKit's own test (73ed682).
private struct CheckCase: Decodable {
    struct Warning: Decodable {
        var rule: String
        var line: Int
        var message: String
    }

    var source: String
    var test: String
    var dockerfile: String
    /// With all stages evaluated, as `--call=check` does.
    var warnings: [Warning]
    /// Whether BuildKit's test compares the lines too.
    var checksLines: Bool
    var dockerignore: String?
    /// `BUILDKIT_DOCKERFILE_CHECK`
    var check: String?

    func lint() throws -> LintResult {
        var settings = LintSettings()
        settings.dockerignore = dockerignore.map { DockerIgnore(Array($0.utf8)) }
        settings.checkOptions = try check.map { try CheckOptions($0) }
        return Linter(settings).lint(Array(dockerfile.utf8))
    }
}

@Suite("BuildKit's own cases")
struct BuildKitCheckTests {
    private static let rules = Set(Rules.all.filter { $0.origin == .buildKit }.map(\.id))

    @Test func `have its warnings, word by word`() throws {
        let cases = try Places.decode([CheckCase].self, "buildkit-checks.json")
        #expect(cases.count > 80)
        var count = 0
        for item in cases {
            let findings = try item.lint().findings.filter { Self.rules.contains($0.rule) }
            let ours = findings.map { "\(item.checksLines ? $0.start.line : 0) \($0.rule): \($0.message)" }.sorted()
            let theirs = item.warnings.map { "\(item.checksLines ? $0.line : 0) \($0.rule): \($0.message)" }.sorted()
            #expect(ours == theirs, "\(item.test), \(item.source):\n\(item.dockerfile)")
            count += theirs.count
        }
        #expect(count > 60)
    }

    @Test func `a base of another platform is told where its platform is known`() {
        var settings = LintSettings()
        settings.basePlatforms["example.com/base:1"] = BuildPlatform(os: "linux", architecture: "arm64")
        let file = "FROM example.com/base:1\nFROM --platform=linux/arm64 example.com/base:1 AS arm64\n"
        let findings = Linter(settings).lint(Array(file.utf8)).findings.filter { $0.rule == "InvalidBaseImagePlatform" }
        #expect(findings.map(\.start.line) == [1])
        #expect(
            findings.first?.message
                == "Base image example.com/base:1 was pulled with platform \"linux/arm64\", expected \"linux/amd64\" "
                + "for current build")
    }

    @Test func `error=true makes findings fail a build`() {
        #expect(Linter().lint(Array("# check=error=true\nFROM scratch as a\n".utf8)).failsBuild)
        #expect(!Linter().lint(Array("FROM scratch as a\n".utf8)).failsBuild)
    }

    @Test(arguments: [
        ("FROM cuda:12\nENV LD_LIBRARY_PATH=/x:$LD_LIBRARY_PATH\n", []),
        ("FROM python:3.13\nENV PATH=$PYTHON_HOME/bin:$PATH\n", []),
        ("FROM scratch\nENV LD_LIBRARY_PATH=/x:$LD_LIBRARY_PATH\n", [2]),
        ("FROM python:3.13\nCOPY $LATER /\nARG LATER=x\n", [2]),
        ("FROM python:3.13 AS a\nARG X=1\nFROM a\nCOPY $X /\n", []),
        ("ARG X=1\nFROM python:3.13\nCOPY $X /\n", [3]), ("FROM python:3.13\nARG X\nCOPY ${X:-a} /\n", []),
    ])
    func `what only the base may define is not called undefined`(file: String, lines: [Int]) {
        let findings = Linter().lint(Array(file.utf8)).findings.filter { $0.rule == "UndefinedVar" }
        #expect(findings.map(\.start.line) == lines, "\(file)")
    }
}
