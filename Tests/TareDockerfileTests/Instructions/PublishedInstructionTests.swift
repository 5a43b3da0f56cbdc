import TareDockerfile
import Testing

/// `instructions/parse_test.go`, `parse_heredoc_test.go`, `commands_rundevice_test.go` and `bflag_test.go` of
/// moby/buildkit.
@Suite("BuildKit's instructions")
struct PublishedInstructionTests {
    private static let exactlyOne = ["MAINTAINER", "WORKDIR", "USER", "STOPSIGNAL"]
        .map { ($0, "\($0) requires exactly one argument") }
    private static let atLeastOne = ["ENV", "LABEL", "ONBUILD", "HEALTHCHECK", "EXPOSE", "VOLUME"]
        .map { ($0, "\($0) requires at least one argument") }
    private static let noDestination = ["ADD arg1", "COPY arg1", "COPY\t\n\t\tquux \\\n      bar"].map {
        (
            $0,
            "\($0.hasPrefix("ADD") ? "ADD" : "COPY") requires at least two arguments, but only one was provided. "
                + "Destination could not be determined"
        )
    }
    private static let others = [
        ("ENV =arg2", "ENV names can not be blank"), ("LABEL =arg2", "LABEL names can not be blank"),
        ("ONBUILD FROM scratch", "FROM isn't allowed as an ONBUILD trigger"),
        ("MAINTAINER --boo joe@example.com", "unknown flag: --boo"),
        ("ONBUILD ONBUILD RUN touch foobar", "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"),
        ("FOO bar", "unknown instruction: FOO"), ("foo bar", "unknown instruction: foo"),
        ("COPY /foo <<EOF\nEOF", "COPY cannot accept a heredoc as a destination"),
        ("HEALTHCHECK --interval=50ns CMD x", "Interval \"interval\" cannot be less than 1ms"),
        (
            "RUN --device=vendor1.com/device=foo,name=vendor2.com/device=bar x",
            "device name already set to vendor1.com/device=foo"
        ),
        ("COPY --link=false1 a b", "expecting boolean value for flag --link, not: false1"),
        ("COPY --from a b", "missing a value on flag: --from"), ("COPY --link= a b", "missing a value on flag: --link"),
        ("COPY --link --link a b", "duplicate flag specified: --link"),
        ("FROM a b", "FROM requires either one or three arguments"),
        (
            "FROM a AS 1b",
            "invalid name for build stage: \"1b\", name can't start with a number or contain symbols"
        ),
        ("SHELL powershell -command", "SHELL requires the arguments to be in JSON form"),
        ("HEALTHCHECK NONE x", "HEALTHCHECK NONE takes no arguments"),
        ("HEALTHCHECK CONNECT TCP 7000", "Unknown type \"CONNECT\" in HEALTHCHECK (try CMD)"),
        ("HEALTHCHECK --retries=-1 CMD x", "--retries cannot be negative (-1)"),
        ("RUN --network=x y", "invalid network mode \"x\""), ("RUN --security=x y", "security \"x\" is not valid"),
        ("RUN --mount=from=$x y", "'from' doesn't support variable expansion, define alias stage instead"),
    ]

    @Test("have its problems", arguments: exactlyOne + atLeastOne + noDestination + others)
    func problems(source: String, message: String) throws {
        let file = Dockerfile(source)
        let problem = try #require(file.instructions.first?.parsed().problems.first)
        #expect(problem.message == message)
        #expect(problem.phase == .instruction)
        #expect(file.problems.isEmpty)
    }

    @Test(
        "read devices",
        arguments: [
            ("vendor1.com/device=foo", "vendor1.com/device=foo", false),
            ("vendor1.com/device", "vendor1.com/device", false),
            ("vendor1.com/device=foo,required", "vendor1.com/device=foo", true),
            ("vendor1.com/device=foo,required=true", "vendor1.com/device=foo", true),
            ("vendor1.com/device=foo,required=false", "vendor1.com/device=foo", false),
            ("name=vendor1.com/device=foo", "vendor1.com/device=foo", false),
            ("name=vendor1.com/device=foo,required", "vendor1.com/device=foo", true),
        ])
    func devices(source: String, name: String, isRequired: Bool) throws {
        let parsed = try #require(Dockerfile("RUN --device=\(source) ls").instructions.first?.parsed())
        guard case .run(let run) = parsed.command else {
            Issue.record("no RUN")
            return
        }
        #expect(run.devices.map(\.name) == [name])
        #expect(run.devices.map(\.isRequired) == [isRequired])
        #expect(parsed.problems.isEmpty)
    }

