import TareDockerfile
import Testing

@Suite("Lines of a Dockerfile")
struct LexingTests {
    /// `directives_test.go` of moby/buildkit, and its rules of where they end.
    @Test(
        "begin with directives",
        arguments: [
            ("#escape=\\\n# key = FOO bar\n\n# smth\n", ["escape=\\"]),
            ("# EScape=\\\n# KEY = FOO bar\n", ["escape=\\"]),
            ("# syntax = dockerfile:experimental // opts\nFROM busybox\n", ["syntax=dockerfile:experimental // opts"]),
            ("\u{FEFF}# syntax = myfrontend\nFROM busybox\n", ["syntax=myfrontend"]),
            ("#check = skip=all // opts\nFROM busybox\n", ["check=skip=all // opts"]),
            (
                "# syntax=a\n# check=skip=A,B;error=true\n# escape=`\nFROM a",
                [
                    "syntax=a", "check=skip=A,B;error=true", "escape=`",
                ]
            ),
            ("\n# syntax=a\nFROM a", []), ("# a comment\n# syntax=a\nFROM a", []), ("FROM a\n# syntax=a", []),
            ("# unknown=a\n# syntax=a\nFROM a", []), ("#!/bin/sh\n# check = skip=all\nFROM a", []),
            ("#   syntax   =   a b  \t\r\nFROM a", ["syntax=a b"]), ("#syntax=\nFROM a", []),
        ])
    func directives(source: String, expected: [String]) {
        let file = Dockerfile(source)
        #expect(file.directives.map { "\($0.name)=\($0.value)" } == expected)
        for directive in file.directives { #expect(file.text(directive.valueRange) == directive.value) }
    }

    @Test("have problems with directives at their places") func directiveProblems() {
        let file = Dockerfile("# escape=x\n# syntax=a\n# Syntax=b\nFROM a\n")
        #expect(
            file.problems.map(\.message) == [
                "invalid escape token 'x' does not match ` or \\", "only one syntax parser directive can be used",
            ])
        #expect(file.problems.map { file.text($0.range) } == ["x", "# Syntax=b"])
    }

    /// `TestParseWarnsOnEmptyContinutationLine` of moby/buildkit.
    @Test("that are empty between continuations are told of") func emptyContinuations() {
        let file = Dockerfile(
            """

            FROM alpine:3.6

            RUN valid \\
                continuation

            RUN something \\

                following \\

                more

            RUN another \\

                thing

            RUN non-indented \\
            # this is a comment
               after-comment

            RUN indented \\
                # this is an indented comment
                comment
            """)
        #expect(file.emptyContinuations.map { file.start($0).line } == [10, 14])
        #expect(file.instructions[2].joinedText == "RUN something     following     more")
        #expect(file.instructions[3].joinedText == "RUN another     thing")
        #expect(file.comments.map(\.isInsideInstruction) == [true, true])
    }

    @Test(
        "continue behind the escape character alone",
        arguments: [
            ("RUN a \\\n b", "RUN a  b"), ("RUN a \\ \t\n b", "RUN a  b"), ("RUN a \\\\\n b", "RUN a \\\\"),
            ("RUN a \\\\\\\n b", "RUN a \\\\\\"), ("RUN a \\\r\n b", "RUN a  b"), ("RUN a \\", "RUN a "),
            ("\\\nRUN a", "RUN a"), ("# escape=`\nRUN a `\n b \\\n", "RUN a  b \\"), ("RUN a \\x\n", "RUN a \\x"),
        ])
    func continuations(source: String, expected: String) {
        #expect(Dockerfile(source).instructions.first?.joinedText == expected)
    }

    @Test("keep the true places of words behind continuations") func places() throws {
        let file = Dockerfile(
            "FROM a\nRUN --mount=type=cache,\\\ntarget=/x \\\n  # why\n\n  é apt-get \\\n  install\n")
        let run = file.instructions[1]
        let flag = try #require(run.flags.first)
        #expect(flag.value?.text == "type=cache,target=/x")
        #expect(file.text(flag.range) == "--mount=type=cache,\\\ntarget=/x")
        let word = try #require(run.arguments.first)
        #expect(word.text == "é apt-get   install")
        #expect(file.start(word.range) == SourcePosition(line: 6, column: 3))
        #expect(file.end(word.range) == SourcePosition(line: 7, column: 10))
        #expect(file.lines(of: run) == 2...7)
    }

