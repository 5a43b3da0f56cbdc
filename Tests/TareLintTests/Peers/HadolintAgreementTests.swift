import Foundation
import TareDockerfile
import TareLint
import Testing

/// hadolint's binary, which `scripts/setup test` installs; absent elsewhere.
private enum Hadolint {
    static let path: String? = {
        let environment = ProcessInfo.processInfo.environment
        let cache = environment["XDG_CACHE_HOME"] ?? NSHomeDirectory() + "/.cache"
        let path = (environment["TARE_TOOLS_DIR"] ?? cache + "/tare-tools") + "/bin/hadolint"
        guard FileManager.default.isExecutableFile(atPath: path) else {
            print("skipped: no \(path); run scripts/setup test")
            return nil
        }
        return path
    }()

    struct Found: Decodable {
        var file: String
        var line: Int
        var code: String
        var level: String
    }

    /// Findings by file, ShellCheck's left out.
    static func check(_ path: String, _ files: [String]) throws -> [String: [Found]] {
        let process = Process()
        process.executableURL = URL(filePath: path)
        // What is off by default is switched on, and no configuration of this machine is read.
        process.arguments = ["--no-fail", "-f", "json", "--info", "DL3057", "--info", "DL1001"] + files
        process.environment = ["HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent", "LANG": "C.UTF-8"]
        process.currentDirectoryURL = FileManager.default.temporaryDirectory
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
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

@Suite("hadolint", .enabled(if: Hadolint.path != nil && Corpus.isThere))
struct HadolintAgreementTests {
    @Test func `agrees on BuildKit's corpus, but for what is listed`() throws {
        let path = try #require(Hadolint.path)
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
