import Foundation
import TareDockerfile
import Testing

@testable import TareLint

@Suite struct ShellCheckScriptTests {
    /// The programs of a file as text.
    private func scripts(_ text: String) -> [String] {
        ShellCheckScript.all(of: Dockerfile(text)).map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// A program without the variables that every build has.
    private func programs(_ text: String) -> [String] {
        scripts(text).map { script in
            let proxies = Set(PredefinedArguments.proxy.map { "export \($0)=1" })
            return script.split(separator: "\n", omittingEmptySubsequences: false).filter {
                !proxies.contains(String($0))
            }.joined(separator: "\n")
        }
    }

    @Test func `a program is what the shell gets, with the stage's shell and variables`() {
        let file = """
            ARG GLOBAL=1
            FROM a:1
            ARG ONE
            ENV TWO=2 THREE=3
            RUN --mount=type=cache,target=/c echo $ONE \\
              # a remark
              && echo done
            SHELL ["/bin/bash", "-o", "pipefail", "-c"]
            RUN [ -n "$TWO" ]
            RUN ["echo", "$TWO"]
            FROM b:1
            RUN echo

            """
        #expect(
            programs(file) == [
                "#!/bin/sh\nexport ONE=1\nexport THREE=1\nexport TWO=1\necho $ONE   && echo done\n",
                "#!/bin/bash\nexport ONE=1\nexport THREE=1\nexport TWO=1\n[ -n \"$TWO\" ]\n", "#!/bin/sh\necho\n",
            ])
    }

    @Test func `here-documents are programs, or lie behind their line`() {
        let file = """
            FROM a:1
            RUN <<EOF
            echo $A
            EOF
            RUN <<EOF
            #!/usr/bin/env bash
            echo $B
            EOF
            RUN cat <<X > /x && true
            text
            X
            RUN <<EOF python3
            print()
            EOF
            ONBUILD RUN echo $C

            """
        #expect(
            programs(file) == [
                "#!/bin/sh\necho $A\n", "#!/bin/bash\n##/usr/bin/env bash\necho $B\n",
                "#!/bin/sh\ncat <<X > /x && true\ntext\nX\n", "#!/bin/sh\n<<EOF python3\nprint()\nEOF\n",
                "#!/bin/sh\necho $C\n",
            ])
    }

    @Test func `a pragma names the shell, until SHELL or the next stage does`() {
        let file = """
            # hadolint shell=dash
            FROM a:1
            RUN a
            # hadolint shell=bash
            RUN b
            SHELL ["/bin/ash", "-c"]
            RUN c
            FROM b:1
            RUN d
            # hadolint shell=powershell
            RUN e

            """
        let shells = programs(file).map { String($0.prefix { $0 != "\n" }) }
        #expect(shells == ["#!/bin/dash", "#!/bin/bash", "#!/bin/dash", "#!/bin/sh"])
    }

    /// Marks what a remark is about with `«»`.
    private func marked(_ text: String, script: Int = 0, _ words: String) throws -> String {
        let file = Dockerfile(text)
        let scripts = ShellCheckScript.all(of: file)
        let program = String(decoding: scripts[script].bytes, as: UTF8.self)
        let lines = program.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.lastIndex { $0.contains(words) })
        let found = try #require(lines[line].range(of: words))
        let column = lines[line][..<found.lowerBound].unicodeScalars.count + 1
        let remark = ShellCheckRemark(
            script: script, start: SourcePosition(line: line + 1, column: column),
            end: SourcePosition(line: line + 1, column: column + words.unicodeScalars.count), level: "info", code: 2086,
            message: "Quote this.")
        let findings = Linter().adding([remark], on: scripts, of: file, to: [])
        let finding = try #require(findings.first)
        #expect(finding.rule == "SC2086" && finding.severity == .info)
        let offsets = finding.range.offsets
        let bytes = file.source
        return String(decoding: bytes[..<offsets.lowerBound], as: UTF8.self) + "«"
            + String(decoding: bytes[offsets], as: UTF8.self) + "»"
            + String(decoding: bytes[offsets.upperBound...], as: UTF8.self)
    }

    @Test func `places lead back to the file`() throws {
        let file = "FROM a:1\nRUN echo ä \\\n  # remark\n\t&& echo $X \\\n  ;ls $Y\n"
        #expect(try marked(file, "$X") == file.replacing("$X", with: "«$X»"))
        #expect(try marked(file, "$Y") == file.replacing("$Y", with: "«$Y»"))
        #expect(try marked(file, "echo ä") == file.replacing("echo ä", with: "«echo ä»"))
        #expect(try marked(file, "$X   ;ls") == file.replacing("$X \\\n  ;ls", with: "«$X \\\n  ;ls»"))
        let heredoc = "FROM a:1\nRUN <<-E\n\techo ö\n\tls $X\nE\nRUN cat <<A && rm $Y\na\nA\n"
        #expect(try marked(heredoc, "$X") == heredoc.replacing("$X", with: "«$X»"))
        #expect(try marked(heredoc, script: 1, "$Y") == heredoc.replacing("$Y", with: "«$Y»"))
    }

    @Test func `configuration and pragmas count for ShellCheck's findings`() {
        let file = Dockerfile("FROM a:1\n# hadolint ignore=SC2086\nRUN a \\\n $X\nRUN b $X\n")
        let scripts = ShellCheckScript.all(of: file)
        let header = PredefinedArguments.proxy.count + 2
        let remarks = [0, 1].map { script in
            ShellCheckRemark(
                script: script, start: SourcePosition(line: header, column: 1),
                end: SourcePosition(line: header, column: 2), level: "warning", code: 2086, message: "m")
        }
        var settings = LintSettings()
        func lines() -> [String] {
            Linter(settings).adding(remarks, on: scripts, of: file, to: []).map { "\($0.start.line) \($0.severity)" }
        }
        #expect(lines() == ["5 warning"])
        settings.hadolint.overrides[.error] = ["SC2086"]
        #expect(lines() == ["5 error"])
        settings.hadolint.disableIgnorePragma = true
        #expect(lines() == ["3 error", "5 error"])
        settings.hadolint.ignored = ["SC2086"]
        #expect(lines() == [])
        settings = LintSettings()
        settings.disabled = ["SC2086"]
        #expect(lines() == [])
    }
}
