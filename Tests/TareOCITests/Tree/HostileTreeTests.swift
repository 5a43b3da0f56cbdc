import TareArchive
import TareOCI
import Testing

@Suite("Trees of hostile layers")
struct HostileTreeTests {
    private func tree(_ layers: [(TarEntry, String)]...) throws -> ImageTree {
        ImageTree(layers: try layers.map { try measured(try tar($0)) })
    }

    private func link(_ name: String, _ target: String) -> (TarEntry, String) {
        (TarEntry(.symbolicLink, name, linkTarget: target), "")
    }

    private func file(_ name: String, _ content: String = "content") -> (TarEntry, String) {
        (TarEntry(.regular, name), content)
    }

    private func paths(_ tree: ImageTree) -> [String] {
        var paths: [String] = []
        tree.walk {
            paths.append(tree.path(of: $0))
            return true
        }
        return paths
    }

    @Test(arguments: ["/", "..", "../../../..", "/..", "./../../", "//", "../a/../.."])
    func `a file through a link out of the root stays in the root`(target: String) throws {
        for layers in [
            [[link("a/out", target), file("a/out/etc/shadow")]], [[link("a/out", target)], [file("a/out/etc/shadow")]],
        ] {
            let tree = ImageTree(layers: try layers.map { try measured(try tar($0)) })
            #expect(paths(tree) == ["/", "/a", "/a/out", "/etc", "/etc/shadow"])
            #expect(tree.node(at: "/a/out/etc/shadow").map(tree.path) == "/etc/shadow")
            #expect(tree.node(at: "../../a/out/../etc/shadow").map(tree.path) == "/etc/shadow")
        }
    }

    @Test func `links in a circle lead nowhere, and nothing through them hangs`() throws {
        let tree = try tree(
            [
                link("self", "self"), link("a", "b"), link("b", "a"), link("up", "up/x"), link("dot", "./dot/."),
                file("end"),
            ])
        for path in ["self", "a", "b/x", "up", "dot", "self/self/self"] { #expect(tree.node(at: path) == nil) }
        #expect(tree.node(at: "self", followingLinks: false).map(tree.kind) == .symbolicLink)
        let through = try self.tree([link("a", "b"), link("b", "a")], [file("a/x/y"), file("b/z")])
        #expect(paths(through).contains { $0.hasSuffix("/x/y") } && paths(through).contains { $0.hasSuffix("/z") })
    }

    @Test func `forty links are followed and one more is not, as Linux does`() throws {
        let chain = (0..<41).map { link("l\($0)", "l\($0 + 1)") } + [file("l41")]
        let tree = try tree(chain)
        #expect(tree.node(at: "l1").map(tree.path) == "/l41")
        #expect(tree.node(at: "l0") == nil)
        // Links that double at each step: 2^40 steps, were they not counted all together.
        let doubling =
            (0..<40).map { link("d\($0)", "d\($0 + 1)/../d\($0 + 1)") } + [(TarEntry(.directory, "d40/"), "")]
        #expect(try self.tree(doubling).node(at: "d0") == nil)
    }

    @Test func `deep directories are walked without recursion`() throws {
        let deep = String(repeating: "d/", count: 2000) + "f"
        let tree = try tree([file(deep), link("l", String(repeating: "d/", count: 2000))], [file("l/" + deep)])
        var longest = 0
        tree.forEachNode { longest = max(longest, tree.path(of: $0).utf8.count) }
        #expect(longest == 8002)
        let gone = ImageTree(layers: tree.layers + [try measured(try tar(".wh.d"))])
        #expect(paths(gone) == ["/", "/l"])
        #expect(gone.waste.deletedFiles == 2)
    }

    @Test func `an opaque marker in the root hides all that lies below`() throws {
        let tree = try tree([file("a/b"), file("c")], [file(".wh..wh..opq", ""), file("new")])
        #expect(paths(tree) == ["/", "/new"])
    }

    @Test func `whiteouts and markers for what is not there change nothing`() throws {
        let tree = try tree(
            [file("file"), link("soft", "nowhere")],
            [
                file(".wh.none", ""), file("none/.wh.x", ""), file("file/.wh.x", ""), file("soft/.wh.x", ""),
                file("none/.wh..wh..opq", ""), file("file/.wh..wh..opq", ""),
            ])
        #expect(paths(tree) == ["/", "/file", "/soft"])
    }

    @Test func `a hard link to a directory, to nothing or to itself shares nothing`() throws {
        let hard = { (name: String, target: String) in (TarEntry(.hardLink, name, linkTarget: target), "") }
        let tree = try tree([file("d/f"), hard("l", "d"), hard("m", "none"), hard("n", "n"), hard("r", "/")])
        for name in ["l", "m", "n", "r"] {
            #expect(tree.node(at: name).map(tree.kind) == .hardLink)
            #expect(tree.node(at: name).map(tree.children)?.isEmpty == true)
            #expect(tree.node(at: name).map(tree.size) == 0)
        }
        #expect(tree.node(at: "l/f") == nil)
    }

    @Test func `what is made and deleted over and over costs no more each time`() throws {
        // By turns a directory with a file in it and a file, in one layer; then a marker a thousand times over.
        var first: [(TarEntry, String)] = []
        for _ in 0..<5000 { first += [file("d/x", ""), file("d", "")] }
        first += (0..<5000).map { file("many/\($0)", "") }
        let markers = (0..<5000).map { _ in file("many/.wh..wh..opq", "") }
        let tree = try tree(first, markers + [file("many/last", "")])
        #expect(paths(tree) == ["/", "/d", "/many", "/many/last"])
        #expect(tree.waste.deletedFiles == 9999 + 1)
    }
}
