import Foundation
import Testing

@testable import TarePython

/// The TOML reader against CPython's `tomllib`.
@Suite struct TOMLReaderTests {
    /// Documents of every construct, right and wrong.
    static let documents = [
        "", "a = 1", "a = 1\r\nb = 2\r\n", "a = 1\rb = 2", "# only\n", "a=\"é\\u00e9\\U0001F600\\t\\\"\\\\\"",
        "a = \"\"\"\nx\\\n   y\"\"\"", "a = \"\"\"a\"\"b\"\"\"\"\"", "a = '''\n'x''y'''''", "a = 'c:\\x'",
        "a = \"\\q\"", "a = \"\\uD800\"",
        "a = \"x", "a = 'x", "a = \"\"\"x", "a = \"tab\there\"", "a = \"bell\u{7}\"", "# bell\u{7}", "a = 1_000",
        "a = 1__0", "a = _1",
        "a = 1_", "a = 0x_1", "a = 0xDEAD_beef", "a = -0x1", "a = 0o17", "a = 0b101", "a = 0b2", "a = 01", "a = -0",
        "a = +1",
        "a = 9223372036854775807", "a = -9223372036854775808", "a = 1.5", "a = 1.", "a = .5", "a = 1e3", "a = 1.5E-3",
        "a = 1e_3",
        "a = 6.02_2e2_3", "a = inf", "a = -inf", "a = nan", "a = infinity", "a = true", "a = True", "a = false",
        "a = 1979-05-27", "a = 1979-05-27T07:32:00Z", "a = 1979-05-27 07:32:00.999-07:00", "a = 07:32:00",
        "a = 1979-13-27",
        "a = 1979-02-30", "a = 2024-02-29", "a = 1900-02-29", "a = 25:00:00", "a = 1979-05-27T", "a = 1979-05-27 x",
        "a = []",
        "a = [1, 'x', [2,],\n # c\n {b = 1}]", "a = [1 2]", "a = [,]", "a = [1,,2]", "a = {}", "a = {b = 1, c.d = 2}",
        "a = {b = 1, b = 2}", "a = {b = {c = 1}, b.d = 2}", "a = {b = 1}\na.c = 2", "a = {b = 1}\n[a.c]",
        "a.b = 1\na.c = 2",
        "a.b = 1\n[a]\nc = 2", "[a]\nb.c = 1\n[a.b]\nd = 1", "[a]\nb.c = 1\n[a.b.d]\ne = 1", "[a.b]\nc = 1\n[a]\nd = 1",
        "[a]\nb = 1\n[a]\nc = 1", "[a.b.c]\nz = 9\n[a]\nb.c.t = 1", "[a.b.c.d]\nz = 9\n[a]\nb.c.d.k.t = 1",
        "[[a]]\nb = 1\n[[a]]\nb = 2",
        "[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc = 2", "[a]\n[[a]]", "[[a]]\n[a]", "a = [1]\n[[a]]", "a = []\n[[a]]",
        "[[a.b]]\n[a]\nb.y = 2", "[[a]]\n[[a.b]]\nx = 1\n[[a.b]]\nx = 2\n[[a]]\n[[a.b]]",
        "[ a . \"b c\" . 'd' ]\ne = 1", "[a", "[a]]",
        "[[a]", "[ [a] ]", "[]", "[a.]", "[.a]", "[a] b = 1", "a = 1 b = 2", "a", "a =", "= 1", "a b = 1", "\"\" = 1",
        "'a.b' = 1",
        "a.\"b\".c = 1", "1 = 2", "1.2 = 3", "- = 1", "é = 1", "\"\"\"a\"\"\" = 1", "a = 1 # c", "a = \"#\" # c",
        "a = {b = 1", "a = {b = 1,}",
        "a = [1", "a = 'x' 'y'", "a.b.c = 1\na.b = 2", "a = 1\na.b = 2", "x = [[1, 2], ['a']]",
        "x = 1979-05-27T07:32:00.5+25:00",
        "[fruit]\napple.color = 1\napple.taste.sweet = true\n[fruit.apple.texture]\nsmooth = true",
    ]

