import Foundation
import TareDebian
import Testing

@testable import TareAssembly

/// An assembled root beside the one that dpkg itself installs from the same packages.
@Suite(.enabled(if: Tool.available("dpkg", "dpkg-deb", "dpkg-query", "tar", "find")))
struct DpkgAgreementTests {
    private static let md5 = "0123456789abcdef0123456789abcdef"
    private static let archive = Result {
        try MadeArchive([
            .init(
                "liba", version: "2:1.0-1",
                "Architecture: amd64\nMulti-Arch: same\nSource: a (1.0-1)\nInstalled-Size: 12\n",
                [
                    .text("/usr/lib/x86_64-linux-gnu/liba.so.1", "elf"), .text("/etc/a/a b.conf", "x\n"),
                    .link("/usr/lib/x86_64-linux-gnu/liba.so", to: "liba.so.1"),
                    .text("/usr/share/doc/liba/copyright", "c"),
                    .directory("/var/lib/a", mode: 0o700), .text("/etc/excluded.conf", "x\n"),
                ],
                information: [
                    "conffiles": "/etc/a/a b.conf\n/etc/excluded.conf\n",
                    "triggers":
                        "interest-noawait /usr/share/a\ninterest /usr/lib/a\ninterest-await a-named\nactivate-noawait ldconfig\n",
                    "md5sums": "\(md5)  usr/lib/x86_64-linux-gnu/liba.so.1\n",
                    "shlibs": "liba 1 liba\n",
                ]),
            .init(
                "b", "Architecture: all\nDepends: liba (>= 2:1)\nReplaces: c\n",
                [
                    .text("/usr/bin/b", "#!/bin/sh\n", mode: 0o4755), .hardLink("/usr/bin/b2", to: "/usr/bin/b"),
                    .text("/usr/share/shared", "from b"), .text("/usr/share/man/man1/b.1", "manual"),
                    .text("/lib/old", "merged"),
                    .directory("/usr/share/empty", mode: 0o1777),
                ], information: ["md5sums": "\(md5)  usr/bin/b\n"]),
            .init(
                "c", "Architecture: all\n", [.text("/usr/share/shared", "from c"), .text("/usr/share/c", "c")],
                // dpkg makes the list where a package has none.
                information: ["md5sums": "\(md5)  usr/share/c\n"]),
        ])
    }

    private static let recipe = """
        packages: [b, c]
        merged-usr: false
        paths: [{exclude: /etc/excluded*}, {exclude: "/usr/share/man/*"}]
        directories: [{path: /var/lib/dpkg/alternatives}]

        """

    /// Installs the packages with dpkg into a new root.
    private func installed() throws -> ScratchDirectory {
        let scratch = try ScratchDirectory()
        for name in ["info", "updates", "triggers", "alternatives", "parts"] {
            try scratch.write([], to: "var/lib/dpkg/\(name)/x")
            try FileManager.default.removeItem(atPath: scratch.path("var/lib/dpkg/\(name)/x"))
        }
        try scratch.write([], to: "var/lib/dpkg/status")
        try Tool.run(
            "dpkg",
            [
                "--root=\(scratch.url.path)", "--log=/dev/null", "--force-not-root", "--force-bad-path",
                "--no-triggers",
                "--force-script-chrootless", "--path-exclude=/etc/excluded*", "--path-exclude=/usr/share/man/*",
                "--install",
            ] + Self.archive.get().paths)
        return scratch
    }

    private func fields(_ status: [UInt8]) throws -> [[String: String]] {
        var reader = ControlReader(status)
        var all: [[String: String]] = []
        while let paragraph = try reader.next() {
            var fields: [String: String] = [:]
            for field in paragraph.fields {
                let name = String(decoding: status[field.name], as: UTF8.self)
                fields[name] = paragraph.text(name)
            }
            all.append(fields)
        }
        return all.sorted { $0["Package"] ?? "" < $1["Package"] ?? "" }
    }

    private static let isRoot: Bool = {
        if getuid() == 0 { return true }
        print("skipped: dpkg gives files to root only when it is root")
        return false
    }()

