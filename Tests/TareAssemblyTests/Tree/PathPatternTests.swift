import Testing

@testable import TareAssembly

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Patterns beside the fnmatch(3) that dpkg calls.
@Suite struct PathPatternTests {
    private func agrees(_ pattern: String, _ path: String) {
        // Bytes, as the patterns here are: the test's locale is "C" unless it sets another.
        let theirs = fnmatch(pattern, path, 0) == 0
        #expect(PathPattern(pattern).matches(Array(path.utf8)) == theirs, "'\(pattern)' on '\(path)'")
    }

    @Test(arguments: [
        ("/usr/share/doc/*", "/usr/share/doc/a/copyright"), ("/usr/share/doc/*", "/usr/share/doc"), ("*", ""),
        ("", "/a"),
        ("/usr/share/locale/??", "/usr/share/locale/de"), ("/usr/share/locale/[a-c]*", "/usr/share/locale/be"),
        ("/usr/share/locale/[!a-c]*", "/usr/share/locale/be"), ("/a[]]b", "/a]b"), ("/a[!]]b", "/axb"),
        ("/a[b", "/a[b"),
        ("/a\\*b", "/a*b"), ("/a\\*b", "/axb"), ("/a[\\]]b", "/a]b"), ("/[a-]x", "/-x"), ("/[z-a]x", "/mx"),
        ("/a[", "/a["),
        ("/a**b", "/axxb"), ("/**/b", "/x/y/b"), ("/a[^b]c", "/axc"), ("/[-a]", "/-"), ("/[a/b]", "/a/b"),
        ("/[a/b]", "//"),
    ])
    func `cases of paths match as fnmatch says`(_ pattern: String, _ path: String) { agrees(pattern, path) }

    @Test func `arbitrary patterns match as fnmatch says`() {
        var random = SeededGenerator(seed: 23)
        var matches = 0
        for _ in 0..<20_000 {
            let pattern = "/" + String(decoding: random.bytes(random.below(7), of: "ab/*?[]!-"), as: UTF8.self)
            let path = "/" + String(decoding: random.bytes(random.below(5), of: "ab/-"), as: UTF8.self)
            agrees(pattern, path)
            if fnmatch(pattern, path, 0) == 0 { matches += 1 }
        }
        #expect(matches > 500)
    }

    @Test func `a pattern of many stars takes no more than the product of both lengths`() {
        let pattern = PathPattern("/" + String(repeating: "a*", count: 1000) + "b")
        #expect(!pattern.matches([UInt8](repeating: UInt8(ascii: "a"), count: 4000)))
    }

    @Test func `the last rule that matches decides`() throws {
        let filter = PathFilter([
            .init(pattern: "/usr/share/doc/*", isExcluded: true),
            .init(pattern: "/usr/share/doc/*/copyright", isExcluded: false),
            .init(pattern: "/usr/share/doc/x/*", isExcluded: true),
        ])
        func takes(_ path: String) throws -> Bool { filter.takes(try RootTree.path(path)) }
        #expect(try !takes("usr/share/doc/a/readme") && takes("usr/share/doc/a/copyright"))
        #expect(try !takes("usr/share/doc/x/copyright") && takes("usr/share/docs"))
    }
}
