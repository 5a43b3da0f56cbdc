import Foundation
import TareDockerfile
import TareLint
import Testing

@Suite("Fixes")
struct FixTests {
    @Test func `mend what is safe and leave the rest`() {
        let source = """
            from debian:13 AS Base
            MAINTAINER Jane <jane@example.com>
            ENV name some value
            RUN apt-get update && \\

                apt-get install curl=8.14.1-2 && apk add jq=1.7-r0
            RUN pip install fastapi==0.1
            ADD app.py /app/
            ADD *.tar /app/
            COPY a b /app
            EXPOSE 80/TCP
            CMD uvicorn "server:app" --port 80
            ENTRYPOINT exec "$APP"

            """
        let expected = """
            FROM debian:13 AS Base
            LABEL org.opencontainers.image.authors="Jane <jane@example.com>"
            ENV name="some value"
            RUN apt-get update && \\
                apt-get install -y curl=8.14.1-2 && apk add --no-cache jq=1.7-r0
            RUN pip install --no-cache-dir fastapi==0.1
            COPY app.py /app/
            ADD *.tar /app/
            COPY a b /app/
            EXPOSE 80/tcp
            CMD ["uvicorn", "server:app", "--port", "80"]
            ENTRYPOINT exec "$APP"

            """
        let (fixed, changes, result) = Linter().fixing(Array(source.utf8))
        #expect(String(decoding: fixed, as: UTF8.self) == expected)
        #expect(changes >= 9)
        #expect(!result.findings.contains { !$0.fix.isEmpty })
    }

    @Test("change nothing more the second time, and break no file", .enabled(if: Corpus.isThere))
    func corpus() {
        let linter = Linter()
        var count = 0
        for (path, bytes) in Corpus.files {
            let before = Stages(Dockerfile(bytes)).problems.count
            let (once, changes, result) = linter.fixing(bytes)
            #expect(Stages(Dockerfile(once)).problems.count <= before, "\(path)")
            #expect(linter.fixing(once).source == once, "\(path)")
            #expect(result.findings == linter.lint(once).findings, "\(path)")
            count += changes
        }
        #expect(count > 20)
    }

    @Test func `show as a difference that patch applies`() throws {
        let old = Array("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\nend".utf8)
        let new = Array("1\ntwo\n3\n4\n5\n6\n7\n8\n9\n10\n12\n12a\nend\n".utf8)
        let diff = UnifiedDiff.text(old, new, path: "Dockerfile")
        #expect(
            diff == """
                --- a/Dockerfile
                +++ b/Dockerfile
                @@ -1,5 +1,5 @@
                 1
                -2
                +two
                 3
                 4
                 5
                @@ -8,6 +8,6 @@
                 8
                 9
                 10
                -11
                 12
                -end
                \\ No newline at end of file
                +12a
                +end

                """)
        #expect(UnifiedDiff.text(old, old, path: "x").isEmpty)
        #expect(UnifiedDiff.text([], Array("a\n".utf8), path: "x").contains("@@ -0,0 +1 @@\n+a\n"))
    }

    @Test("differ as diff -u says", .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/patch")))
    func peer() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tare-diff-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var generator = SeededGenerator(seed: 7)
        for round in 0..<25 {
            let old = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
                "line \(Int.random(in: 0...6, using: &generator))"
            }
            let new = old.flatMap { line -> [String] in
                switch Int.random(in: 0...5, using: &generator) {
                case 0: []
                case 1: [line, "added"]
                case 2: ["changed"]
                default: [line]
                }
            }
            let (before, after) = (old.map { $0 + "\n" }.joined(), new.map { $0 + "\n" }.joined())
            let diff = UnifiedDiff.text(Array(before.utf8), Array(after.utf8), path: "file")
            guard !diff.isEmpty else { continue }
            let file = folder.appending(path: "file")
            try Data(before.utf8).write(to: file)
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/patch")
            process.arguments = ["-p1", "-s", "--posix", "-d", folder.path]
            let input = Pipe()
            process.standardInput = input
            try process.run()
            try input.fileHandleForWriting.write(contentsOf: Data(diff.utf8))
            try input.fileHandleForWriting.close()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0, "round \(round):\n\(diff)")
            let result = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            #expect(result == after, "round \(round):\n\(diff)")
        }
    }
}
