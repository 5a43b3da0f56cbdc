import TareDiagnostics
import Testing

@testable import TareAssembly

/// What may be put where in a root, links and merged folders included.
@Suite struct RootTreeTests {
    private func text(_ tree: RootTree, _ path: String) throws -> String? {
        try tree.bytes(at: try RootTree.path(path)).map { String(decoding: $0, as: UTF8.self) }
    }

    private func paths(_ tree: RootTree) -> [String] { tree.paths.map(\.text) }

    @Test func `parents are made, and files replaced`() throws {
        var tree = RootTree()
        try tree.write(Array("1".utf8), to: "/a/b/c")
        try tree.write(Array("2".utf8), to: "a//b/./c")
        #expect(paths(tree) == ["/", "/a", "/a/b", "/a/b/c"])
        #expect(try text(tree, "/a/b/c") == "2")
        #expect(tree[try RootTree.path("/a")]?.isImplied == true)
    }

    @Test func `a merged folder takes what is written below its link`() throws {
        var tree = RootTree()
        try tree.makeDirectory("/usr/bin")
        try tree.link("/bin", to: "usr/bin")
        try tree.makeDirectory("/bin", mode: 0o700)
        try tree.write(Array("x".utf8), to: "/bin/sh", mode: 0o755)
        #expect(paths(tree) == ["/", "/bin", "/usr", "/usr/bin", "/usr/bin/sh"])
        #expect(try text(tree, "/bin/sh") == "x" && text(tree, "/usr/bin/sh") == "x")
        #expect(tree[try RootTree.path("/usr/bin")]?.mode == 0o755)
    }

    @Test func `links are followed inside the root, and never out of it`() throws {
        var tree = RootTree()
        try tree.link("/up", to: "../../../etc")
        try tree.link("/abs", to: "/up/x/../y")
        try tree.write(Array("1".utf8), to: "/up/passwd")
        try tree.write(Array("2".utf8), to: "/abs/z")
        #expect(try text(tree, "/etc/passwd") == "1" && text(tree, "/etc/y/z") == "2")
        try tree.link("/dangling", to: "/nowhere/at/all")
        try tree.makeDirectory("/dangling")
        #expect(paths(tree).contains("/nowhere/at/all"))
        try tree.link("/root", to: "/")
        try tree.makeDirectory("/root")
        #expect(try text(tree, "/root/etc/passwd") == "1")
    }

    @Test func `loops are refused`() throws {
        var tree = RootTree()
        try tree.link("/a", to: "b")
        try tree.link("/b", to: "a")
        #expect(throws: AssemblyError.linkLoop(path: "/a/x")) { try tree.place("/a/x/y") }
        #expect(throws: AssemblyError.linkLoop(path: "/a/x")) { try tree.write([], to: "/a/x/y") }
        try tree.link("/self", to: "self/self")
        #expect(throws: AssemblyError.self) { try tree.makeDirectory("/self") }
    }

    @Test func `a directory gives way to nothing, a file to no directory`() throws {
        var tree = RootTree()
        try tree.write([], to: "/d/f")
        #expect(throws: AssemblyError.occupied(path: "/d", detail: "a directory is there")) {
            try tree.write([], to: "/d")
        }
        #expect(throws: AssemblyError.occupied(path: "/d/f", detail: "a file is there")) {
            try tree.makeDirectory("/d/f")
        }
        #expect(throws: AssemblyError.occupied(path: "/d/f", detail: "it is no directory")) {
            try tree.write([], to: "/d/f/x")
        }
        #expect(throws: AssemblyError.occupied(path: "/", detail: "a directory is there")) {
            try tree.write([], to: "/")
        }
        #expect(throws: AssemblyError.occupied(path: "/", detail: "a directory is there")) {
            try tree.link("/", to: "/x")
        }
        try tree.link("/l", to: "d/f")
        #expect(throws: AssemblyError.occupied(path: "/l", detail: "a link to no directory is there")) {
            try tree.makeDirectory("/l")
        }
        try tree.makeDirectory("/empty")
        try tree.link("/empty", to: "d")
        #expect(try text(tree, "/empty/f") == "")
        #expect(throws: AssemblyError.occupied(path: "/d", detail: "a directory is there")) {
            try tree.link("/d", to: "x")
        }
    }

    @Test(arguments: ["/a/../b", "..", "/..", "a/\u{0}", String(repeating: "x", count: 4096)])
    func `paths that leave the root, or none at all, are refused`(_ path: String) {
        var tree = RootTree()
        #expect(throws: AssemblyError.self) { try tree.write([], to: path) }
        #expect(TreePath(path) == nil)
    }

    @Test func `paths are bytes in ascending order, a directory before what is in it`() throws {
        var tree = RootTree()
        for path in ["/b", "/a-/x", "/a/x", "/a", "/ä", "/a.b"] where path != "/a" { try tree.write([], to: path) }
        #expect(paths(tree) == ["/", "/a", "/a-", "/a-/x", "/a.b", "/a/x", "/b", "/ä"])
        #expect(TreePath("é") != TreePath("e\u{301}"))
        let (a, b, other) = (try RootTree.path("/a"), try RootTree.path("/a/x"), try RootTree.path("/a-"))
        #expect(b.isBelow(a) && !a.isBelow(b) && !other.isBelow(a) && b.parent == a && a.isBelow(.root))
    }

    @Test func `what matches is taken away with what is in it`() throws {
        var tree = RootTree()
        for path in ["/usr/share/doc/a", "/usr/share/doc/b/c", "/usr/share/docs", "/etc/x"] {
            try tree.write([], to: path)
        }
        tree.remove(PathPattern("/usr/share/doc"))
        #expect(paths(tree) == ["/", "/etc", "/etc/x", "/usr", "/usr/share", "/usr/share/docs"])
        tree.remove(PathPattern("/*"))
        #expect(paths(tree) == ["/"])
    }

    @Test func `whatever is done, every entry's parent is a directory`() throws {
        var random = SeededGenerator(seed: 24)
        let names = ["a", "b", "c"]
        for _ in 0..<300 {
            var tree = RootTree()
            for _ in 0..<30 {
                let path = "/" + (0...random.below(4)).map { _ in names[random.below(3)] }.joined(separator: "/")
                let target =
                    (random.below(2) == 0 ? "/" : "../") + names[random.below(3)] + "/" + names[random.below(3)]
                do {
                    switch random.below(4) {
                    case 0: try tree.makeDirectory(path)
                    case 1: try tree.link(path, to: target)
                    case 2: tree.remove(PathPattern(path))
                    default: try tree.write([], to: path)
                    }
                } catch { continue }
            }
            for path in tree.paths where !path.isRoot { #expect(tree[path.parent]?.content == .directory) }
        }
    }
}
