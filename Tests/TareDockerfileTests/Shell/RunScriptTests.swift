import TareDockerfile
import Testing

@Suite("The script of a RUN")
struct RunScriptTests {
    private func programs(_ source: String, shell: [String]? = nil) -> (file: Dockerfile, programs: [RunProgram]) {
        let file = Dockerfile(source)
        guard case .run(let run) = file.instructions[0].parsed().command else { return (file, []) }
        return (file, run.line.programs(shell: shell))
    }

    @Test("has words at their true places behind continuations and comments") func places() throws {
        let (file, programs) = programs(
            """
            RUN --mount=type=cache,target=/x \\
                apt-get update && \\
                # the tools
                apt-get install -y \\

                  curl=\\
            1.2 \\
                  'a b' \\
             && rm -rf /x
            """)
        let script = try #require(programs.first?.script)
        #expect(script.isComplete)
        let places = script.commands.map { command in command.words.map { file.start($0.range) } }
        #expect(places[0] == [SourcePosition(line: 2, column: 5), SourcePosition(line: 2, column: 13)])
        #expect(places[1][0] == SourcePosition(line: 4, column: 5))
        #expect(places[1][3] == SourcePosition(line: 6, column: 7))
        #expect(places[1][4] == SourcePosition(line: 8, column: 7))
        #expect(places[2][0] == SourcePosition(line: 9, column: 5))
        let curl = script.commands[1].words[3]
        #expect(curl.staticText == "curl=1.2")
        #expect(file.text(curl.range) == "curl=\\\n1.2")
        #expect(script.commands.map(\.connector) == [.first, .and, .and])
    }

    @Test("is a here-document's lines where that is all") func heredoc() throws {
        let (file, programs) = programs("RUN <<EOF\nset -e\npip install \\\n  x\nEOF\n")
        #expect(programs.map(\.interpreter) == ["sh"])
        let script = try #require(programs[0].script)
        #expect(script.commands.map { $0.words.map(\.rawText) } == [["set", "-e"], ["pip", "install", "x"]])
        #expect(file.start(script.commands[1].words[2].range) == SourcePosition(line: 4, column: 3))
        #expect(programs[0].heredoc?.name == "EOF")
    }

    @Test("is another interpreter's with a shebang, or behind its name") func interpreters() {
        #expect(programs("RUN <<E\n#!/usr/bin/env python3\nprint(1)\nE\n").programs.map(\.interpreter) == ["python3"])
        #expect(programs("RUN <<E\n#!/usr/bin/env python3\nprint(1)\nE\n").programs[0].script == nil)
        #expect(programs("RUN <<-E\n\t#!/bin/bash -e\n\ta\n\tE\n").programs[0].script?.commands.count == 1)
        let bash = programs("RUN <<E bash -e\na && b\nE\n").programs
        #expect(bash.map(\.interpreter) == ["sh", "bash"])
        #expect(bash[0].script?.isComplete == true)
        #expect(bash[1].script?.commands.map { $0.name?.rawText } == ["a", "b"])
        #expect(programs("RUN <<'E' python3 -\nprint(1)\nE\n").programs.map(\.interpreter) == ["sh", "python3"])
        #expect(programs("RUN cat <<E > /x\na && b\nE\n").programs.map(\.interpreter) == ["sh"])
        #expect(
            programs("RUN dir c:\\", shell: ["powershell", "-command"]).programs.map(\.interpreter) == ["powershell"])
        #expect(programs("RUN [\"a\", \"b\"]").programs.isEmpty)
    }

    /// The example of `Stages`.
    @Test("is walked through from a final stage") func walk() throws {
        let stages = Stages(
            Dockerfile("FROM python:3 AS build\nRUN pip install a\nFROM build\nRUN cd /x && \\\n  pip install b c\n"))
        var found: [String] = []
        for step in stages.target?.steps ?? [] {
            guard case .run(let run) = step.command, let script = run.script(shell: step.before.shell) else { continue }
            for command in script.commands where command.isNamed("pip") {
                let words = command.arguments.compactMap(\.staticText).joined(separator: " ")
                found.append("\(stages.file.start(command.range)) \(words)")
            }
        }
        #expect(found == ["5:3 install b c"])
    }
}
