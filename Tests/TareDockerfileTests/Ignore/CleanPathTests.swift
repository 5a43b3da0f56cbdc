import TareDockerfile
import Testing

@Suite("Paths") struct CleanPathTests {
    /// Those of the documentation of Go's `path.Clean`, and the edges of its rules.
    @Test(
        "are made the shortest that mean the same",
        arguments: [
            ("", "."), (".", "."), ("..", ".."), ("/", "/"), ("//", "/"), ("a", "a"), ("a/", "a"), ("/a/", "/a"),
            ("a//b", "a/b"), ("//a", "/a"), ("./a", "a"), ("/./a", "/a"), ("a/.", "a"), ("a/..", "."), ("/a/..", "/"),
            ("/..", "/"), ("/../a", "/a"), ("../../a", "../../a"), ("a/../../b", "../b"), ("a/b/../c", "a/c"),
            ("/a/.venv/bin", "/a/.venv/bin"), ("/a/..b/...", "/a/..b/..."), ("/a/./b/../../c/", "/c"),
            ("a/../..", ".."), ("é/./ü", "é/ü"),
        ])
    func clean(path: String, expected: String) {
        #expect(CleanPath.clean(path) == expected)
        #expect(CleanPath.clean(Substring(path)) == expected)
        #expect(CleanPath.clean(expected) == expected)
    }
}