    @Test(.enabled(if: isRoot)) func `the database is the one that dpkg writes`() throws {
        let theirs = try installed()
        let ours = try Self.archive.get().assemble(Self.recipe).1.unpacked()
        let folder = "var/lib/dpkg"
        let (our, their) = (try fields(ours.read("\(folder)/status")), try fields(theirs.read("\(folder)/status")))
        #expect(our == their)
        func names(_ scratch: ScratchDirectory, _ path: String) throws -> Set<String> {
            Set(try FileManager.default.contentsOfDirectory(atPath: scratch.path(path)))
        }
        let lists = (try names(ours, "\(folder)/info"), try names(theirs, "\(folder)/info"))
        #expect(lists.0 == lists.1)
        for name in lists.1 where name != "format" {
            #expect(try ours.read("\(folder)/info/\(name)") == theirs.read("\(folder)/info/\(name)"), "\(name)")
        }
        for name in ["File", "a-named"] {
            let (our, their) = (
                try ours.read("\(folder)/triggers/\(name)"), try theirs.read("\(folder)/triggers/\(name)")
            )
            #expect(
                String(decoding: our, as: UTF8.self).split(separator: "\n").sorted()
                    == String(decoding: their, as: UTF8.self).split(separator: "\n").sorted())
        }
    }

    @Test(.enabled(if: isRoot)) func `files have the kinds, modes, owners and times that dpkg gives them`() throws {
        let theirs = try installed()
        let ours = try Self.archive.get().assemble(Self.recipe).1.unpacked()
        func listing(_ scratch: ScratchDirectory) throws -> [String] {
            let answer = try Tool.run(
                "find",
                [
                    ".", "-mindepth", "1", "-path", "./var/lib/dpkg", "-prune", "-o", "(", "-type", "d", "-printf",
                    "%y %m %U:%G %p\\n", ",", "!", "-type", "d", "-printf", "%y %m %U:%G %n %s %Ts %p %l\\n", ")",
                ], in: scratch.url)
            return String(decoding: answer, as: UTF8.self).split(separator: "\n").map(String.init).sorted()
        }
        #expect(try Set(listing(ours)).symmetricDifference(listing(theirs)) == [])
        #expect(try ours.read("usr/share/shared") == Array("from b".utf8))
    }

    @Test func `dpkg reads, audits and verifies the database`() throws {
        let ours = try Self.archive.get().assemble(Self.recipe).1.unpacked()
        let admin = ours.path("var/lib/dpkg")
        func query(_ arguments: String...) throws -> String {
            String(decoding: try Tool.run("dpkg-query", ["--admindir", admin] + arguments), as: UTF8.self)
        }
        let format = "${binary:Package} ${Version} ${db:Status-Abbrev}${source:Package} ${source:Version}\\n"
        #expect(
            try query("-W", "-f", format)
                == "b 1.0-1 ii b 1.0-1\nc 1.0-1 ii c 1.0-1\nliba:amd64 2:1.0-1 ii a 1.0-1\n")
        #expect(try query("-L", "liba").contains("/etc/a/a b.conf"))
        #expect(try query("-S", "/usr/bin/b2") == "b: /usr/bin/b2\n")
        let (status, audit, complaint) = try Tool.outcome("dpkg", ["--admindir", admin, "--audit"])
        #expect(status == 0, "\(complaint)")
        #expect(String(decoding: audit, as: UTF8.self) == "")
        let database = PackageDatabase(try ours.read("var/lib/dpkg/status"), form: .status)
        #expect(database.errors.isEmpty && database.packages.map(\.name) == ["b", "c", "liba"])
        #expect(database.packages.last?.conffiles.map(\.md5) == ["401b30e3b8b5d629635a5c613cdb7919", "newconffile"])
    }

    @Test func `a configuration file that the recipe writes over keeps the package's checksum`() throws {
        let recipe = Self.recipe + "files: [{path: /etc/a/a b.conf, content: changed}]\n"
        let root = try Self.archive.get().assemble(recipe).1
        #expect(try root.text("/etc/a/a b.conf") == "changed")
        // md5sum of "x\n".
        #expect(
            try root.text("/var/lib/dpkg/status")?.contains("/etc/a/a b.conf 401b30e3b8b5d629635a5c613cdb7919\n")
                == true)
    }

    @Test func `a directory of control files reads back as it was`() throws {
        let root = try Self.archive.get().assemble(Self.recipe + "package-database: status.d\n").1
        let text = try #require(try root.text("/var/lib/dpkg/status.d/liba"))
        let package = try #require(PackageDatabase(Array(text.utf8), form: .statusDirectory).packages.first)
        #expect(package.name == "liba" && package.version.description == "2:1.0-1" && package.architecture == "amd64")
        #expect(package.source.name == "a" && package.isInstalled)
        #expect(try root.text("/var/lib/dpkg/status.d/liba.md5sums")?.hasSuffix("liba.so.1\n") == true)
        #expect(try root.text("/var/lib/dpkg/status") == nil)
        let none = try Self.archive.get().assemble(Self.recipe + "package-database: none\n").1
        #expect(try none.text("/var/lib/dpkg/status.d/liba") == nil && none.text("/var/lib/dpkg/status") == nil)
    }
}
