import TareDiagnostics
import TareDockerfile
import TareLint
import Testing

@Suite(".hadolint.yaml")
struct HadolintConfigTests {
    private func read(_ text: String) throws -> HadolintConfig {
        try HadolintConfig(yaml: Array(text.utf8), path: ".hadolint.yaml")
    }

    @Test func `is read with all its keys`() throws {
        let config = try read(
            """
            failure-threshold: warning
            format: tty
            ignored:
              - DL3000
              - SC1010
            label-schema:
              author: text
              contact: email
              created: rfc3339
              version: semver
              documentation: url
              git-revision: hash
              license: spdx
            no-color: true
            no-fail: false
            override:
              error: [DL3001, DL3002]
              warning: [DL3042]
              info: [DL3032]
              style: [DL3015]
            strict-labels: true
            disable-ignore-pragma: true
            trustedRegistries:
              - docker.io
              - "*.gcr.io"
            """)
        #expect(config.failureThreshold == .severity(.warning))
        #expect(config.format == ["tty"])
        #expect(config.ignored == ["DL3000", "SC1010"])
        #expect(config.labelSchema.count == 7 && config.labelSchema["git-revision"] == .hash)
        #expect(config.overrides[.error] == ["DL3001", "DL3002"])
        #expect(config.strictLabels && config.disableIgnorePragma && config.noColor && !config.noFail)
        #expect(config.trustedRegistries == ["docker.io", "*.gcr.io"])
        #expect(try read("") == HadolintConfig())
        #expect(try read("# nothing\n") == HadolintConfig())
        #expect(try read("ignored:\nfailure-threshold: none\n").failureThreshold == .never)
    }

    @Test(arguments: [
        ("ignored: DL3000", "a list is expected", 1), ("ignore: [DL3000]", "'ignore' is no key", 1),
        ("a: 1\nignored: [", "not YAML", 0), ("failure-threshold: bad", "'bad' is no severity", 1),
        ("label-schema:\n  a: nothing", "no type of label", 2), ("strict-labels: 3", "true or false", 1),
        ("override:\n  fatal: [DL3000]", "'fatal' is no severity", 2), ("ignored: &a [DL3000]\nx: *a", "aliases", 0),
        ("- a", "a mapping is expected", 1), ("ignored: [a]\nignored: [b]", "stands twice", 0),
    ])
    func `is refused with a reason and a place`(text: String, reason: String, line: Int) throws {
        let error = #expect(throws: ConfigError.self) { try read(text) }
        #expect(error?.what.contains(reason) ?? false, "\(error?.what ?? "")")
        if line > 0 {
            #expect(error?.location?.hasPrefix(".hadolint.yaml:\(line):") ?? false, "\(error?.location ?? "")")
        }
    }

    @Test func `bounds its size and encoding`() {
        #expect(throws: ConfigError.self) { try read(String(repeating: "#", count: HadolintConfig.mostBytes + 1)) }
        #expect(throws: ConfigError.self) { try HadolintConfig(yaml: [0xFF, 0xFE], path: "x") }
    }

    @Test func `ignores, overrides and switches on`() throws {
        let source = Array("FROM debian\nUSER root\nRUN cd /\n".utf8)
        func rules(_ text: String) throws -> [String] {
            var settings = LintSettings()
            settings.hadolint = try read(text)
            return Linter(settings).lint(source).findings.filter { $0.rule.hasPrefix("DL") }
                .map { "\($0.rule) \($0.severity.name)" }
        }
        #expect(try rules("") == ["DL3006 warning", "DL3002 warning", "DL3066 info", "DL3003 warning"])
        #expect(try rules("ignored: [DL3006, DL3003, DL3066]") == ["DL3002 warning"])
        #expect(try rules("override: {error: [DL3002], style: [DL3002]}").contains("DL3002 error"))
        #expect(try rules("override: {info: [DL3057]}").contains("DL3057 info"))
    }
}
