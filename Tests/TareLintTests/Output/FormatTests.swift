import Foundation
import TareDockerfile
import TareLint
import Testing

@Suite("Formats")
struct FormatTests {
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

    @Test func `of a terminal have the evidence's own place`() {
        #expect(
            LintFormat.tty.text(files) == """
                a/Dockerfile:1:1 DL3006 warning: Tag the version of the base image
                    debian
                a/Dockerfile:2:1 DL3008 warning: Pin versions in apt-get install: <package>=<version>
                    3:5 apt-get install curl
                a/Dockerfile:2:1 DL3014 warning: Nobody can answer during a build: use apt-get install -y (--fix)
                    3:5 apt-get install curl
                a/Dockerfile:4:1 DL3048 style: A label's key has lower-case letters, digits, and single dots, dashes \
                or slashes
                    4:7 Bad
                4 findings in 2 files: 3 warning, 1 style

                """)
        #expect(LintFormat.tty.text([]) == "no findings in 0 files\n")
        #expect(LintFormat.tty.text(files, isColored: true).contains("\u{1B}[1;33mwarning\u{1B}[0m"))
    }

    @Test func `of a terminal show nothing that it would obey`() {
        let file = Array("FROM a\u{1B}[2Jb\u{202E}\nFROM scratch AS X\u{1B}\n".utf8)
        let text = LintFormat.tty.text([
            CheckedFile(path: "\u{1B}x", source: file, findings: Linter().lint(file).findings)
        ])
        #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
        #expect(text.contains("\\u{1b}"))
    }

    @Test func `in XML parse, and hold the texts`() throws {
        for format in [LintFormat.checkstyle, .junit] {
            let text = format.text(files)
            let reader = XMLReader()
            #expect(reader.read(text), "\(format)")
            #expect(reader.attributes.contains("b:%,<"), "\(format)")
            #expect(reader.attributes.contains { $0.contains("<package>=<version>") }, "\(format)")
        }
        let checkstyle = LintFormat.checkstyle.text(files)
        #expect(
            checkstyle.contains(
                "<error line=\"2\" column=\"1\" severity=\"warning\" message=\"Pin versions in apt-get install: "
                    + "&lt;package&gt;=&lt;version&gt;\" source=\"DL3008\"/>"))
    }

    @Test func `of GitHub are commands with escapes`() {
        var file = files[0]
        file.path = "b:%,"
        file.findings[0].message = "50%\nmore"
        #expect(
            LintFormat.github.text([file]).hasPrefix(
                "::warning file=b%3A%25%2C,line=1,endLine=1,title=DL3006::50%25%0Amore\n"))
    }

    @Test func `of Code Climate are objects`() throws {
        let objects = LintFormat.codeclimate.text(files).split(separator: "\u{0}")
        #expect(objects.count == 4)
        for object in objects {
            let issue = try JSONSerialization.jsonObject(with: Data(object.utf8)) as? [String: Any]
            #expect(issue?["type"] as? String == "issue")
        }
        let text = LintFormat.gitlab.text(files)
        let issues = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        let prints = issues.compactMap { $0["fingerprint"] as? String }
        #expect(Set(prints).count == 4 && prints.allSatisfy { $0.count == 32 })
        #expect(LintFormat.gitlab.text([]) == "[]\n")
    }

    @Test func `have fingerprints that lines above do not change`() {
        let moved = Array("# a comment\n\n".utf8) + source
        let findings = Linter().lint(source).findings
        let after = Linter().lint(moved).findings
        #expect(
            CheckedFile(path: "D", source: source, findings: findings).fingerprints
                == CheckedFile(path: "D", source: moved, findings: after).fingerprints)
    }

    @Test func `in JSON say where, why and how`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(CheckReport(files))
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(object["schema"] as? String == "tare.check/1")
        #expect(object["files"] as? [String] == ["a/Dockerfile", "b:%,<"])
        let findings = try #require(object["findings"] as? [[String: Any]])
        let yes = try #require(findings.first { $0["rule"] as? String == "DL3014" })
        #expect(yes["line"] as? Int == 2 && yes["column"] as? Int == 1)
        #expect(yes["endLine"] as? Int == 3 && yes["endColumn"] as? Int == 25)
        let fix = try #require((yes["fix"] as? [[String: Any]])?.first)
        #expect(fix["replacement"] as? String == " -y" && fix["line"] as? Int == 3 && fix["column"] as? Int == 20)
        let evidence = try #require((yes["evidence"] as? [[String: Any]])?.first)
        #expect(evidence["line"] as? Int == 3 && evidence["text"] as? String == "apt-get install curl")
        let summary = try #require(object["summary"] as? [String: Int])
        #expect(summary == ["files": 2, "findings": 4, "error": 0, "warning": 3, "info": 0, "style": 1, "fixable": 1])
    }
}
