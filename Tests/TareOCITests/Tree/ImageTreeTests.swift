import TareOCI
import Testing

@Suite("Image tree")
struct ImageTreeTests {
    private func layer(_ fill: (inout LayerIndex) -> Void) -> LayerIndex {
        var layer = LayerIndex()
        fill(&layer)
        return layer
    }

    private func paths(_ tree: ImageTree) -> [String] {
        var paths: [String] = []
        tree.walk {
            if $0 != ImageTree.root { paths.append(tree.path(of: $0)) }
            return true
        }
        return paths
    }

    @Test func `a whiteout deletes a lower file and counts its bytes as deleted`() {
        let tree = ImageTree(layers: [
            layer {
                $0.add(.regular, "etc/a", size: 7)
                $0.add(.regular, "etc/b", size: 5)
            },
            layer { $0.add(.whiteout, "etc/a") },
        ])
        #expect(paths(tree) == ["/etc", "/etc/b"])
        #expect(tree.waste == Waste(overwrittenFiles: 0, overwrittenBytes: 0, deletedFiles: 1, deletedBytes: 7))
    }

    @Test func `a whiteout spares what its own layer adds, wherever it stands`() {
        let tree = ImageTree(layers: [
            layer { $0.add(.regular, "a", size: 1) },
            layer {
                $0.add(.regular, "a", size: 2)
                $0.add(.whiteout, "a")
            },
        ])
        #expect(tree.node(at: "/a").map(tree.size) == 2)
    }

    @Test func `an opaque directory hides what lies below and keeps what its layer adds`() {
        let tree = ImageTree(layers: [
            layer {
                $0.add(.directory, "d", mode: 0o755)
                $0.add(.regular, "d/old", size: 3)
                $0.add(.regular, "d/deep/older", size: 4)
            },
            layer {
                $0.add(.regular, "d/new", size: 1)
                $0.add(.opaque, "d")
            },
        ])
        #expect(paths(tree) == ["/d", "/d/new"])
        #expect(tree.waste.deletedFiles == 2)
        #expect(tree.waste.deletedBytes == 7)
    }

    @Test func `a directory that a symlink replaces is gone with all that was in it`() {
        let tree = ImageTree(layers: [
            layer {
                $0.add(.regular, "app/node_modules/x/package.json", size: 10)
                $0.add(.regular, "opt/modules/y", size: 1)
            },
            layer { $0.add(.symbolicLink, "app/node_modules", linkTarget: "/opt/modules") },
        ])
        #expect(tree.node(at: "/app/node_modules/x/package.json") == nil)
        #expect(tree.node(at: "/app/node_modules/y").map(tree.path) == "/opt/modules/y")
        #expect(paths(tree) == ["/app", "/app/node_modules", "/opt", "/opt/modules", "/opt/modules/y"])
    }

    @Test func `a file that leads through a lower layer's symlink lands where the link leads`() {
        let tree = ImageTree(layers: [
            layer {
                $0.add(.directory, "usr/lib", mode: 0o755)
                $0.add(.symbolicLink, "lib", linkTarget: "usr/lib")
            },
            layer { $0.add(.regular, "lib/x86_64-linux-gnu/libz.so.1", size: 9) },
        ])
        #expect(tree.node(at: "/usr/lib/x86_64-linux-gnu/libz.so.1").map(tree.size) == 9)
        #expect(tree.node(at: "/lib", followingLinks: false).map(tree.kind) == .symbolicLink)
    }

    @Test func `a link that climbs out of the root ends at the root`() {
        let tree = ImageTree(layers: [
            layer {
                $0.add(.symbolicLink, "escape", linkTarget: "../../../../etc")
                $0.add(.regular, "etc/passwd", size: 1, content: Array("x".utf8))
                $0.add(.regular, "escape/shadow", size: 2)
            }
        ])
        #expect(tree.node(at: "/escape/passwd").map(tree.path) == "/etc/passwd")
        #expect(tree.node(at: "/etc/shadow").map(tree.size) == 2)
    }

    @Test func `links in a circle lead nowhere and end`() {
        let tree = ImageTree(layers: [
            layer {
                $0.add(.symbolicLink, "a", linkTarget: "b")
                $0.add(.symbolicLink, "b", linkTarget: "a")
                $0.add(.symbolicLink, "self", linkTarget: "self/self")
                $0.add(.regular, "a/file", size: 1)
            }
        ])
        #expect(tree.node(at: "/b/x") == nil)
        #expect(tree.node(at: "/self") == nil)
        // Unpacking would have to replace the link to place the file.
        #expect(tree.node(at: "/a/file").map(tree.size) == 1)
    }

    @Test func `a hard link shares content with a target that is replaced later`() {
        let tree = ImageTree(layers: [
            layer {
                $0.add(.regular, "bin/python3.12", content: Array("one".utf8))
                $0.add(.hardLink, "bin/python3", linkTarget: "bin/python3.12")
            },
            layer { $0.add(.regular, "bin/python3.12", content: Array("two!".utf8)) },
        ])
        let link = tree.node(at: "/bin/python3")
        #expect(link.flatMap(tree.content).map(Array.init) == Array("one".utf8))
        #expect(link.map(tree.isHardLink) == true)
        #expect(link.map(tree.kind) == .regular)
        #expect(tree.waste == Waste(overwrittenFiles: 1, overwrittenBytes: 3, deletedFiles: 0, deletedBytes: 0))
    }

    @Test func `a file that stands where a directory is needed gives way`() {
        let tree = ImageTree(layers: [
            layer { $0.add(.regular, "x", size: 5) },
            layer { $0.add(.regular, "x/y", size: 6) },
        ])
        #expect(paths(tree) == ["/x", "/x/y"])
        #expect(tree.waste.overwrittenBytes == 5)
    }

    @Test func `a directory listed again keeps its content and takes the new mode`() {
        let tree = ImageTree(layers: [
            layer { $0.add(.regular, "tmp/keep", size: 1) },
            layer { $0.add(.directory, "tmp", mode: 0o1777) },
        ])
        #expect(tree.node(at: "/tmp/keep") != nil)
        #expect(tree.node(at: "/tmp").map(tree.mode) == 0o1777)
    }

    @Test(arguments: ["/usr/bin/../lib/f", "usr//lib/./f", "/../usr/lib/f", "/usr/lib/f"])
    func `paths are read as the kernel reads them`(path: String) {
        let tree = ImageTree(layers: [
            layer {
                $0.add(.regular, "usr/lib/f", size: 3)
                $0.add(.directory, "usr/bin")
            }
        ])
        #expect(tree.node(at: path).map(tree.path) == "/usr/lib/f")
    }

    @Test func `deleting and making anew in turn keeps one live node`() {
        var layers: [LayerIndex] = []
        for round in 0..<50 {
            layers.append(layer { $0.add(.regular, "d/f", size: UInt64(round)) })
            layers.append(layer { $0.add(.whiteout, "d") })
        }
        layers.append(layer { $0.add(.regular, "d/f", size: 99) })
        let tree = ImageTree(layers: layers)
        #expect(paths(tree) == ["/d", "/d/f"])
        #expect(tree.waste.deletedFiles == 50)
        #expect(tree.node(at: "/d/f").flatMap(tree.layer) == 100)
    }
}