    /// `TestCommentsDetection`.
    @Test("find what comments say of them") func comments() {
        let stages = Stages(
            Dockerfile(
                """
                # foo sets foo
                ARG foo=bar

                # base defines first stage
                FROM busybox AS base
                # this is irrelevant
                ARG foo
                # bar defines bar
                # baz is something else
                ARG bar baz=123
                """))
        func comments(_ command: Command) -> [String?] {
            guard case .arg(let definitions) = command else { return [] }
            return definitions.map(\.comment)
        }
        #expect(stages.globalArguments.map(\.command).flatMap(comments) == ["sets foo"])
        #expect(stages.stages[0].steps.map(\.command).flatMap(comments) == [nil, "defines bar", "is something else"])
        #expect(stages.stages[0].instruction.descriptionLines == ["base defines first stage"])
    }

    /// `TestRunHeredoc`.
    @Test(
        "run lines, words and here-documents",
        arguments: [
            ("RUN [\"ls\", \"/\"]", ["ls", "/"], [], false), ("RUN [\"<<EOF\"]", ["<<EOF"], [], false),
            ("RUN ls /", ["ls /"], [], true), ("RUN <<EOF\nls /\nwhoami\nEOF", ["<<EOF"], ["ls /\nwhoami\n"], true),
            ("RUN <<'EOF' | python\nprint(\"hello\")\nEOF", ["<<'EOF' | python"], ["print(\"hello\")\n"], true),
            ("RUN <<-EOF\n\techo test\nEOF", ["<<-EOF"], ["\techo test\n"], true),
        ])
    func runs(source: String, words: [String], contents: [String], isShell: Bool) throws {
        guard case .run(let run) = try #require(Dockerfile(source).instructions.first).parsed().command else {
            Issue.record("no RUN")
            return
        }
        #expect((run.line.form == .exec ? run.line.words : [run.line.text].compactMap(\.self)).map(\.text) == words)
        #expect(run.line.heredocs.map(\.rawContent) == contents)
        #expect((run.line.form == .shell) == isShell)
    }

    /// `TestCopyHeredoc`: paths, contents, destination.
    @Test(
        "copy paths and here-documents",
        arguments: [
            ("COPY /foo /bar", ["/foo"], [], true), ("COPY <<EOF /bar\nEOF", [], ["EOF", ""], true),
            ("COPY <<EOF /bar\nTESTING\nEOF", [], ["EOF", "TESTING\n"], true),
            ("COPY <<-EOF /bar\n\tTESTING\nEOF", [], ["EOF", "TESTING\n"], true),
            ("COPY <<'EOF' /bar\nTESTING\nEOF", [], ["EOF", "TESTING\n"], false),
            ("COPY <<EOF1 <<EOF2 /bar\n1\nEOF1\n2\nEOF2", [], ["EOF1", "1\n", "EOF2", "2\n"], true),
            ("COPY <<EOF foo.txt /bar\nthis is inline\nEOF", ["foo.txt"], ["EOF", "this is inline\n"], true),
            ("COPY <<EOF /bar\n\"quotes\"\nEOF", [], ["EOF", "\"quotes\"\n"], true),
        ])
    func copies(source: String, paths: [String], contents: [String], isExpanded: Bool) throws {
        guard case .copy(let copy) = try #require(Dockerfile(source).instructions.first).parsed().command else {
            Issue.record("no COPY")
            return
        }
        #expect(copy.destination.text == "/bar")
        #expect(copy.sources.compactMap { $0.path?.text } == paths)
        var found: [String] = []
        for case .content(let name, _, .some(let heredoc)) in copy.sources {
            found += [name, heredoc.content]
            #expect(heredoc.isExpanded == isExpanded)
        }
        #expect(found == contents)
    }
}
