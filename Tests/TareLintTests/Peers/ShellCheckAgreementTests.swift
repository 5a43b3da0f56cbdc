import Foundation
import TareDockerfile
import TareLint
import Testing

/// ShellCheck by way of our programs against ShellCheck by way of hadolint, which has it built in.
@Suite("ShellCheck", .enabled(if: PeerTools.areThere))
struct ShellCheckAgreementTests {
    private struct Remark: Decodable {
        var line: Int
        var endLine: Int
        var column: Int
        var endColumn: Int
        var code: Int
        var level: String
        var message: String
    }

    /// One file a line of what ShellCheck is about in Dockerfiles.
    private static let files = [
        "FROM a:1\nRUN echo $X && rm -rf $Y/*\n", "FROM a:1\nENV X=1\nRUN echo \"$X\" $(ls)\n",
        "FROM a:1\nRUN [[ -n $X ]] && true\n",
        "FROM a:1\nSHELL [\"/bin/bash\", \"-c\"]\nRUN [[ -n $X ]] && echo ${X[0]} $X\n",
        "FROM a:1\n# hadolint shell=bash\nRUN [[ -n $X ]] && echo $X\n",
        "FROM a:1\nRUN for f in `ls *.txt`; do cat $f; done\n", "FROM a:1\nRUN cd /x\nRUN unused=1\n",
        "FROM a:1\nARG UNUSED\nRUN echo 'it is $UNUSED'\n",
        "FROM a:1\nRUN if [ $X = 1 ]; then \\\n  echo $X; \\\n  fi\n",
        "FROM a:1\nRUN . /etc/profile && source /x\n", "FROM a:1\nRUN find . -name *.pyc | xargs rm\n",
        "FROM a:1\nRUN echo \"unclosed\n", "FROM a:1\nRUN export A=$(date) && read x\n",
        "FROM a:1\nRUN [\"echo\", \"$X\"]\n", "FROM a:1\nRUN echo $http_proxy $undefined_here\n",
        "FROM a:1\nRUN sudo echo x > /etc/y; exit -1\n", "FROM a:1\nRUN \\\n  # remark\n  ls $X\n",
    ]

    @Test func `finds what hadolint finds by it, and nothing where that finds nothing`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tare-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var count = 0
        for (number, text) in Self.files.enumerated() {
            let place = folder.appending(path: "\(number).Dockerfile")
            try Data(text.utf8).write(to: place)
            struct Found: Decodable {
                var code: String
                var level: String
            }
            let found = try JSONDecoder().decode(
                [Found].self,
                from: try PeerTools.run(try #require(PeerTools.hadolint), ["--no-fail", "-f", "json", place.path]))
            let theirs = Set(found.filter { $0.code.hasPrefix("SC") }.map { "\($0.code) \($0.level)" })
            let file = Dockerfile(text)
            let scripts = ShellCheckScript.all(of: file)
            var remarks: [ShellCheckRemark] = []
            for (index, script) in scripts.enumerated() {
                let path = folder.appending(path: "\(number)-\(index)")
                try Data(script.bytes).write(to: path)
                struct Report: Decodable { var comments: [Remark] }
                let report = try JSONDecoder().decode(
                    Report.self,
                    from: try PeerTools.run(try #require(PeerTools.shellCheck), ["--norc", "-f", "json1", path.path]))
                remarks += report.comments.map { comment in
                    ShellCheckRemark(
                        script: index, start: SourcePosition(line: comment.line, column: comment.column),
                        end: SourcePosition(line: comment.endLine, column: comment.endColumn), level: comment.level,
                        code: comment.code, message: comment.message)
                }
            }
            let ours = Linter().adding(remarks, on: scripts, of: file, to: [])
            let names = Set(ours.map { "\($0.rule) \($0.severity)" })
            // hadolint keeps one remark of a line.
            #expect(theirs.isSubset(of: names) && theirs.isEmpty == names.isEmpty, "\(text) \(theirs) \(names)")
            // hadolint knows the line of the instruction only; ours lie inside of it.
            for finding in ours {
                let inside = file.instructions.contains { $0.keyword == .run && $0.lines.contains(finding.range) }
                #expect(inside, "\(text) \(finding)")
            }
            count += names.count
        }
        #expect(count > 15, "there was something to find")
    }
}