    private static let script = """
        import json, sys, tomllib, datetime, math
        def plain(value):
            if isinstance(value, dict): return {key: plain(item) for key, item in value.items()}
            if isinstance(value, list): return [plain(item) for item in value]
            if isinstance(value, bool): return str(value).lower()
            if isinstance(value, float): return "nan" if math.isnan(value) else "float " + repr(value).replace(".0", "")
            if isinstance(value, int): return str(value)
            if isinstance(value, str): return "'" + value
            return "time"
        answers = []
        for text in json.load(sys.stdin):
            try: answers.append(json.dumps(plain(tomllib.loads(text)), sort_keys=True, ensure_ascii=False))
            except Exception: answers.append(None)
        print(json.dumps(answers))
        """

    private static func plain(_ content: TOMLValue.Content) -> String {
        func quoted(_ text: String) -> String {
            let data = try? JSONEncoder().encode([text])
            return data.map { String(String(decoding: $0, as: UTF8.self).dropFirst().dropLast()) }?
                .replacingOccurrences(of: "\\/", with: "/") ?? ""
        }
        switch content {
        case .string(let text): return quoted("'" + text)
        case .integer(let number): return quoted("\(number)")
        case .float(let number):
            if number.isNaN { return quoted("nan") }
            return quoted("float \(number)".replacing(".0", with: ""))
        case .boolean(let flag): return quoted("\(flag)")
        case .dateTime: return quoted("time")
        case .array(let values): return "[" + values.map { plain($0.content) }.joined(separator: ", ") + "]"
        case .table(let table):
            let entries = table.entries.sorted { $0.key < $1.key }
            return "{" + entries.map { "\(quoted($0.key)): \(plain($0.value.content))" }.joined(separator: ", ") + "}"
        }
    }

    /// The document in one line; `nil` if it is refused.
    private static func read(_ text: String) -> String? {
        (try? TOMLReader.read(Array(text.utf8), file: "x")).map { plain(.table($0.root)) }
    }

    /// What TOML 1.1 allows and `tomllib`, which reads 1.0, does not.
    private static let newer = ["a = {b = 1,}"]

    @Test(.enabled(if: PackagingPeer.python != nil)) func `tomllib reads the same and refuses the same`() throws {
        var random = TextGenerator(seed: 3)
        var texts = Self.documents
        for document in Self.documents { for _ in 0..<15 { texts.append(random.mutated(document)) } }
        let answers = try PackagingPeer.ask(Self.script, texts, as: [String?].self)
        #expect(answers.count { $0 == nil } > 250 && answers.count { $0 != nil } > 250)
        for (text, answer) in zip(texts, answers) where !Self.newer.contains(text) {
            // Times without seconds, commas at the end of inline tables and new escapes came with TOML 1.1.
            let found = Self.read(text)
            if answer == nil, found != nil, Self.isNewer(text) { continue }
            // Python's integers have no end; ours have 64 bits, as the standard asks.
            if found == nil, answer?.utf8.count ?? 0 > 26, text.hasPrefix("a = "), text.contains("922337") { continue }
            if let answer, let found, answer.contains("e+") || found.contains("e+") { continue }
            #expect(found == answer, "\(text.debugDescription)")
        }
    }

    /// Whether a text may hold what only TOML 1.1 has.
    private static func isNewer(_ text: String) -> Bool {
        text.contains("{") || text.contains("\\e") || text.contains("\\x") || text.contains(":")
    }

    @Test(arguments: [
        ("a = \"x\nb = 1", 1, 5, "a string is not closed"), ("a = 1\na = 2", 2, 1, "'a' is defined twice"),
        ("é = 1", 1, 1, "a key should stand here"), ("x = \"é\" y", 1, 9, "the line should end here"),
        ("a = hello", 1, 5, "'hello' is no value; a text must stand in quotes"),
        ("a = [\n1,\n2\n", 1, 5, "an array is not closed"), ("\n[a", 2, 1, "a table's header is not closed"),
        ("a = 1979-02-30", 1, 5, "'1979-02-30' is no date"),
    ]) func `an error tells its place`(text: String, line: Int, column: Int, message: String) {
        #expect(
            throws: ProjectFileError(file: "x", TextPosition(line: line, column: column), .syntax(message))
        ) { try TOMLReader.read(Array(text.utf8), file: "x") }
    }

    @Test func `bytes that are no UTF-8 are told where they stand`() {
        #expect(
            throws: ProjectFileError(file: "x", TextPosition(line: 2, column: 6), .syntax("the text is not UTF-8"))
        ) { try TOMLReader.read(Array("é = 1\na = \"".utf8) + [0xFF, 0x22], file: "x") }
    }
}
