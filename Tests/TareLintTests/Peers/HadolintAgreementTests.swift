import Foundation
import TareDockerfile
import TareLint
import Testing

private enum Hadolint {
    struct Found: Decodable {
        var file: String
        var line: Int
        var code: String
        var level: String
    }

    /// Findings by file, ShellCheck's left out.
    static func check(_ path: String, _ files: [String]) throws -> [String: [Found]] {
        // What is off by default is switched on.
        let data = try PeerTools.run(
            path, ["--no-fail", "-f", "json", "--info", "DL3057", "--info", "DL1001"] + files)
        let found = try JSONDecoder().decode([Found].self, from: data).filter { $0.code.hasPrefix("DL") }
        return Dictionary(grouping: found, by: \.file)
    }
}

/// Where Tare and hadolint differ over BuildKit's corpus, and who is right; the key is `file rule`.
private let differences: [String: String] = [
    "testfiles-negative/empty_dockerfile/Dockerfile DL1000": "Tare: BuildKit refuses a file without instructions",
    "testfiles-negative/only_comments/Dockerfile DL1000": "Tare: as above",
    "testfiles-negative/shykes-nested-json/Dockerfile DL1000": "Tare: BuildKit refuses JSON in JSON",
    "testfiles-negative/shykes-nested-json/Dockerfile DL3025":
        "Tare: what BuildKit refuses has no form; hadolint takes it for the shell form",
    "testfiles/escapes/Dockerfile DL3025":
        "Tare: `\\/` is a good escape of JSON, which hadolint does not know, so that it sees the shell form",
]

@Suite("hadolint", .enabled(if: PeerTools.hadolint != nil && Corpus.isThere))
struct HadolintAgreementTests {
    @Test func `agrees on BuildKit's corpus, but for what is listed`() throws {
        let path = try #require(PeerTools.hadolint)
        let found = try Hadolint.check(path, Corpus.files.map { Corpus.folder.appendingPathComponent($0.path).path })
        var settings = LintSettings()
        settings.enabled = ["DL1001", "DL3057"]
        let linter = Linter(settings)
        var (shared, differing) = (0, Set<String>())
        for (name, bytes) in Corpus.files {
            let theirs = found[Corpus.folder.appendingPathComponent(name).path] ?? []
            guard !theirs.contains(where: { $0.code == "DL1000" }) else { continue }
            let ours = linter.lint(bytes).findings.filter { $0.rule.hasPrefix("DL") }
            var counts: [String: Int] = [:]
            for item in ours { counts["\(item.start.line) \(item.rule) \(item.severity.name)", default: 0] += 1 }
            for item in theirs { counts["\(item.line) \(item.code) \(item.level)", default: 0] -= 1 }
            for (key, count) in counts where count != 0 { differing.insert("\(name) \(key.split(separator: " ")[1])") }
            shared += counts.count { $0.value == 0 }
        }
        #expect(differing == Set(differences.keys))
        #expect(shared > 100)
    }
}
