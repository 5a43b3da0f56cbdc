import TareDockerfile
import TareLint
import Testing

@Suite("Rules")
struct ExampleTests {
    @Test func `have ids of their own`() {
        #expect(Set(Rules.all.map(\.id)).count == Rules.all.count)
        #expect(Rules.all.count { $0.origin == .hadolint } == 71)
        #expect(Rules.all.count { $0.origin == .buildKit } == 22)
        #expect(Rules.all.count { $0.origin == .tare } == 34)
    }

    /// What a rule's examples need beside them.
    private func settings(for rule: Rule) -> LintSettings {
        var settings = LintSettings()
        settings.enabled = [rule.id]
        settings.dockerignore = DockerIgnore(Array("*.txt\n".utf8))
        settings.hadolint.trustedRegistries = ["registry.example.com"]
        settings.hadolint.strictLabels = rule.id == "DL3050"
        settings.basePlatforms["example.com/arm:1"] = BuildPlatform(os: "linux", architecture: "arm64")
        if rule.id == "TARE3002" {
            let project = "[project]\nname = \"service\"\nreadme = \"README.md\"\n[build-system]\n"
            settings.context = BuildContextFiles(
                paths: ["pyproject.toml", "uv.lock", "README.md", "src/service/__init__.py"]
            ) { $0 == "pyproject.toml" ? Array(project.utf8) : [] }
            settings.dockerignore = nil
        }
        let types: [String: (String, HadolintConfig.LabelType)] = [
            "DL3049": ("title", .text), "DL3050": ("title", .text), "DL3051": ("title", .text), "DL3052": ("url", .url),
            "DL3053": ("created", .rfc3339), "DL3054": ("licence", .spdx), "DL3055": ("commit", .hash),
            "DL3056": ("version", .semver), "DL3058": ("contact", .email),
        ]
        if let (name, type) = types[rule.id] { settings.hadolint.labelSchema = ["org.example.\(name)": type] }
        return settings
    }

    @Test(arguments: (Rules.all + [Rules.unreadable]).map(\.id))
    func `find their bad example and pass their good one`(id: String) throws {
        let rule = try #require(Rules.named(id))
        let linter = Linter(settings(for: rule))
        let bad = linter.lint(Array(rule.bad.utf8)).findings.filter { $0.rule == rule.id }
        #expect(!bad.isEmpty, "\(rule.id)")
        #expect(bad.allSatisfy { $0.severity == rule.severity && !$0.message.isEmpty }, "\(rule.id)")
        let good = linter.lint(Array(rule.good.utf8)).findings
        #expect(!good.contains { $0.rule == rule.id }, "\(rule.id)")
        #expect(!good.contains { $0.rule == "DL1000" }, "\(rule.id)")
    }

    @Test(arguments: Rules.all.map(\.id))
    func `say why, and name rules that are there`(id: String) throws {
        let rule = try #require(Rules.named(id))
        #expect(rule.rationale.count > 20, "\(rule.id)")
        #expect(!rule.title.hasSuffix("."), "\(rule.id)")
        if let other = rule.sameAs { #expect(Rules.named(other)?.origin == .hadolint, "\(rule.id)") }
    }

    @Test(arguments: Rules.all.map(\.id))
    func `mend what they can for good, and break nothing`(id: String) throws {
        let rule = try #require(Rules.named(id))
        let linter = Linter(settings(for: rule))
        let findings = linter.lint(Array(rule.bad.utf8)).findings.filter { $0.rule == rule.id }
        let edits = findings.flatMap(\.fix)
        guard !edits.isEmpty else { return }
        let (fixed, omitted) = Array(rule.bad.utf8).applying(edits)
        let after = linter.lint(fixed).findings
        #expect(omitted.isEmpty, "\(rule.id)")
        #expect(
            !after.contains { $0.rule == rule.id || $0.rule == "DL1000" },
            "\(rule.id): \(String(decoding: fixed, as: UTF8.self))")
    }
}
