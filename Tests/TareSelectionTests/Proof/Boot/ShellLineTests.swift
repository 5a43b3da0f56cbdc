import Testing

@testable import TareSelection

struct ShellLineTests {
    private func commands(_ text: String) -> [[String]]? {
        ShellLine(text, variables: ["PORT": "8000", "EMPTY": ""])?.commands.map(\.words)
    }

    @Test(arguments: [
        ("uvicorn server:app", [["uvicorn", "server:app"]]),
        ("exec uvicorn  'a b' \"c d\"", [["uvicorn", "a b", "c d"]]),
        ("A=1 B='x y' run --flag=x", [["run", "--flag=x"]]),
        (
            "run --port $PORT ${PORT} ${PORT:-1} ${NONE:-2} ${EMPTY:-3} ${EMPTY-4}x",
            [["run", "--port", "8000", "8000", "8000", "2", "3", "x"]]
        ),
        ("a && b || c; d | e\nf", [["a"], ["b"], ["c"], ["d"], ["e"], ["f"]]),
        ("run >/dev/null 2>&1 < in", [["run"]]),
        (
            "curl -f http://127.0.0.1:8000/ || exit 1 # a comment",
            [["curl", "-f", "http://127.0.0.1:8000/"], ["exit", "1"]]
        ),
        ("run a\\ b \"\\$x\" '$PORT'", [["run", "a b", "$x", "$PORT"]]),
        ("'A=1' \"B\"=2", [["A=1", "B=2"]]), ("", []),
    ])
    func `simple commands are split into their words`(text: String, expected: [[String]]) {
        #expect(commands(text) == expected)
    }

    @Test(arguments: [
        "a $(b)", "a `b`", "(a)", "if a; then b; fi", "for x in y; do z; done", "a & b", "a <<EOF", "a \"b", "a 'b",
        "run *.py",
    ])
    func `what only a shell can tell is not read`(text: String) {
        #expect(commands(text) == nil)
    }

    @Test(arguments: ["> a ", "1>", "x", "'a' ", "$A ", "a;"])
    func `long lines end without a trap`(part: String) {
        for count in [100, 20_000, 70_000] { _ = commands(String(repeating: part, count: count)) }
        #expect(commands(String(repeating: part, count: 70_000)) == nil)
    }

    @Test
    func `connectors stand before the command that they lead to`() {
        let line = ShellLine("a && b || c | d; e", variables: [:])
        #expect(line?.commands.map(\.connector) == [.always, .and, .or, .pipe, .always])
    }
}
