import Foundation
import TareDebian
import Testing

/// Every field of this machine's own files, beside what python-debian and dpkg read in them.
@Suite struct ControlAgreementTests {
    private static let status = "/var/lib/dpkg/status"

    /// Prints each paragraph's fields in their order: name, NUL, trimmed value, NUL; a record separator behind each.
    private static let script = """
        import sys
        from debian.deb822 import Deb822
        for paragraph in Deb822.iter_paragraphs(open(sys.argv[1], 'rb'), use_apt_pkg=False):
            for name in paragraph.keys():
                value = '\\n'.join(line.rstrip() for line in paragraph[name].split('\\n')).strip()
                sys.stdout.buffer.write((name + '\\0' + value + '\\0').encode())
            sys.stdout.buffer.write(b'\\x1e')
        """

    private func ours(_ bytes: [UInt8]) throws -> [UInt8] {
        var reader = ControlReader(bytes)
        var output: [UInt8] = []
        while let paragraph = try reader.next() {
            for field in paragraph.fields {
                let name = String(decoding: bytes[field.name], as: UTF8.self)
                output += Array(name.utf8) + [0]
                let lines = try #require(paragraph[name]).split(separator: 0x0A, omittingEmptySubsequences: false).map {
                    line in
                    var line = line
                    while let last = line.last, last == 0x20 || last == 0x09 { line.removeLast() }
                    return line
                }
                output += Array(lines.joined(separator: [UInt8(ascii: "\n")])) + [0]
            }
            output.append(0x1E)
        }
        return output
    }

    @Test(.enabled(if: Places.has(status) && Tool.hasPython("debian")))
    func `the status file reads as python-debian reads it`() throws {
        let theirs = try Tool.run(Tool.debianPython, ["-c", Self.script, Self.status])
        #expect(try ours(try Places.bytes(Self.status)) == theirs)
        #expect(theirs.count { $0 == 0x1E } > 50)
    }

    @Test(
        .enabled(
            if: Tool.hasPython("debian") && Places.aptLists("bookworm-updates_main_binary-amd64_Packages.lz4").count > 0
        ))
    func `an archive's index reads as python-debian reads it`() throws {
        let list = try #require(Places.aptLists("bookworm-updates_main_binary-amd64_Packages.lz4").first)
        let bytes = try Places.aptList(list)
        let scratch = try ScratchDirectory()
        try scratch.write(bytes, to: "Packages")
        let theirs = try Tool.run(Tool.debianPython, ["-c", Self.script, scratch.path("Packages")])
        #expect(try ours(bytes) == theirs)
    }

    @Test(.enabled(if: Places.has(status) && Tool.available("dpkg-query")))
    func `installed packages are those of dpkg-query`() throws {
        let format =
            "${db:Status-Want} ${db:Status-Eflag} ${db:Status-Status}|${Package}|${Version}|${Architecture}"
            + "|${source:Package}|${source:Version}|${Installed-Size}\\n"
        let theirs = String(decoding: try Tool.run("dpkg-query", ["-W", "-f", format]), as: UTF8.self)
            .split(separator: "\n").map(String.init)
        let database = PackageDatabase(try Places.bytes(Self.status), form: .status)
        #expect(database.errors.isEmpty)
        let ours = database.packages.map { package in
            let status = package.status.map { "\($0.want) \($0.flag) \($0.state)" } ?? ""
            return "\(status)|\(package.name)|\(package.version)|\(package.architecture)|\(package.source.name)"
                + "|\(package.source.version)|\(package.installedSize.map(String.init) ?? "")"
        }
        #expect(ours.sorted() == theirs.sorted())
    }

    @Test(.enabled(if: Places.has(status) && Tool.available("dpkg-query")))
    func `configuration files are those of dpkg-query`() throws {
        let theirs = String(
            decoding: try Tool.run("dpkg-query", ["-W", "-f", "${Conffiles}\\n"]), as: UTF8.self
        ).split(separator: "\n").filter { $0.hasPrefix(" ") }.map {
            // The flag of a file that the package has no more; it is read and dropped.
            String($0.dropFirst()).replacing(" remove-on-upgrade", with: "")
        }
        let database = PackageDatabase(try Places.bytes(Self.status), form: .status)
        let ours = database.packages.flatMap(\.conffiles).map {
            "\($0.path) \($0.md5)\($0.isObsolete ? " obsolete" : "")"
        }
        #expect(Set(ours).symmetricDifference(theirs) == [])
        #expect(ours.count == theirs.count && ours.count > 20)
    }

    /// What dpkg takes for a status file, and what not.
    @Test(
        .enabled(if: Tool.available("dpkg-query")),
        arguments: [
            "Package: a\nStatus: install ok installed\nMaintainer: m\nArchitecture: all\nVersion: 1\nDescription: d\n",
            "Package : a\nStatus: install ok installed\nMaintainer: m\nArchitecture: all\nVersion: 1\nDescription: d\n x\n",
            "Package: a\nStatus: install ok installed\nMaintainer: m\nArchitecture: all\nVersion: 1\nversion: 2\n",
            "Package: a\nStatus: install ok installed\nnonsense\nArchitecture: all\nVersion: 1\n",
            "Package: a\nStatus: install ok installed\n-x: 1\nArchitecture: all\nVersion: 1\n",
            "Package: a\nStatus: install ok installed\n: 1\nArchitecture: all\nVersion: 1\n",
            "Package: b\nStatus: install ok not-installed\nPriority: optional\nSection: x\n",
            "Package: a\nStatus: deinstall ok config-files\nMaintainer: m\nArchitecture: all\nVersion: 1\n",
            "Package: a\nStatus: install ok installed\nMaintainer: m\nArchitecture: all\nVersion: 1:\n",
        ])
    func `dpkg reads the same status files`(_ text: String) throws {
        let scratch = try ScratchDirectory()
        try scratch.write(Array(text.utf8), to: "status")
        let (status, output, complaint) = try Tool.outcome(
            "dpkg-query", ["--admindir", scratch.path(""), "-W", "-f", "${Package} ${Version} ${db:Status-Status}\\n"])
        let database = PackageDatabase(Array(text.utf8), form: .status)
        let ours = database.packages.map { "\($0.name) \($0.version) \($0.status?.state ?? "")\n" }.joined()
        let accepts = status == 0 || complaint.contains("no packages found")
        #expect(accepts == database.errors.isEmpty, "\(complaint)")
        if accepts { #expect(ours == String(decoding: output, as: UTF8.self)) }
    }
}
