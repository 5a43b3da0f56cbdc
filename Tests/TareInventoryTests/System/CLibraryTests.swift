import Foundation
import TareOCI
import Testing

@testable import TareInventory

struct CLibraryTests {
    @Test(.enabled(if: Tool.available("ldd", "tar"), "needs glibc's tools"))
    func `this machine's glibc is of the version that ldd states`() throws {
        let statement = try #require(try Tool.run("ldd", ["--version"]).split(separator: "\n").first)
        let version = try #require(statement.split(separator: " ").last.map(String.init))
        let files =
            ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1", "/bin/sh", "/bin/dash"]
            + ["x86_64", "aarch64"].map { "/lib/\($0)-linux-gnu/libc.so.6" }
        // With the directories that merging /usr has made links.
        let links = ["/lib", "/lib64", "/bin"].filter {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: $0)) != nil
        }
        let members = (links + files.flatMap { realpath($0) }).map { String($0.dropFirst()) }
        let layer = try MeasuredLayer.packing(Array(Set(members)).sorted(), of: "/")
        let library = ImageInventory(of: ImageTree(layers: [layer])).libc
        #expect(library.family == .glibc)
        #expect(library.version == version)
        #expect(library.versionFrom == .symbolVersions)
        #expect(library.loader != nil)
        #expect(library.path?.hasSuffix("/libc.so.6") == true)
    }

    /// A file and the names of links that lead to it within its directory; nothing where it is missing.
    private func realpath(_ path: String) -> [String] {
        guard let directory = Foundation.realpath(PythonPackageDetails.parent(of: path), nil),
            let file = Foundation.realpath(path, nil)
        else { return [] }
        defer {
            free(directory)
            free(file)
        }
        let name = path.split(separator: "/").last ?? ""
        return ["\(String(cString: directory))/\(name)", String(cString: file)]
    }

    private static func debian(_ version: String, libraryPath: String = "lib/x86_64-linux-gnu/libc.so.6") -> [TestFile]
    {
        [
            .text(
                "var/lib/dpkg/status",
                """
                Package: libc6
                Status: install ok installed
                Architecture: amd64
                Multi-Arch: same
                Source: glibc
                Version: \(version)


                """),
            .text("var/lib/dpkg/info/libc6:amd64.list", "/.\n/lib/x86_64-linux-gnu/libc.so.6\n"),
            .library(libraryPath, defines: ["GLIBC_2.2.5", "GLIBC_2.36", "GLIBC_2.4", "GLIBC_PRIVATE"]),
            .library("lib64/ld-linux-x86-64.so.2"),
        ]
    }

    @Test
    func `the package tells more than the symbols`() {
        let library = ImageInventory(Self.debian("2.37-1")).libc
        #expect(library.version == "2.37")
        #expect(library.versionFrom == .package)
        #expect(library.evidence.map(\.version) == ["2.37", "2.36"])
        #expect(library.owner == PackageReference(type: .deb, name: "libc6"))
        #expect(library.loader == "/lib64/ld-linux-x86-64.so.2")
    }

    @Test
    func `a database that is older than the library's symbols is not believed`() {
        let library = ImageInventory(Self.debian("2.31-13+deb11u5")).libc
        #expect(library.version == "2.36")
        #expect(library.versionFrom == .symbolVersions)
    }

    @Test
    func `owners are found where /usr is merged after the list was written`() {
        let files =
            Self.debian("2.36-9", libraryPath: "usr/lib/x86_64-linux-gnu/libc.so.6") + [.link("lib", to: "usr/lib")]
        let library = ImageInventory(files).libc
        #expect(library.path == "/usr/lib/x86_64-linux-gnu/libc.so.6")
        #expect(library.owner?.name == "libc6")
        #expect(library.version == "2.36")
        #expect(library.versionFrom == .package)
    }

    @Test
    func `a versioned file's name tells the version`() {
        let library = ImageInventory([
            .link("lib/libc.so.6", to: "libc-2.31.so"), .library("lib/libc-2.31.so", defines: ["GLIBC_2.30"]),
        ]).libc
        #expect(library.version == "2.31")
        #expect(library.versionFrom == .fileName)
        #expect(library.path == "/lib/libc-2.31.so")
    }

    @Test
    func `the library that the shell is linked to comes first`() {
        let both: [TestFile] =
            Self.debian("2.36-9") + [
                .library("lib/ld-musl-x86_64.so.1"),
                .text("lib/apk/db/installed", "P:musl\nV:1.2.5-r9\nA:x86_64\no:musl\nF:lib\nR:ld-musl-x86_64.so.1\n\n"),
            ]
        let musl = ImageInventory(both + [.executable("bin/sh", interpreter: "/lib/ld-musl-x86_64.so.1")])
        #expect(musl.libc.family == .musl)
        #expect(musl.libc.version == "1.2.5")
        #expect(musl.libc.versionFrom == .package)
        #expect(musl.otherLibc?.family == .glibc)
        let glibc = ImageInventory(both + [.executable("bin/sh", interpreter: "/lib64/ld-linux-x86-64.so.2")])
        #expect(glibc.libc.family == .glibc)
        #expect(glibc.otherLibc?.family == .musl)
    }

    @Test
    func `sysroots, bundles and compatibility links are no system library`() {
        let inventory = ImageInventory([
            .library("opt/sysroot/lib/libc.so.6", defines: ["GLIBC_2.17"]), .library("lib/ld-musl-x86_64.so.1"),
            .link("lib/libc.so.6", to: "libgcompat.so.0"), .library("lib/libgcompat.so.0"),
        ])
        #expect(inventory.libc.family == .musl)
        #expect(inventory.libc.version == nil)
        #expect(inventory.otherLibc == nil)
        #expect(ImageInventory([.executable("app")]).libc.family == .none)
    }
}
