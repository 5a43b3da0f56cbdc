import TareDockerfile
import Testing

@testable import struct TareDockerfile.ShellPattern

/// A word, the variables, what becomes of it (nil: an error), the names that were found and those that were not.
private struct Case: Sendable, CustomTestStringConvertible {
    var word: String
    var variables: [String: String]
    var expected: String?
    var matched: Set<String>
    var unmatched: Set<String>
    var testDescription: String { word.quotedAsInGo }

    init(
        _ word: String, _ variables: [String: String], _ expected: String?, _ matched: Set<String> = [],
        unmatched: Set<String> = []
    ) {
        (self.word, self.variables, self.expected) = (word, variables, expected)
        (self.matched, self.unmatched) = (matched, unmatched)
    }
}

/// `TestProcessWithMatches` of moby/buildkit's `shell/lex_test.go`.
private let published: [Case] = [
    Case("x", ["DUMMY": "dummy"], "x", []),
    Case("x ${UNUSED}", ["DUMMY": "dummy"], "x ", [], unmatched: ["UNUSED"]),
    Case("x ${FOO}", ["FOO": "y"], "x y", ["FOO"]),
    Case(
        "${FOO-aaa} ${BAR-bbb} ${BAZ-ccc}", ["FOO": "xxx", "BAR": ""], "xxx  ccc", ["BAR", "FOO"], unmatched: ["BAZ"]),
    Case(
        "${FOO:-aaa} ${BAR:-bbb} ${BAZ:-ccc}", ["FOO": "xxx", "BAR": ""], "xxx bbb ccc", ["BAR", "FOO"],
        unmatched: ["BAZ"]),
    Case("${FOO:-}", ["FOO": "xxx", "BAR": ""], "xxx", ["FOO"]),
    Case("${FOO:-}", [:], "", [], unmatched: ["FOO"]),
    Case(
        "${FOO+aaa} ${BAR+bbb} ${BAZ+ccc}", ["FOO": "xxx", "BAR": ""], "aaa bbb ", ["BAR", "FOO"], unmatched: ["BAZ"]),
    Case(
        "${FOO:+aaa} ${BAR:+bbb} ${BAZ:+ccc}", ["FOO": "xxx", "BAR": ""], "aaa  ", ["BAR", "FOO"], unmatched: ["BAZ"]),
    Case("${FOO?aaa}", ["FOO": "xxx", "BAR": ""], "xxx", ["FOO"]),
    Case("${BAR?bbb}", ["FOO": "xxx", "BAR": ""], "", ["BAR"]),
    Case("${BAZ?ccc}", ["FOO": "xxx", "BAR": ""], nil),
    Case("${FOO:?aaa}", ["FOO": "xxx", "BAR": ""], "xxx", ["FOO"]),
    Case("${BAR:?bbb}", ["FOO": "xxx", "BAR": ""], nil),
    Case("${BAZ:?ccc}", ["FOO": "xxx", "BAR": ""], nil),
    Case("${BAZ:?}", ["FOO": "xxx", "BAR": ""], nil),
    Case("${FOO=aaa}", ["FOO": "xxx", "BAR": ""], nil),
    Case("${FOO=:aaa}", ["FOO": "xxx", "BAR": ""], nil),
    Case("${FOO=}", [:], nil),
    Case("${FOO#()[]{\\}^$.\\*\\?|\\\\}", ["FOO": "()[]{}^$.*?|\\x"], "x", ["FOO"]),
    Case("${FOO%%\\**}", ["FOO": "xx**"], "xx", ["FOO"]),
    Case("${FOO#*x*y}", ["FOO": "xxyy"], "y", ["FOO"]),
    Case("${FOO#*}", ["FOO": "xxyy"], "xxyy", ["FOO"]),
    Case("${FOO#$BAR}", ["FOO": "xxyy", "BAR": "x"], "xyy", ["BAR", "FOO"]),
    Case("${FOO#$BAR}", ["FOO": "xxyy", "BAR": ""], "xxyy", ["BAR", "FOO"]),
    Case("${FOO#}", ["FOO": "xxyy"], "xxyy", ["FOO"]),
    Case("${FOO##*x}", ["FOO": "xxyy"], "yy", ["FOO"]),
    Case("${FOO##}", ["FOO": "xxyy"], "xxyy", ["FOO"]),
    Case("${FOO#?\\?}", ["FOO": "???y"], "?y", ["FOO"]),
    Case("${ABC:-.}${FOO%x}${ABC:-.}", ["FOO": "xxyy"], ".xxyy.", ["FOO"], unmatched: ["ABC"]),
    Case("${FOO%%\\**\\*}", ["FOO": "a***yy*"], "a", ["FOO"]),
    Case("${FOO%}", ["FOO": "xxyy"], "xxyy", ["FOO"]),
    Case("${FOO%%$BAR}", ["FOO": "xxyy", "BAR": ""], "xxyy", ["BAR", "FOO"]),
    Case("${FOO:#}", [:], nil),
    Case("${FOO:##}", [:], nil),
    Case("${FOO:%}", [:], nil),
    Case("${FOO:%%}", [:], nil),
    Case(
        "${FOO/$NEEDLE/.} - ${FOO//$NEEDLE/.}", ["FOO": "/foo*/*/*.txt", "NEEDLE": "\\*/"],
        "/foo.*/*.txt - /foo..*.txt", ["FOO", "NEEDLE"]),
    Case(
        "${FOO/$NEEDLE/} - ${FOO//$NEEDLE/}", ["FOO": "/tmp/tmp/bar.txt", "NEEDLE": "/tmp"], "/tmp/bar.txt - /bar.txt",
        ["FOO", "NEEDLE"]),
    Case(
        "${FOO/$NEEDLE/$REPLACEMENT} - ${FOO//$NEEDLE/$REPLACEMENT}",
        ["FOO": "/a/foo/b/c.txt", "NEEDLE": "/?/", "REPLACEMENT": "/"], "/foo/b/c.txt - /foo/c.txt",
        ["FOO", "NEEDLE", "REPLACEMENT"]),
    Case(
        "${FOO/$NEEDLE/$REPLACEMENT}", ["FOO": "http://google.de", "NEEDLE": "http://", "REPLACEMENT": "https://"],
        "https://google.de", ["FOO", "NEEDLE", "REPLACEMENT"]),
    Case("${FOO//\\//\\/}", ["FOO": "/tmp/foo.txt"], "\\/tmp\\/foo.txt", ["FOO"]),
    Case("${FOO/$BAR/ww}", ["FOO": "xxyy", "BAR": ""], "wwxxyy", ["BAR", "FOO"]),
    Case("${FOO//ww}", ["FOO": "xxyy"], nil),
    Case("${FOO//}", ["FOO": "xxyy"], nil),
    Case("${FOO///}", ["FOO": "xxyy"], "xxyy", ["FOO"]),
    Case("${FOO///}", [:], "", [], unmatched: ["FOO"]),
]

