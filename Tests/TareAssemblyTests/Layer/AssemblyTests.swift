import Foundation
import TareDebian
import TareDiagnostics
import TareOCI
import Testing

@testable import TareAssembly

/// From packages and a recipe to a layer: the same for the same input, and nothing that no root should have.
@Suite(.enabled(if: Tool.available("dpkg-deb", "tar", "find")))
struct AssemblyTests {
    private static let archive = Result {
        try MadeArchive([
            .init(
                "a", "Architecture: amd64\nEssential: yes\nDepends: b\n",
                [
                    .text("/bin/a", "a", mode: 0o755), .directory("/var/shared", mode: 0o711),
                    .text("/usr/share/doc/a/readme", "r"),
                ]),
            .init(
                "b", "Architecture: all\nReplaces: c\n",
                [.text("/usr/lib/b", "b"), .directory("/var/shared", mode: 0o722), .text("/usr/share/both", "b")]),
            .init(
                "c", "Architecture: all\nReplaces: b\n",
                [.text("/usr/share/both", "c"), .directory("/var/shared", mode: 0o733)]),
            .init("d", "Architecture: all\n", [.text("/usr/share/both", "d")]),
        ])
    }

    private let recipe = "packages: [b, c]\nessential: true\ndependencies: true\n"

    @Test func `the layer is the same whatever the order of its packages, and with every run`() throws {
        let archive = try Self.archive.get()
        let first = try archive.assemble(recipe).1.layer()
        for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let again = try archive.assemble(recipe) { packages in order.map { packages[$0] } }.1.layer()
            #expect(again.layer == first.layer && again.bytes == first.bytes)
        }
        let shuffled = try archive.assemble("essential: true\npackages: [c, b, c]\ndependencies: true\n").1.layer()
        #expect(shuffled.layer == first.layer)
    }

    @Test func `of what packages share the one of the lowest name decides`() throws {
        let root = try Self.archive.get().assemble(recipe).1
        #expect(root.tree[try RootTree.path("/var/shared")]?.mode == 0o711)
        #expect(try root.text("/usr/share/both") == "b")
    }

    @Test func `digests are those of the bytes`() throws {
        let (bytes, layer) = try Self.archive.get().assemble(recipe).1.layer()
        let scratch = try ScratchDirectory()
        try scratch.write(bytes, to: "layer.tar.gz")
        let sums = try Tool.run(
            "sh", ["-c", "sha256sum < layer.tar.gz; gzip -dc layer.tar.gz | sha256sum; gzip -dc layer.tar.gz | wc -c"],
            in: scratch.url)
        let lines = String(decoding: sums, as: UTF8.self).split(separator: "\n").map { $0.prefix { $0 != " " } }
        #expect(layer.descriptor.digest.description == "sha256:\(lines[0])")
        #expect(layer.diffID.description == "sha256:\(lines[1])")
        #expect(layer.uncompressedSize == UInt64(lines[2]) && layer.descriptor.size == UInt64(bytes.count))
    }

    @Test func `times are those of the packages, bounded by what is asked`() throws {
        let archive = try Self.archive.get()
        let newest = try archive.assemble(recipe).1
        #expect(newest.time == 1_600_000_001)
        #expect(try archive.assemble(recipe, latest: 1_500_000_000).1.time == 1_500_000_000)
        let early = try archive.assemble(recipe, epoch: 7, latest: 9).1
        #expect(early.time == 7)
        let unpacked = try early.unpacked()
        let times = try Tool.run("find", [".", "-mindepth", "1", "-printf", "%Ts\\n"], in: unpacked.url)
        #expect(Set(String(decoding: times, as: UTF8.self).split(separator: "\n")) == ["7"])
        for time in [-1, 253_402_300_800, .max] as [Int64] {
            #expect(throws: AssemblyError.invalidTime(time)) { try archive.assemble(recipe, epoch: time) }
        }
    }

    @Test func `packages are chosen as the recipe says`() throws {
        let archive = try Self.archive.get()
        func names(_ recipe: String, architecture: String = "amd64") throws -> [String] {
            let text =
                "recipe: tare.recipe/1\nid: m\ntitle: M\narchitectures: [amd64, arm64]\nsuites: {main: {}}\n" + recipe
            let assembler = try BaseAssembler(
                recipe: try BaseRecipe(yaml: Array(text.utf8), source: "m"), suite: "main", architecture: architecture)
            return try assembler.packages(from: archive.pool).map(\.name)
        }
        #expect(try names("packages: [a]") == ["a", "b"])
        #expect(try names("packages: [a]\ndependencies: false") == ["a"])
        #expect(try names("essential: true\nomit: [b]") == ["a"])
        #expect(try names("packages: [d, c, d]") == ["c", "d"])
        #expect(throws: ClosureError.unknownPackage("x", suites: ["main"])) {
            try names("packages: [x]\ndependencies: false")
        }
        #expect(throws: ClosureError.self) { try names("packages: [x]") }
        #expect(throws: ClosureError.unknownPackage("a", suites: ["main"])) {
            try names("packages: [a]\ndependencies: false", architecture: "arm64")
        }
    }

    @Test func `two packages with one file are refused, whatever their order`() throws {
        let archive = try Self.archive.get()
        let conflict = #expect(throws: AssemblyError.self) { try archive.assemble("packages: [b, d]\n") }
        #expect(conflict?.what == "'/usr/share/both' is in package d and in b")
        #expect(throws: AssemblyError.fileConflict(path: "/usr/share/both", first: "d", second: "b")) {
            try archive.assemble("packages: [b, d]\n") { $0.reversed() }
        }
        #expect(
            try archive.assemble("packages: [b, d]\npaths: [{exclude: /usr/share/both}]\n").1.text("/usr/lib/b") == "b")
    }

    @Test func `another package than the one that was asked for is refused`() throws {
        let archive = try Self.archive.get()
        var package = try #require(try archive.pool.package("a"))
        package.version = try DebianVersion("2")
        let error = #expect(throws: AssemblyError.self) { try archive.assemble("packages: [a]\n") { _ in [package] } }
        #expect(error?.what == "the package is a 1.0-1 (amd64) instead of a 2 (amd64)")
    }

    @Test func `/usr is merged as the architecture has it`() throws {
        let root = try Self.archive.get().assemble(recipe + "merged-usr: true\n").1
        #expect(root.tree[try RootTree.path("/bin")]?.content == .symbolicLink(Array("usr/bin".utf8)))
        #expect(root.tree[try RootTree.path("/usr/bin/a")]?.mode == 0o755)
        #expect(root.tree[try RootTree.path("/lib64")]?.content == .symbolicLink(Array("usr/lib64".utf8)))
        #expect(try root.text("/var/lib/dpkg/info/a.list")?.contains("\n/bin/a\n") == true)
        let plain = try Self.archive.get().assemble(recipe + "merged-usr: false\n").1
        #expect(plain.tree[try RootTree.path("/bin")]?.content == .directory)
    }

    @Test func `a recipe written by hand does what it says`() throws {
        let written = """
            packages: [a]
            package-database: status.d
            merged-usr: true
            variables: {who: nonroot}
            paths: [{exclude: /usr/share/doc/*}]
            directories: [{path: "/home/${who}", mode: "0700", owner: "65532:65532"}]
            copies: [{from: /bin/a, to: /opt/a, mode: "0555"}]
            files: [{path: /etc/motd, content: "hello ${who}\\n", mode: "0400"}]
            links: {/usr/bin/alias: "a"}
            users: [{name: nonroot, id: 65532, group: 65532, home: "/home/${who}"}]
            remove: ["/var/*"]
            environment: {B: "2", A: "1"}
            entrypoint: [/usr/bin/alias]
            user: "65532"
            working-directory: "/home/${who}"
            labels: {org.example: x}

            """
        let (assembler, root) = try Self.archive.get().assemble(written, epoch: 1_700_000_000)
        let unpacked = try root.unpacked()
        let listing = try Tool.run("find", [".", "!", "-type", "d", "-printf", "%m %p %l\\n"], in: unpacked.url)
        #expect(
            String(decoding: listing, as: UTF8.self).split(separator: "\n").sorted() == [
                "400 ./etc/motd ", "555 ./opt/a ", "644 ./etc/group ", "644 ./etc/passwd ", "644 ./usr/lib/b ",
                "644 ./usr/share/both ", "755 ./usr/bin/a ", "777 ./bin usr/bin", "777 ./lib usr/lib",
                "777 ./lib64 usr/lib64",
                "777 ./sbin usr/sbin", "777 ./usr/bin/alias a",
            ])
        #expect(try unpacked.read("etc/motd") == Array("hello ${who}\n".utf8))
        #expect(!FileManager.default.fileExists(atPath: unpacked.path("var/shared")))
        let image = try assembler.image(of: try root.layer().layer, time: root.time, release: "12.15")
        let config = String(decoding: image.config, as: UTF8.self)
        for part in [
            #""Env":["A=1","B=2"]"#, #""Entrypoint":["/usr/bin/alias"]"#, #""User":"65532""#,
            #""WorkingDir":"/home/nonroot""#,
            #""architecture":"amd64""#, #""created":"2023-11-14T22:13:20Z""#, #""org.example":"x""#,
        ] {
            #expect(config.contains(part), "\(part) in \(config)")
        }
        #expect(image.configDescriptor.size == UInt64(image.config.count))
    }

    @Test(arguments: [
        ("copies: [{from: /none, to: /x}]\n", "mine.yaml: 'copies' names '/none', which no chosen package has"),
        ("files: [{path: /usr/lib/b/x, content: y}]\n", "'/usr/lib/b' cannot be written: it is no directory"),
        ("files: [{path: /usr, content: y}]\n", "'/usr' cannot be written: a directory is there"),
        ("links: {/usr: /x}\n", "'/usr' cannot be written: a directory is there"),
        (
            "links: {/l: m, /m: l}\ncopies: [{from: /usr/lib/b, to: /x}]\ncertificates: {from: /l, bundle: /b}\n",
            "'/l' leads through too many symbolic links"
        ),
        (
            "variables: {v: ../..}\nfiles: [{path: \"/x/${v}/etc/y\", content: z}]\n",
            "'/x/../../etc/y' cannot be written: the path has a '..' component or is too long"
        ),
    ])
    func `a recipe that does not fit its packages is refused`(_ recipe: String, _ message: String) throws {
        let error = #expect(throws: AssemblyError.self) { try Self.archive.get().assemble("packages: [b]\n" + recipe) }
        #expect(error?.description == message)
    }
}
