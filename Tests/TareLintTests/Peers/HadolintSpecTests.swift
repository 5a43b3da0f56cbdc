import Foundation
import TareDockerfile
import TareLint
import Testing

/// One assertion of hadolint's own tests, and what its binary finds in the same file.
private struct SpecCase: Decodable, CustomStringConvertible {
    /// Of hadolint 8f936c5.
    var source: String
    var rule: String
    /// Findings of the rule; -1 is one or more.
    var expected: Int
    var dockerfile: String
    /// `.hadolint.yaml`
    var config: String?
    /// `line:rule:severity`, by hadolint 2.15.1 with the rules switched on that are off by default.
    var found: [String]

    var description: String { "\(source) \(rule)" }

    func lint() throws -> [Finding] {
        var settings = LintSettings()
        settings.enabled = ["DL1001", "DL3057"]
        if let config { settings.hadolint = try HadolintConfig(yaml: Array(config.utf8), path: ".hadolint.yaml") }
        return Linter(settings).lint(Array(dockerfile.utf8)).findings.filter { $0.rule.hasPrefix("DL") }
    }
}

/// Where Tare differs from the binary, and who is right; the key is `source rule`.
private let differences: [String: String] = [
    "test/Hadolint/Rule/DL3050Spec.hs:21 DL3050":
        "Tare is right: BuildKit refuses a file without instructions; hadolint takes it",
    "test/Hadolint/Rule/DL3050Spec.hs:22 DL3050": "as above",
    "test/Hadolint/Rule/DL4006Spec.hs:63 DL4006":
        "Tare is right, and so is the assertion: it is newer than 2.15.1, which does not know /usr/bin/bash for a bash",
    "test/Hadolint/Rule/DL4006Spec.hs:70 DL4006": "as above, for zsh",
]

@Suite("hadolint's own cases")
struct HadolintSpecTests {
    @Test func `hold for its rules`() throws {
        let cases = try Places.decode([SpecCase].self, "hadolint-specs.json")
        #expect(cases.count > 1_000)
        for item in cases {
            let count = try item.lint().count { $0.rule == item.rule }
            let holds = item.expected < 0 ? count > 0 : count == item.expected
            #expect(holds, "\(item): \(count), not \(item.expected), in\n\(item.dockerfile)")
        }
    }

    @Test func `have the findings of the binary, all rules together`() throws {
        var shared = 0
        for item in try Places.decode([SpecCase].self, "hadolint-specs.json") {
            let ours = try item.lint().map { "\($0.start.line):\($0.rule):\($0.severity.name)" }.sorted()
            let theirs = item.found.sorted()
            if ours == theirs { shared += ours.count }
            // Each difference is listed, and each that is listed is one.
            #expect(
                (ours == theirs) == (differences[item.description] == nil),
                "\(item): \(ours), not \(theirs), in\n\(item.dockerfile)")
        }
        #expect(shared > 2_000)
    }
}