private let release = "something-${VERSION}.${TARGETOS}-${TARGETARCH}${TARGETVARIANT:+-${TARGETVARIANT}}.tar.gz"

@Suite("Expansion")
struct ExpansionTests {
    @Test("equals BuildKit's", arguments: published)
    fileprivate func cases(item: Case) {
        let result = try? WordExpander().expand(item.word, item.variables)
        #expect(result?.text == item.expected)
        if let result, item.expected != nil {
            #expect(result.matched == item.matched)
            #expect(result.unmatched == item.unmatched)
        }
    }

    /// `TestProcessWithMatchesPlatform`.
    @Test(
        "leaves out an empty or missing variant",
        arguments: [
            (["TARGETARCH": "arm", "TARGETVARIANT": "v7"], "arm-v7"),
            (["TARGETARCH": "arm64", "TARGETVARIANT": ""], "arm64"),
            (["TARGETARCH": "arm64"], "arm64"),
        ])
    func platforms(variables: [String: String], expected: String) throws {
        let all = variables.merging(["VERSION": "v1.2.3", "TARGETOS": "linux"]) { one, _ in one }
        #expect(try WordExpander().expand(release, all).text == "something-v1.2.3.linux-\(expected).tar.gz")
    }

    /// `TestShellParserMandatoryEnvVars`.
    @Test("refuses a mandatory variable with its message") func mandatory() throws {
        let (noEmpty, noUnset) = ("${VAR:?message here$ARG}", "${VAR?message here$ARG}")
        let words = WordExpander()
        #expect(try words.expand(noEmpty, ["VAR": "plain", "ARG": "x"]).text == "plain")
        #expect(try words.expand(noUnset, ["VAR": "", "ARG": "x"]).text == "")
        for (word, variables) in [
            (noEmpty, ["VAR": "", "ARG": "x"]), (noEmpty, ["ARG": "x"]), (noUnset, ["ARG": "x"]),
        ] {
            #expect(throws: ExpansionError(message: "VAR: message herex")) { try words.expand(word, variables) }
        }
        #expect(throws: ExpansionError(message: "VAR: is not allowed to be unset")) { try words.expand("${VAR?}", [:]) }
    }

    /// `TestConvertShellPatternToRegex`: which escapes a pattern may have.
    @Test("has patterns with four escapes only") func patterns() throws {
        #expect(try ShellPattern("(()[]{\\}^$.\\*\\?|\\\\").tokens.count == 14)
        #expect(try ShellPattern("\\*").tokens == [.scalar("*")])
        for pattern in ["\\", "\\x", "\\\\\\"] {
            #expect(throws: ExpansionError.self) { try ShellPattern(pattern) }
        }
    }

    @Test("is bounded where values double with each use") func bounds() throws {
        var variables = ["A": String(repeating: "x", count: 1000)]
        var failure: ExpansionError?
        for _ in 0..<40 where failure == nil {
            do { variables["A"] = try WordExpander().expand("$A$A", variables).text } catch { failure = error }
        }
        #expect(failure != nil)
        #expect(variables["A"]?.utf8.count ?? 0 <= 2 * WordExpander.mostBytes)
        let deep = String(repeating: "${A:-", count: 5000) + String(repeating: "}", count: 5000)
        #expect(throws: ExpansionError.self) { _ = try WordExpander().expand(deep, [:]).text.count }
        let stars = String(repeating: "*a", count: 5000)
        let value = String(repeating: "a", count: 100_000)
        #expect(throws: ExpansionError.self) {
            _ = try WordExpander().expand("${V##\(stars)b}", ["V": value]).text.count
        }
    }
}
