import Foundation
import TareDiagnostics
import Testing

@testable import TareDockerfile

/// Cases of moby/patternmatcher (`patternmatcher_test.go`, `ignorefile/ignorefile_test.go`, commit 1d6a3f429bf0, Apache
/// License 2.0); those of `TestMatch` are Go's own of `path/filepath`.
struct `Rules of a dockerignore file` {
    /// How a path matches: itself, through a folder above it, or not.
    enum Match { case exact, inexact, fail }

    static let matches: [(String, String, Match)] = [
        ("**", "file", .exact), ("**", "file/", .exact), ("**/", "file", .exact), ("**/", "file/", .exact),
        ("**", "/", .exact), ("**/", "/", .exact), ("**", "dir/file", .exact), ("**/", "dir/file", .exact),
        ("**", "dir/file/", .exact), ("**/", "dir/file/", .exact), ("**/**", "dir/file", .exact),
        ("**/**", "dir/file/", .exact), ("dir/**", "dir/file", .exact), ("dir/**", "dir/file/", .exact),
        ("dir/**", "dir/dir2/file", .exact), ("dir/**", "dir/dir2/file/", .exact), ("**/dir", "dir", .exact),
        ("**/dir", "dir/file", .inexact), ("**/dir2/*", "dir/dir2/file", .exact),
        ("**/dir2/*", "dir/dir2/file/", .inexact), ("**/dir2/**", "dir/dir2/dir3/file", .exact),
        ("**/dir2/**", "dir/dir2/dir3/file/", .exact), ("**file", "file", .exact), ("**file", "dir/file", .exact),
        ("**/file", "dir/file", .exact), ("**file", "dir/dir/file", .exact), ("**/file", "dir/dir/file", .exact),
        ("**/file*", "dir/dir/file", .exact), ("**/file*", "dir/dir/file.txt", .exact),
        ("**/file*txt", "dir/dir/file.txt", .exact), ("**/file*.txt", "dir/dir/file.txt", .exact),
        ("**/file*.txt*", "dir/dir/file.txt", .exact), ("**/**/*.txt", "dir/dir/file.txt", .exact),
        ("**/**/*.txt2", "dir/dir/file.txt", .fail), ("**/*.txt", "file.txt", .exact),
        ("**/**/*.txt", "file.txt", .exact), ("a**/*.txt", "a/file.txt", .exact),
        ("a**/*.txt", "a/dir/file.txt", .exact), ("a**/*.txt", "a/dir/dir/file.txt", .exact),
        ("a/*.txt", "a/dir/file.txt", .fail), ("a/*.txt", "a/file.txt", .exact), ("a/*.txt**", "a/file.txt", .exact),
        ("a[b-d]e", "ae", .fail), ("a[b-d]e", "ace", .exact), ("a[b-d]e", "aae", .fail), ("a[^b-d]e", "aze", .exact),
        (".*", ".foo", .exact), (".*", "foo", .fail), ("abc.def", "abcdef", .fail), ("abc.def", "abc.def", .exact),
        ("abc.def", "abcZdef", .fail), ("abc?def", "abcZdef", .exact), ("abc?def", "abcdef", .fail),
        ("**/foo/bar", "foo/bar", .exact), ("**/foo/bar", "dir/foo/bar", .exact),
        ("**/foo/bar", "dir/dir2/foo/bar", .exact), ("abc/**", "abc", .fail), ("abc/**", "abc/def", .exact),
        ("abc/**", "abc/def/ghi", .exact), ("**/.foo", ".foo", .exact), ("**/.foo", "bar.foo", .fail),
        ("a(b)c/def", "a(b)c/def", .exact), ("a(b)c/def", "a(b)c/xyz", .fail),
        ("a.|)$(}+{bc", "a.|)$(}+{bc", .exact),
        (
            "dist/proxy.py-2.4.0rc3.dev36+g08acad9-py3-none-any.whl",
            "dist/proxy.py-2.4.0rc3.dev36+g08acad9-py3-none-any.whl", .exact
        ),
        ("dist/*.whl", "dist/proxy.py-2.4.0rc3.dev36+g08acad9-py3-none-any.whl", .exact),
        ("a\\\\", "a\\", .exact), ("a\\*b", "a*b", .exact),
    ]

    @Test(arguments: matches)
    func `match what moby matches`(pattern: String, path: String, match: Match) throws {
        let read = try #require(IgnorePattern(pattern))
        #expect(read.matches(Array(path.unicodeScalars)) == (match == .exact))
        #expect(try IgnoreRules(patterns: [pattern]).ignores(path) == (match != .fail))
    }

