import TareInventory
import TareOCI
import Testing

@testable import TareSelection

struct PathLookupTests {
    private let boot = MadeImage(
        [
            .folder("open"), .folder("closed", mode: 0o700), .text("closed/file"), .text("open/file", mode: 0o640),
            .text("open/own", mode: 0o007, owner: 1000), .link("link", to: "open/../open/file"),
            .link("away", to: "/nowhere/file"), .link("loop", to: "loop"), .link("folder", to: "open"),
            MadeFile(path: "open/group", mode: 0o070, group: 50, size: 1),
        ], user: "1000:50"
    ).boot

    @Test(arguments: [
        ("/open/file", "/open/file"), ("/link", "/open/file"), ("/folder/file", "/open/file"),
        ("/folder/../open//./file", "/open/file"), ("open", "/open"), ("/../open", "/open"),
    ])
    func `paths lead where the kernel would lead them`(path: String, destination: String) throws {
        let lookup = PathLookup(path, from: "/", in: boot.tree, for: boot.access)
        let node = try #require(lookup.node)
        #expect(boot.tree.path(of: node) == destination)
    }

    @Test(arguments: [
        ("/nothing/x", "/nothing is not there"), ("/closed/file", "the user may not enter /closed"),
        ("/open/file/x", "/open/file is no folder"), ("/loop", "/loop leads through links that run in a circle"),
        ("/away", "/away → /nowhere/file, and /nowhere is not there"),
        ("/link/", "/link → open/../open/file, and /open/file is no folder"),
    ])
    func `a path that leads nowhere says why`(path: String, reason: String) {
        let lookup = PathLookup(path, from: "/", in: boot.tree, for: boot.access)
        #expect(lookup.node == nil)
        #expect(lookup.reason(for: path) == reason)
    }

    @Test
    func `owner, group and others are asked in that order, and one of them decides`() throws {
        let access = try #require(boot.access)
        let own = try #require(boot.tree.node(at: "/open/own"))
        let group = try #require(boot.tree.node(at: "/open/group"))
        let file = try #require(boot.tree.node(at: "/open/file"))
        #expect(!access.allows(.read, own))
        #expect(access.allows(.write, group) && access.allows(.execute, group))
        #expect(!access.allows(.read, file))
    }

    @Test
    func `root reads all, and executes what someone may execute`() throws {
        let root = MadeImage([.text("a", mode: 0), .text("b", mode: 0o001), .folder("c", mode: 0)]).boot
        let access = try #require(root.access)
        let nodes = try ["/a", "/b", "/c"].map { try #require(root.tree.node(at: $0)) }
        #expect(access.allows(.read, nodes[0]) && access.allows(.write, nodes[0]))
        #expect(nodes.map { access.allows(.execute, $0) } == [false, true, true])
    }
}
