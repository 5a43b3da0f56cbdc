import TareDockerfile
import Testing

/// `assignments | words | > targets` of each command.
private func listed(_ script: ShellScript) -> [String] {
    script.commands.map { command in
        let assignments = command.assignments.map { $0.name + ($0.isAppending ? "+=" : "=") + $0.value.rawText }
        let targets = command.redirections.map { ">" + $0.target.rawText }
        return (assignments + command.words.map(\.rawText) + targets).joined(separator: "|")
    }
}

@Suite("A shell script")
struct ShellReaderTests {
    @Test(
        "has its commands found wherever they stand",
        arguments: [
            ("apt-get update && apt-get install -y curl", ["apt-get|update", "apt-get|install|-y|curl"]),
            ("a; b & c\nd", ["a", "b", "c", "d"]), ("a | b |& c || d", ["a", "b", "c", "d"]), ("! a", ["a"]),
            ("X=1 Y=\"a b\" cmd -x", ["X=1|Y=\"a b\"|cmd|-x"]), ("X=1; Y+=2", ["X=1", "Y+=2"]),
            ("a >f 2>&1 <g >>h", ["a|>f|>1|>g|>h"]), ("a &>f", ["a|>f"]), (">f", [">f"]), ("a 2> f b", ["a|b|>f"]),
            ("(a; b) | c", ["a", "b", "c"]), ("{ a; b; } >f", ["a", "b"]), ("a {b,c}", ["a|{b,c}"]),
            ("if a; then b; elif c; then d; else e; fi", ["a", "b", "c", "d", "e"]),
            ("while a; do b; done < f", ["a", "b"]), ("until a\ndo b\ndone", ["a", "b"]),
            ("for x in 1 2 $y; do a $x; done", ["a|$x"]), ("for x; do a; done", ["a"]),
            ("for ((i=0; i<3; i++)); do a; done", ["a"]),
            ("case $x in a|b) c ;; (d) e;; *) f; esac", ["c", "e", "f"]), ("f() { a; }; f", ["a", "f"]),
            ("function f { a; }", ["a"]), ("f () ( a )", ["a"]),
            ("[[ -f x && $y =~ a(b|c) ]] && z", ["[[|-f|x|&&|$y|=~|a(b|c)|]]", "z"]),
            ("a $(b $(c)) `d`", ["a|$(b $(c))|`d`", "b|$(c)", "c", "d"]),
            ("a \"x $(b \"y\") z\"", ["a|\"x $(b \"y\") z\"", "b|\"y\""]),
            ("a ${x:-$(b)} ${y#'}'} $((1+2))", ["a|${x:-$(b)}|${y#'}'}|$((1+2))", "b"]),
            ("diff <(a) <(b)", ["diff|<(a)|<(b)", "a", "b"]), ("a # b; c", ["a"]), ("a#b", ["a#b"]), ("# a\nb", ["b"]),
            ("cat <<E\n$(x) y\nE\nb", ["cat|>E", "x", "b"]), ("cat <<'E' | b\n$(x)\nE\nc", ["cat|>'E'", "b", "c"]),
            ("cat <<-E\n\ta\n\tE\nb", ["cat|>E", "b"]), ("a <<<\"x y\" b", ["a|b|>\"x y\""]),
            ("x=(a b $(c)) d", ["x=(a b $(c))|d", "c"]),
            ("a \\\n b\\\nc", ["a|b\\\nc"]), ("echo if then", ["echo|if|then"]),
            ("set -eux; export A=b", ["set|-eux", "export|A=b"]),
            ("a && { b || exit 1; }", ["a", "b", "exit|1"]), ("(( i++ )) && a", ["a"]), ("rm !(a|b)", ["rm|!(a|b)"]),
            ("", []), ("   \n# x\n", []),
        ])
    func commands(source: String, expected: [String]) {
        let script = ShellScript(source)
        #expect(listed(script) == expected)
        #expect(script.isComplete)
    }

    @Test(
        "that is not understood is read as far as it goes",
        arguments: [
            "a 'b", "a \"b", "a $(b", "a `b", "a ${b", "if a; then b", "a )", "case x in", "for x in a; b", "a <<E\nb",
            "a && ", "f() ", "a | ", "(a", "{ a", "a;;b", "[[ a", "a (b)", "while a; do b",
        ])
    func incomplete(source: String) {
        let script = ShellScript(source)
        #expect(!script.isComplete)
        #expect(script.commands.isEmpty || script.commands[0].name != nil)
    }

    @Test("tells how commands follow each other, and what they stand in") func structure() {
        let script = ShellScript("a | b && c || d; (e) & f() { g; }; if h; then i; fi; j $(k)")
        #expect(
            script.commands.map(\.connector) == [
                .first, .pipe, .and, .or, .first, .first, .first, .first, .sequence, .first,
            ])
        #expect(script.commands.map(\.pipelineCount) == [2, 2, 1, 1, 1, 1, 1, 1, 1, 1])
        #expect(
            script.commands.map(\.mayBeSkipped) == [false, false, false, true, false, true, false, true, false, false])
        #expect(
            script.commands.map { $0.scopes.map(\.kind) } == [
                [.script], [.script], [.script], [.script], [.subshell, .script], [.group, .function, .script],
                [.condition, .script], [.branch, .script], [.script], [.substitution, .script],
            ])
        #expect(script.commands[5].scopes[1].words.map(\.rawText) == ["f"])
    }

    @Test("knows what words come to") func words() {
        let script = ShellScript(
            #"a 'b c'd "e\"f\g" h\ i $j "k$(l)" m* $'n\to' pip3 /usr/bin/pip "" p{q,r} ~/x "s"$t"#)
        let words = Array(script.commands[0].words)
        #expect(
            words.map(\.staticText) == [
                "a", "b cd", "e\"f\\g", "h i", nil, nil, "m*", "n\to", "pip3", "/usr/bin/pip", "", "p{q,r}", "~/x", nil,
            ])
        #expect(words[1].equals("b cd"))
        #expect(words[13].looseText == "s$t")
        #expect(words.map(\.hasPattern).filter(\.self).count == 1)
        #expect(words[11].hasBraces)
        #expect(ShellScript("/usr/bin/pip x").commands[0].isNamed("pip"))
    }

    @Test("follows changes of directory where they count") func directories() {
        func directories(_ source: String) -> [String?] { ShellScript(source).directories(from: "/w") }
        #expect(directories("a; cd x; b; cd /y/../z && c") == ["/w", "/w", "/w/x", "/w/x", "/z"])
        #expect(directories("(cd x; a); b") == ["/w", "/w/x", "/w"])
        #expect(directories("cd x | a; b") == ["/w", "/w", "/w"])
        #expect(directories("cd $x; a; cd /b; c") == ["/w", nil, nil, "/b"])
        #expect(directories("pushd a; b; popd; c") == ["/w", "/w/a", "/w/a", "/w"])
        #expect(directories("cd a; cd -; b") == ["/w", "/w/a", "/w"])
        #expect(directories("x=$(cd a; b); c") == ["/w", "/w", "/w/a", "/w"])
        #expect(directories("{ cd a; b; }; c") == ["/w", "/w/a", "/w/a"])
        #expect(directories("cd; a") == ["/w", nil])
        #expect(directories("(a; cd x; b) | (c; cd y; d); e") == ["/w", "/w", "/w/x", "/w", "/w", "/w/y", "/w"])
    }
}