    @Test(
        arguments: [
            (["**", "!util/docker/web"], "util/docker/web/foo", false),
            (["**", "!util/docker/web", "util/docker/web/foo"], "util/docker/web/foo", true),
            (
                ["**", "!dist/proxy.py-2.4.0rc3.dev36+g08acad9-py3-none-any.whl"],
                "dist/proxy.py-2.4.0rc3.dev36+g08acad9-py3-none-any.whl", false
            ),
            (["**", "!dist/*.whl"], "dist/proxy.py-2.4.0rc3.dev36+g08acad9-py3-none-any.whl", false),
            (["!fileutils.go", "*.go"], "fileutils.go", true), (["docs", "!docs/README.md"], "docs/README.md", false),
            (["docs/", "!docs/README.md"], "docs/README.md", false),
            (["docs/*", "!docs/README.md"], "docs/README.md", false),
            (["*.go", "!fileutils.go"], "fileutils.go", false),
            ([], "any/path/there", false), (["docs", "  !docs/README.md"], "docs/README.md", false),
            (["docs", "!docs/README.md  "], "docs/README.md", false),
        ] as [([String], String, Bool)])
    func `decide in their order`(patterns: [String], path: String, isIgnored: Bool) throws {
        #expect(try IgnoreRules(patterns: patterns).ignores(path) == isIgnored)
    }

    /// Of Go's `filepath.Match`; `nil` where the pattern is refused.
    static let goMatches: [(String, String, Bool?)] = [
        ("abc", "abc", true), ("*", "abc", true), ("*c", "abc", true), ("a*", "a", true), ("a*", "abc", true),
        ("a*", "ab/c", true), ("a*/b", "abc/b", true), ("a*/b", "a/c/b", false),
        ("a*b*c*d*e*/f", "axbxcxdxe/f", true), ("a*b*c*d*e*/f", "axbxcxdxexxx/f", true),
        ("a*b*c*d*e*/f", "axbxcxdxe/xxx/f", false), ("a*b*c*d*e*/f", "axbxcxdxexxx/fff", false),
        ("a*b?c*x", "abxbbxdbxebxczzx", true), ("a*b?c*x", "abxbbxdbxebxczzy", false), ("ab[c]", "abc", true),
        ("ab[b-d]", "abc", true), ("ab[e-g]", "abc", false), ("ab[^c]", "abc", false), ("ab[^b-d]", "abc", false),
        ("ab[^e-g]", "abc", true), ("a\\*b", "a*b", true), ("a\\*b", "ab", false), ("a?b", "a☺b", true),
        ("a[^a]b", "a☺b", true), ("a???b", "a☺b", false), ("a[^a][^a][^a]b", "a☺b", false), ("[a-ζ]*", "α", true),
        ("*[a-ζ]", "A", false), ("a?b", "a/b", false), ("a*b", "a/b", false), ("[\\]a]", "]", true),
        ("[\\-]", "-", true), ("[x\\-]", "x", true), ("[x\\-]", "-", true), ("[x\\-]", "z", false),
        ("[\\-x]", "x", true), ("[\\-x]", "-", true), ("[\\-x]", "a", false), ("[]a]", "]", nil), ("[-]", "-", nil),
        ("[x-]", "x", nil), ("[x-]", "-", nil), ("[x-]", "z", nil), ("[-x]", "x", nil), ("[-x]", "-", nil),
        ("[-x]", "a", nil), ("\\", "a", nil), ("[a-b-c]", "a", nil), ("[", "a", nil), ("[^", "a", nil),
        ("[^bc", "a", nil), ("a[", "a", nil), ("a[", "ab", nil), ("*x", "xxx", true), ("!", "fileutils.go", nil),
    ]

    @Test(arguments: goMatches)
    func `match and refuse as Go does`(pattern: String, path: String, matches: Bool?) throws {
        guard let matches else {
            #expect(throws: IgnoreRulesError.self) { try IgnoreRules(patterns: [pattern]) }
            return
        }
        #expect(try IgnoreRules(patterns: [pattern]).ignores(path) == matches)
    }

    @Test func `are read from lines, comments and slashes as ignorefile has them`() throws {
        let lines = ["test1", "/test2", "/a/file/here", "", "lastfile", "# this is a comment", "! /inverted/abs/path"]
        let rules = try IgnoreRules(Array(([0xEF, 0xBB, 0xBF] + lines.joined(separator: "\r\n").utf8)))
        for path in ["test1", "test2", "a/file/here", "lastfile"] { #expect(rules.ignores(path), "\(path)") }
        for path in ["a/test2", "# this is a comment", "inverted/abs/path"] { #expect(!rules.ignores(path), "\(path)") }
        let other = try IgnoreRules(Array("inverted\n! /inverted/abs/path\n".utf8))
        #expect(other.ignores("inverted/abs/other") && !other.ignores("inverted/abs/path"))
        #expect(other.hasExceptions && !rules.followed(by: rules).ignores("x"))
        for text in ["a\n!", "a\n! "] {
            let error = #expect(throws: IgnoreRulesError.self) { try IgnoreRules(Array(text.utf8)) }
            #expect(error?.description == ".dockerignore:2: '!' is no pattern of files")
        }
    }

    @Test(arguments: ["a\\d", "[[:alpha:]]", "[*]", "[z-a]"])
    func `refuse what Go's expressions would take for something else`(pattern: String) {
        #expect(throws: IgnoreRulesError.self) { try IgnoreRules(patterns: [pattern]) }
    }

    @Test func `take no longer than pattern times path`() throws {
        // Such a pattern takes a backtracking matcher longer than anyone waits.
        let pattern = String(repeating: "*a", count: 200) + "b"
        let rules = try IgnoreRules(patterns: [pattern, String(repeating: "**/a", count: 200) + "b"])
        #expect(!rules.ignores(String(repeating: "a", count: 1_500)))
    }
}
