import Foundation
import TareArchive
import TareDebian
import TareDiagnostics
import Testing

@testable import TareAssembly

/// Packages whose data archives try to get out, or to be more than they are.
@Suite struct HostilePackageTests {
    private static let control = "Package: a\nVersion: 1\nArchitecture: all\nMaintainer: m\nDescription: d\n"

    /// Assembles one package of these entries; each has a content of its own.
    private func assemble(_ entries: [(TarEntry, String)], control: String = control, size: UInt64? = nil) throws
        -> AssembledRoot
    {
        func tar(_ entries: [(TarEntry, String)]) throws -> [UInt8] {
            var writer = TarWriter()
            var bytes: [UInt8] = []
            for (entry, content) in entries {
                var entry = entry
                entry.size =
                    size.map { entry.kind == .regular && content.isEmpty ? $0 : 0 } ?? UInt64(content.utf8.count)
                try writer.append(entry, to: &bytes)
                if !content.isEmpty {
                    try Array(content.utf8).withUnsafeBytes { try writer.append(content: $0, to: &bytes) }
                }
            }
            if size == nil { try writer.finish(to: &bytes) }
            return bytes
        }
        var writer = ArWriter()
        var package: [UInt8] = []
        try writer.append("debian-binary", Array("2.0\n".utf8), to: &package)
        var controlWriter = TarWriter()
        var controlTar: [UInt8] = []
        let text = Array(control.utf8)
        try controlWriter.append(TarEntry(.regular, "./control", size: UInt64(text.count)), to: &controlTar)
        try text.withUnsafeBytes { try controlWriter.append(content: $0, to: &controlTar) }
        try controlWriter.finish(to: &controlTar)
        try writer.append("control.tar", controlTar, to: &package)
        try writer.append("data.tar", try tar(entries), to: &package)
        let index = "\(Self.control)Filename: a.deb\nSize: 1\nSHA256: \(String(repeating: "0", count: 64))\n"
        let pool = try PackagePool([try PackageIndex(Array(index.utf8), suite: "main")])
        let recipe =
            "recipe: tare.recipe/1\nid: m\ntitle: M\narchitectures: [amd64]\nsuites: {main: {}}\npackages: [a]\nmerged-usr: false\n"
        var assembler = try BaseAssembler(
            recipe: try BaseRecipe(yaml: Array(recipe.utf8), source: "m"), suite: "main", architecture: "amd64")
        for chosen in try assembler.packages(from: pool) {
            try assembler.add(chosen) { take in try package.withUnsafeBytes(take) }
        }
        return try assembler.finish(epoch: 0, latest: nil)
    }

    @Test(arguments: [
        ([TarEntry(.regular, "../evil")], "package a has '../evil', which has a '..' component or is too long"),
        (
            [TarEntry(.regular, "./a/../../evil")],
            "package a has './a/../../evil', which has a '..' component or is too long"
        ),
        (
            [TarEntry(.hardLink, "./l", linkTarget: "../../etc/shadow")],
            "package a has '/l', which is a link to a file that did not come before it"
        ),
        (
            [TarEntry(.hardLink, "./l", linkTarget: "./later"), TarEntry(.regular, "./later")],
            "package a has '/l', which is a link to a file that did not come before it"
        ),
        ([TarEntry(.characterDevice, "./dev/mem")], "package a has '/dev/mem', which is a device or pipe"),
        ([TarEntry(.fifo, "./p")], "package a has '/p', which is a device or pipe"),
        ([TarEntry(.symbolicLink, ".", linkTarget: "/etc")], "'/' cannot be written: a directory is there"),
        (
            [TarEntry(.symbolicLink, "./a", linkTarget: "a"), TarEntry(.regular, "./a/b")],
            "'/a' leads through too many symbolic links"
        ),
    ])
    func `an entry that no root should have is refused`(_ entries: [TarEntry], _ message: String) {
        let error = #expect(throws: AssemblyError.self) { try assemble(entries.map { ($0, "") }) }
        #expect(error?.description == message)
    }

    @Test func `links out of the root stay in it`() throws {
        let root = try assemble([
            (TarEntry(.symbolicLink, "./out", linkTarget: "../../../../tmp"), ""),
            (TarEntry(.regular, "./out/x"), "inside"),
            (TarEntry(.regular, "/absolute"), "too"),
        ])
        #expect(try root.text("/tmp/x") == "inside" && root.text("/absolute") == "too")
    }

    @Test func `a size that is not there costs no memory`() {
        // 4 GiB promised, nothing sent.
        #expect(throws: ArchiveError.self) { try assemble([(TarEntry(.regular, "./big"), "")], size: 4 << 30) }
        let error = #expect(throws: AssemblyError.self) {
            try assemble([(TarEntry(.regular, "./big"), "")], size: (4 << 30) + 1)
        }
        #expect(error?.what == "package a has '/big', which is sparse or too large")
    }

    @Test func `a control file cannot say that it is installed, or more than itself`() throws {
        let control =
            "# comment\nVersion: 1\nStatus: purge ok not-installed\nArchitecture: all\nDescription: d\n more\nConffiles:\n /etc/x 00\nPackage: a\nMaintainer: m\n"
        let root = try assemble([], control: control)
        let database = PackageDatabase(Array(try #require(try root.text("/var/lib/dpkg/status")).utf8), form: .status)
        #expect(database.errors.isEmpty && database.packages.count == 1)
        #expect(database.packages.first?.status?.state == "installed" && database.packages.first?.conffiles == [])
        #expect(throws: DebError.self) { try assemble([], control: Self.control + "\nPackage: evil\nVersion: 1\n") }
    }
}