    @Test("of 65,535 bytes are read, longer ones are told of") func bounds() {
        let longest = String(repeating: "a", count: Dockerfile.mostLineBytes - 4)
        #expect(Dockerfile("RUN \(longest)\n").problems.isEmpty)
        #expect(
            Dockerfile("FROM a\nRUN \(longest)a\n").problems.map(\.message) == [
                "dockerfile line greater than max allowed size of 65535"
            ])
    }

    /// `json_test.go` of moby/buildkit.
    @Test func `in JSON form are arrays of strings only`() {
        let valid: [(String, [String])] = [
            ("[]", []), ("[\"\"]", [""]), ("[\"a\"]", ["a"]), ("[\"a\",\"b\"]", ["a", "b"]),
            ("[ \"a\", \"b\" ]", ["a", "b"]), ("[\t\"a\",\t\"b\"\t]", ["a", "b"]),
            ("\t[\t\"a\",\t\"b\"\t]\t", ["a", "b"]),
            (
                #"["abc 123", "♥", "☃", "\" \\ \/ \b \f \n \r \t \u0000"]"#,
                ["abc 123", "♥", "☃", "\" \\ / \u{08} \u{0C} \n \r \t \0"]
            ), (#"["\ud83d\ude80", "\ud83d"]"#, ["🚀", "\u{FFFD}"]),
        ]
        for (source, expected) in valid {
            let file = Dockerfile("CMD " + source)
            #expect(file.instructions.first?.form == .json)
            #expect(file.instructions.first?.arguments.map(\.text) == expected)
        }
        for source in [
            #"["a",42,"b"]"#, #"["a",123.456,"b"]"#, #"["a",{},"b"]"#, #"["a",{"c": "d"},"b"]"#, #"["a",["c"],"b"]"#,
            #"["a",true,"b"]"#, #"["a",false,"b"]"#, #"["a",null,"b"]"#,
        ] {
            let file = Dockerfile("CMD " + source)
            #expect(
                file.problems.map(\.message) == [
                    "when using JSON array syntax, arrays must be comprised of strings only"
                ])
            #expect(file.instructions.first?.isBroken == true)
        }
        for source in ["['a']", "[\"a\"", "[\"a\",]", "[\"a\"] x", "[\"\\x\"]", "[a]", "[01]", "[1e999]"] {
            #expect(Dockerfile("CMD " + source).instructions.first?.form == .text)
        }
    }

    /// `TestParseWords` of moby/buildkit.
    @Test(
        "are cut into words with quotes kept",
        arguments: [
            ("foo", ["foo"]), ("foo bar", ["foo", "bar"]), ("foo\\ bar", ["foo\\ bar"]), ("foo=bar", ["foo=bar"]),
            ("foo bar 'abc xyz'", ["foo", "bar", "'abc xyz'"]), ("foo bar \"abc xyz\"", ["foo", "bar", "\"abc xyz\""]),
            ("àöû", ["àöû"]), ("föo bàr \"âbc xÿz\"", ["föo", "bàr", "\"âbc xÿz\""]),
        ])
    func words(source: String, expected: [String]) {
        #expect(Dockerfile("ARG " + source).instructions.first?.arguments.map(\.text) == expected)
    }

    @Test("begin with a keyword in any casing") func keywords() {
        for keyword in Keyword.allCases where keyword != .unknown {
            #expect(keyword.name.lowercased() == "\(keyword)")
            for name in [keyword.name, keyword.name.lowercased(), keyword.name.capitalized] {
                #expect(Dockerfile("\(name) a b").instructions.first?.keyword == keyword)
            }
        }
        #expect(Dockerfile("COPYING a").instructions.first?.keyword == .unknown)
    }
}

extension String {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst().lowercased() }
}
