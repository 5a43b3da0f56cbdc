import TareDockerfile
import Testing

@testable import struct TareDockerfile.HeredocWord

/// `parser_heredoc_test.go` of moby/buildkit: name, descriptor, expansion, tabs, lines.
private struct Case: Sendable, CustomTestStringConvertible {
    var source: String
    var name: String
    var content = ""
    var descriptor: UInt64 = 0
    var isExpanded = true
    var stripsTabs = false
    var testDescription: String { source.quotedAsInGo }
}

private let cases: [Case] = [
    Case(source: "RUN <<EMPTY\nEMPTY", name: "EMPTY"),
    Case(source: "RUN 3<<EMPTY2\nEMPTY2", name: "EMPTY2", descriptor: 3),
    Case(source: "RUN <<INDENT\n\tfoo\n\tbar\nINDENT", name: "INDENT", content: "\tfoo\n\tbar\n"),
    Case(source: "RUN <<-U\n\tbaz\n\tquux\nU", name: "U", content: "baz\nquux\n", stripsTabs: true),
    Case(source: "RUN <<-U2\n\tbaz\n\tquux\n\tU2", name: "U2", content: "baz\nquux\n", stripsTabs: true),
    Case(source: "RUN <<-E\n\texpand $NAME\nE", name: "E", content: "expand $NAME\n", stripsTabs: true),
    Case(
        source: "RUN <<-'N'\n\tdon't expand $NAME\nN", name: "N", content: "don't expand $NAME\n", isExpanded: false,
        stripsTabs: true),
    Case(
        source: "RUN <<COPY\necho hello world\necho foo bar\nCOPY", name: "COPY",
        content: "echo hello world\necho foo bar\n"),
    Case(
        source: "RUN <<C\n# internal comment\necho foo # trailing\nC", name: "C",
        content: "# internal comment\necho foo # trailing\n"),
    Case(
        source: "RUN --mount=type=cache,target=/foo <<MOUNT\necho hello\nMOUNT", name: "MOUNT",
        content: "echo hello\n"),
    Case(source: "COPY <<EOF /quotes\n\"foo\"\n'bar'\nEOF", name: "EOF", content: "\"foo\"\n'bar'\n"),
    Case(
        source: "RUN <<COMPLEX python3\nprint('hello world')\nCOMPLEX", name: "COMPLEX",
        content: "print('hello world')\n"),
    Case(source: "COPY <<file.txt /dest\nhello world\nfile.txt", name: "file.txt", content: "hello world\n"),
    Case(source: "RUN <<eo'f'\necho foo\neof", name: "eof", content: "echo foo\n", isExpanded: false),
    Case(source: "RUN <<eo\\'f\necho foo\neo'f", name: "eo'f", content: "echo foo\n"),
    Case(source: "RUN <<'e'o\\'f\necho foo\neo'f", name: "eo'f", content: "echo foo\n", isExpanded: false),
    Case(source: "RUN <<'one two'\necho bar\none two", name: "one two", content: "echo bar\n", isExpanded: false),
    Case(source: "RUN <<$EOF\n$EOF", name: "$EOF"),
    Case(source: "RUN <<  EOF\nEOF", name: "EOF"),
    Case(source: "RUN <<  EOF  > foo\nEOF", name: "EOF"),
    Case(source: "RUN << -EOF\n-EOF", name: "-EOF"),
    Case(source: "RUN 4<<EOF\nEOF", name: "EOF", descriptor: 4),
    Case(source: "ONBUILD COPY <<EOF /x\na\nEOF", name: "EOF", content: "a\n"),
    Case(source: "COPY <<EOF /x\r\na\r\nEOF\r\n", name: "EOF", content: "a\r\n"),
]

@Suite("A here-document")
struct HeredocTests {
    @Test("is read as BuildKit reads it", arguments: cases)
    fileprivate func published(item: Case) throws {
        let file = Dockerfile(item.source + "\nUSER me\n")
        let instruction = try #require(file.instructions.first)
        let heredocs = (instruction.trigger ?? instruction).heredocs
        let heredoc = try #require(heredocs.first)
        #expect(heredocs.count == 1)
        #expect(heredoc.name == item.name)
        #expect(heredoc.content == item.content)
        #expect(heredoc.descriptor == item.descriptor)
        #expect(heredoc.isExpanded == item.isExpanded)
        #expect(heredoc.stripsTabs == item.stripsTabs)
        #expect(heredoc.word.text.contains("<<"))
        // hadolint 2.15.1 fails on an instruction or a comment behind the end (#960, #1137).
        #expect(file.instructions.last?.keyword == .user)
        #expect(file.problems.isEmpty)
        #expect(file.printed() == file.source)
    }

    @Test("may be several, each ended in its turn") func several() throws {
        let file = Dockerfile("COPY <<X <<Y /dest\nY\nX\nX\nY\nCOPY <<F1 <<F2 /dest\n1\nF1\n2\nF2\n# comment\nRUN ls\n")
        #expect(file.instructions.map { $0.heredocs.map(\.content) } == [["Y\n", "X\n"], ["1\n", "2\n"], []])
        #expect(file.comments.count == 1)
    }

    @Test(
        "is none",
        arguments: [
            "USER <<INVALID", "RUN \"<<NOHEREDOC\"", "RUN '<<EOF'", "RUN [\"<<EOF\"]", "RUN [\"<<'EOF'\"]",
            "RUN cat <<<EOF", "RUN echo x<<EOF", "CMD <<EOF", "RUN echo $((1<<2))", "RUN echo it's <<EOF", "RUN ls",
        ])
    func none(source: String) {
        let file = Dockerfile(source + "\nRUN next\n")
        #expect(file.instructions.map(\.heredocs.count) == [0, 0])
    }

    @Test("without an end is a problem at its word, and takes the rest of the file") func unterminated() {
        let file = Dockerfile("FROM a\nRUN x \\\n  <<EOF y\nRUN z\n")
        #expect(file.problems.map(\.message) == ["unterminated heredoc"])
        #expect(file.problems.map { file.start($0.range) } == [SourcePosition(line: 3, column: 3)])
        #expect(file.problems.map { file.text($0.range) } == ["<<EOF"])
        #expect(file.instructions.count == 2)
        #expect(file.printed() == file.source)
    }

    @Test("has words that are right, wrong or no such words") func words() {
        for word in [
            "<<EOF", "<<'EOF'", "<<\"EOF\"", "<<-EOF", "<<-'EOF'", "<<-\"EOF\"", "<<EO\"F\"", "<< EOF", "<<- EOF",
        ] {
            guard case .heredoc(let heredoc) = HeredocWord.parse(word) else {
                Issue.record("\(word) is none")
                continue
            }
            #expect(heredoc.name == "EOF")
        }
        for word in ["<<'EOF", "<<\"EOF", "<<EOF'", "<<EOF\""] {
            guard case .malformed = HeredocWord.parse(word) else {
                Issue.record("\(word) is not refused")
                continue
            }
        }
        for word in ["", "EOF", "<<", "<<-", "<EOF", "<<<EOF", "<<EOF sh"] {
            #expect(HeredocWord.parse(word) == .none)
        }
    }
}
