import Testing

@testable import TareDockerfile

/// What Dockerfiles and shells are made of, and what readers stumble over.
private let pieces: [String] = [
    "FROM ", "RUN ", "COPY ", "ENV ", "ARG ", "ONBUILD ", "HEALTHCHECK ", "CMD ", "LABEL ", "USER ", "FOO ", "AS ",
    "\n", "\r\n", "\\\n", "\\ \t\n", "`\n", "# ", "#escape=`\n", "# syntax=a\n", "<<EOF", "<<-'E'", "\nEOF\n", "\nE\n",
    "--mount=", "--from=a ", "-- ", "[\"a\",", "\"b\"]", "[1]", "{\"a\":[", "\\u00e9", "'", "\"", "`", "$x", "${x:-",
    "}", "$(",
    ")", "((", "))", "{ ", "; ", ";;", "&&", "||", "|", "&", "if ", "then ", "fi ", "case x in ", "esac ", "for x in ",
    "do ", "done ", "f() ", "[[ ", "]] ", "<", ">", "2>&1", "a=b ", "=(", "é", "\u{FEFF}", "\u{2003}", "\0", "\t", "*",
    "?", "/",
]

private func soup(_ generator: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...60, using: &generator) {
        if Int.random(in: 0..<12, using: &generator) == 0 {
            bytes.append(UInt8.random(in: 0...255, using: &generator))
        } else {
            bytes += Array((pieces.randomElement(using: &generator) ?? "").utf8)
        }
    }
    return bytes
}

@Suite("Any bytes")
struct PropertyTests {
    @Test("are read, with everything in its place, and print back", arguments: 0..<8)
    func anything(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<250 { check(soup(&generator)) }
    }

    private func check(_ source: [UInt8]) {
        let file = Dockerfile(source)
        let whole = SourceRange(0, source.count)
        #expect(file.printed() == source)
        #expect(file.elements.reduce(0) { $0 + $1.range.count } == source.count)
        #expect(file.storage.work <= 40 * source.count + 100)
        let lines = file.lineTable()
        for place in stride(from: 0, through: source.count, by: 7) {
            #expect(lines.position(UInt32(place)) == file.position(UInt32(place)))
        }
        let stages = Stages(file)
        #expect(!file.instructions.isEmpty || !stages.problems.isEmpty)
        for problem in stages.problems { #expect(whole.contains(problem.range), "\(problem)") }
        for instruction in file.instructions {
            #expect(whole.contains(instruction.range))
            for word in instruction.arguments { #expect(whole.contains(word.range)) }
            for flag in instruction.flags { #expect(whole.contains(flag.range) && flag.text.hasPrefix("--")) }
            for heredoc in instruction.heredocs { #expect(whole.contains(heredoc.body)) }
            guard case .run(let run) = instruction.parsed().command else { continue }
            for program in run.line.programs() { program.script.map { check($0, whole) } }
        }
    }

    private func check(_ script: ShellScript, _ whole: SourceRange) {
        #expect(script.work <= 80 * (script.textRange.end - script.textRange.start) + 100)
        #expect(script.directories(from: "/").count == script.commands.count)
        for command in script.commands {
            #expect(whole.contains(command.range))
            #expect(command.scopes.last?.kind == .script)
            for word in command.words {
                #expect(whole.contains(word.range))
                _ = word.looseText
            }
        }
    }

    /// Each grows by what a careless reader would look at again and again.
    @Test(
        "take steps in proportion to their number",
        arguments: [
            "(", "((", "$(", "$((", "`", "${", "\"", "'", "<<a ", "a=(", "{ ", "[[ ", "if ", "case x in ", "f() ", "<(",
            "$(cat <<a\n", "\\\n", "a|", "!(", "\"$(", "${a:-", "ONBUILD ", "[", "{\"a\":", "--a=\" ", "COPY <<a <<b\n",
            "#\n", "\\", "a;", "$((1)", "((a)", "`\\`",
        ])
    func growth(piece: String) {
        for (prefix, count) in [("RUN ", 2_000), ("RUN ", 16_000), ("RUN <<E\n", 16_000), ("", 16_000)] {
            let source = Array((prefix + String(repeating: piece, count: count)).utf8)
            let file = Dockerfile(source)
            #expect(file.printed() == source)
            #expect(file.storage.work <= 40 * source.count)
            guard let first = file.instructions.first, case .run(let run) = first.parsed().command else { continue }
            if let script = run.script() { #expect(script.work <= 80 * source.count + 100) }
            let whole = ShellScript(String(repeating: piece, count: count))
            #expect(whole.work <= 80 * source.count + 100)
        }
    }

    @Test("are edited by range") func edits() throws {
        let file = Dockerfile("FROM a\nRUN x \\\n  y\n# z\nUSER root\n")
        let user = try #require(file.instructions.last?.arguments.first)
        let run = file.instructions[1].keywordWord
        let edits = [
            SourceEdit(user.range, with: "1000"), SourceEdit(run.range, with: "run"),
            SourceEdit(SourceRange(8, 12), with: "overlap"), SourceEdit(SourceRange(0, 1000), with: "too far"),
            SourceEdit(SourceRange(0, 0), with: "# syntax=x\n"),
        ]
        let (bytes, omitted) = file.source.applying(edits)
        #expect(String(decoding: bytes, as: UTF8.self) == "# syntax=x\nFROM a\nrun x \\\n  y\n# z\nUSER 1000\n")
        #expect(omitted.map(\.replacement) == ["too far", "overlap"])
    }
}
