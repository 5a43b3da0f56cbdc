import TareDockerfile
import TareLint
import Testing

@Suite("Pragmas")
struct PragmaTests {
    @Test(arguments: [
        (" hadolint ignore=DL3008,SC2086", HadolintPragma.ignore(["DL3008", "SC2086"])),
        ("hadolint ignore = DL3008 , DL3009 # why", .ignore(["DL3008", "DL3009"])),
        (" hadolint global ignore=DL3003", .globalIgnore(["DL3003"])),
        (" hadolint stage ignore=DL3003", .stageIgnore(["DL3003"])), (" hadolint shell=bash", .shell("bash")),
        (" hadolint shell = /bin/ash # why", .shell("/bin/ash")), (" hadolint ignore=TARE1001", .ignore(["TARE1001"])),
        (" hadolint ignore=", nil), (" hadolint ignore=crazy,DL3002", nil), (" hadolintignore=DL3000", nil),
        (" hadolint ignore=DL3000,", nil), (" hadolint ignore DL3000", nil), (" hadolint globalignore=DL3000", nil),
        ("", nil), (" something else", nil),
    ])
    func `are comments as a whole`(text: String, expected: HadolintPragma?) {
        #expect(HadolintPragma(Array(text.utf8)) == expected)
    }

    @Test func `hold also for the evaluation's rules, and not for a file that cannot be read`() {
        let source = Array("# hadolint global ignore=DL1000,DL3061\nRUM x\n".utf8)
        #expect(Linter().lint(source).findings.map(\.rule) == ["DL1000"])
    }

    @Test(
        arguments: [
            ("skip=all", true, []), ("skip=A, B ;error=true", false, ["A", "B"]), ("", false, []),
            ("experimental=all;skip=A", false, ["A"]),
        ] as [(String, Bool, Set<String>)])
    func `of BuildKit are read`(text: String, all: Bool, names: Set<String>) throws {
        let options = try CheckOptions(text)
        #expect(options.skipsAll == all && options.skipped == names)
        #expect(options.failsBuild == text.contains("error"))
        #expect(options.takesAllExperimental == text.contains("experimental"))
    }

    @Test(arguments: ["skip", "what=1", "error=maybe", "skip=a;;error=true"])
    func `of BuildKit that it would refuse are findings`(text: String) {
        #expect(throws: CheckOptionsError.self) { _ = try CheckOptions(text) }
        let findings = Linter().lint(Array("# check=\(text)\nFROM scratch\n".utf8)).findings
        #expect(findings.first?.rule == "DL1000" && findings.first?.start.line == 1)
    }

    @Test(arguments: [
        ("*.txt", "a.txt", true), ("*.txt", "b/a.txt", false), ("**/*.txt", "b/c/a.txt", true),
        ("**/*.txt", "a.txt", true), ("b", "b/c/d", true), ("/b/", "b/c", true), ("b/*", "b", false),
        ("b/*", "b/c/d", true), ("a?c", "abc", true), ("a?c", "a/c", false), ("[a-c]x", "bx", true),
        ("[^a-c]x", "bx", false), ("**", "anything/at/all", true), ("a/**/z", "a/z", true),
        ("a/**/z", "a/b/c/z", true), ("a/../b", "b", true), ("# a", "a", false), ("\\*", "*", true),
    ])
    func `of .dockerignore match paths and folders above them`(pattern: String, path: String, matches: Bool) {
        var settings = LintSettings()
        settings.dockerignore = DockerIgnore(Array("\(pattern)\n".utf8))
        let findings = Linter(settings).lint(Array("FROM scratch\nCOPY [\"\(path)\", \"/\"]\n".utf8)).findings
        #expect(findings.contains { $0.rule == "CopyIgnoredFile" } == matches, "\(pattern) \(path)")
    }
}
