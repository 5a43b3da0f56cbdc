import TareDiagnostics
import Testing

@testable import TareDebian

/// Databases of installed packages: what is read, what is damage.
@Suite struct PackageDatabaseTests {
    private static let whole = """
        Package: a
        Status: install ok installed
        Version: 1:2-3
        Source: src (2-3)
        Conffiles:
         /etc/a b.conf 0123456789abcdef0123456789abcdef
         /etc/old 0123456789abcdef0123456789abcdef obsolete
         /etc/new newconffile

        """

    private func database(_ text: String, _ form: PackageDatabase.Form = .status) -> PackageDatabase {
        PackageDatabase(Array(text.utf8), form: form, source: "status")
    }

    @Test func `a package and its configuration files are read`() throws {
        let package = try #require(database(Self.whole).packages.first)
        #expect(package.name == "a" && package.version.description == "1:2-3" && package.architecture == "all")
        #expect(package.source == SourcePackage(name: "src", version: try DebianVersion("2-3")))
        #expect(package.isInstalled)
        let md5 = "0123456789abcdef0123456789abcdef"
        #expect(
            package.conffiles == [
                .init(path: "/etc/a b.conf", md5: md5), .init(path: "/etc/old", md5: md5, isObsolete: true),
                .init(path: "/etc/new", md5: "newconffile"),
            ])
    }

    @Test func `damage in one paragraph leaves the others`() {
        let read = database("\(Self.whole)\nPackage: b\n???\nVersion: 1\n\nPackage: c\nVersion: 2\n\n\(Self.whole)")
        #expect(read.packages.map(\.name) == ["a", "a"])
        #expect(
            read.errors.map(\.description) == [
                "status:11: a line is neither 'Name: value' nor the continuation of one",
                "status:14: field 'Status' is missing",
            ])
    }

    @Test(arguments: [
        ("Package: a\nStatus: install ok\nVersion: 1\n", "status:2: field 'Status': it has not three words"),
        ("Package: a\nStatus: install ok installed\n", "status:1: field 'Version' is missing"),
        ("Status: install ok installed\nVersion: 1\n", "status:1: field 'Package' is missing"),
        ("Package: a\nStatus: x y z\nVersion: 1\nSource: b (1:)\n", nil),
    ])
    func `a paragraph that is no package is damage`(_ text: String, _ message: String?) {
        let read = database(text)
        #expect(read.packages.isEmpty && read.errors.count == 1)
        if let message { #expect(read.errors.first?.description == message) }
    }

    @Test func `removed, half-installed and wished-for packages are not installed`() {
        let text = [
            "deinstall ok config-files", "install ok half-installed", "install ok unpacked", "install ok installed",
        ]
        .map { "Package: a\nStatus: \($0)\nVersion: 1\n\n" }.joined()
        let read = database(text + "Package: b\nStatus: install ok not-installed\nPriority: optional\n")
        #expect(read.errors.isEmpty)
        #expect(read.packages.map(\.isInstalled) == [false, false, false, true])
    }

    @Test func `files of distroless images need no status`() {
        let text = "Package: a\nVersion: 1\nArchitecture: amd64\n"
        #expect(database(text, .statusDirectory).packages.first?.isInstalled == true)
        #expect(database(text).errors.first?.reason == .missingField("Status"))
    }

    @Test func `no more than a hundred errors are kept`() {
        #expect(database(String(repeating: "?\n\n", count: 500)).errors.count == 100)
    }

    @Test func `checksum lists are read, other lines counted`() {
        let md5 = "0123456789abcdef0123456789abcdef"
        let list = ChecksumList(
            Array("\(md5)  usr/a b\n\(md5.uppercased()) *./c\n\n\(md5)x d\nshort  e\n\(md5)  \n".utf8))
        #expect(list.entries == [.init(path: "usr/a b", md5: md5), .init(path: "c", md5: md5)])
        #expect(list.skippedLines == 3)
    }

    @Test func `arbitrary databases are read with damage reported`() {
        var random = SeededGenerator(seed: 12)
        let sample = Array((Self.whole + "\n" + Self.whole).utf8)
        var damaged = 0
        for _ in 0..<1500 {
            let bytes = random.mutated(sample)
            let read = PackageDatabase(bytes, form: .status)
            damaged += read.errors.count
            #expect(read.errors.allSatisfy { (1...(bytes.count { $0 == 0x0A } + 2)).contains($0.line) })
        }
        #expect(damaged > 300)
    }
}
