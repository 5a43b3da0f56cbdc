import Foundation
import TareArchive
import TareDiagnostics
import Testing

@testable import TareDebian

/// Packages built by dpkg-deb, real ones, and what dpkg-deb sees in them.
@Suite(.enabled(if: Tool.available("dpkg-deb", "python3")))
struct DebReaderTests {
    /// Prints what `tarfile` sees in a package's data archive, a line an entry.
    private static let script = """
        import sys, tarfile
        kinds = {tarfile.REGTYPE: 'regular', tarfile.AREGTYPE: 'regular', tarfile.DIRTYPE: 'directory',
                 tarfile.SYMTYPE: 'symbolicLink', tarfile.LNKTYPE: 'hardLink'}
        for m in tarfile.open(sys.argv[1]):
            name = m.name if m.name != '.' else './' if m.isdir() else m.name
            size = m.size if m.type in (tarfile.REGTYPE, tarfile.AREGTYPE) else 0
            target = ' -> ' + m.linkname if m.issym() or m.islnk() else ''
            print(f'{kinds[m.type]} {m.mode:o} {m.uid}/{m.gid} {size} {name}{target}')
        """

    private func compare(_ path: String) throws {
        let ours = try DebRecorder.read(try Places.bytes(path))
        let scratch = try ScratchDirectory()
        try scratch.write(try Tool.run("dpkg-deb", ["--fsys-tarfile", path]), to: "data.tar")
        let listing = String(
            decoding: try Tool.run("python3", ["-c", Self.script, scratch.path("data.tar")]), as: UTF8.self)
        #expect(ours.lines.map { $0 + "\n" }.joined() == listing)
        let control = try #require(ours.control)
        for field in ["Package", "Version", "Architecture", "Depends", "Description"] {
            let theirs = String(decoding: try Tool.run("dpkg-deb", ["-f", path, field]), as: UTF8.self)
            #expect(control.paragraph.text(field) ?? "" == theirs.trimmingCharacters(in: .newlines))
        }
        try Tool.run("dpkg-deb", ["-e", path, scratch.path("control")])
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path("control"))
        #expect(Set(control.files.keys) == Set(names))
        for name in names { #expect(try control.files[name] == scratch.read("control/\(name)")) }
    }

    /// A package with what packages have: scripts, configuration, links, set-uid files, odd names.
    private static func build(_ options: [String]) throws -> (folder: ScratchDirectory, path: String) {
        let scratch = try ScratchDirectory()
        try scratch.write(
            Array((MadeDeb.control + " more\n .\n text\nDepends: libc6 (>= 2), b | c\n").utf8), to: "a/DEBIAN/control")
        try scratch.write(Array("#!/bin/sh\n".utf8), to: "a/DEBIAN/postinst", mode: 0o755)
        try scratch.write(Array("/etc/a.conf\n/etc/b c.conf\n".utf8), to: "a/DEBIAN/conffiles")
        try scratch.write(Array("0123456789abcdef0123456789abcdef  usr/bin/a\n".utf8), to: "a/DEBIAN/md5sums")
        try scratch.write(Array("x\n".utf8), to: "a/etc/a.conf")
        try scratch.write(Array("y\n".utf8), to: "a/etc/b c.conf")
        try scratch.write(
            (0..<60_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }, to: "a/usr/bin/a", mode: 0o4755)
        try scratch.write([], to: "a/usr/share/empty")
        try scratch.write(
            Array("long".utf8),
            to: "a/usr/share/" + String(repeating: "n", count: 180) + "/" + String(repeating: "m", count: 120))
        try scratch.write(Array("ü".utf8), to: "a/usr/share/Főtanúsítvány")
        try FileManager.default.createSymbolicLink(atPath: scratch.path("a/usr/bin/b"), withDestinationPath: "a")
        try FileManager.default.linkItem(atPath: scratch.path("a/usr/bin/a"), toPath: scratch.path("a/usr/bin/z"))
        try Tool.run(
            "dpkg-deb", ["--root-owner-group"] + options + ["--build", scratch.path("a"), scratch.path("a.deb")],
            environment: ["SOURCE_DATE_EPOCH": "1700000000"])
        return (scratch, scratch.path("a.deb"))
    }

    @Test(arguments: [
        ["-Zxz"], ["-Zgzip"], ["-Znone"], ["-Zzstd"], ["-Zxz", "--no-uniform-compression"],
        ["-Zgzip", "--no-uniform-compression"], ["-Znone", "--uniform-compression"], ["-Zxz", "-z9", "-Sextreme"],
    ])
    func `a package reads as dpkg-deb reads it`(_ options: [String]) throws {
        let (folder, path) = try Self.build(options)
        try compare(path)
        let read = try DebRecorder.read(try Places.bytes(path))
        for chunk in [4096, 61] {
            let again = try DebRecorder.read(try Places.bytes(path), chunk: chunk)
            #expect(again.lines == read.lines && again.contents == read.contents)
        }
        #expect(
            try read.contents["./usr/bin/a"] == folder.read("a/usr/bin/a")
                || read.contents["./usr/bin/z"] == folder.read("a/usr/bin/a"))
        #expect(read.control?.conffiles == ["/etc/a.conf", "/etc/b c.conf"])
        #expect(read.control?.checksums.entries == [.init(path: "usr/bin/a", md5: "0123456789abcdef0123456789abcdef")])
    }

    @Test func `a packing that dpkg-deb has beside these is refused by name`() throws {
        let bytes = try MadeDeb.archive([
            ("debian-binary", Array("2.0\n".utf8)), ("control.tar", try MadeDeb.controlArchive()),
            ("data.tar.bz2", [1]),
        ])
        let error = #expect(throws: DebError.self) { try DebRecorder.read(bytes) }
        #expect(error?.what == "member 'data.tar.bz2' is packed in a way that is not supported")
        #expect(error?.hint == "build the package again with xz, zstd or gzip: dpkg-deb -Zxz")
    }

    /// Packages of the archive, where it can be reached.
    private static let downloads = Result {
        let scratch = try ScratchDirectory()
        try Tool.run(
            "apt-get",
            [
                "download", "-q", "-o", "APT::Sandbox::User=root", "-o", "Acquire::Retries=0", "-o",
                "Acquire::http::Timeout=5",
                "base-files", "libc-bin", "tzdata", "dash", "netbase",
            ], in: scratch.url)
        return scratch
    }
    private static let hasDownloads: Bool = {
        guard Tool.available("apt-get") else { return false }
        if case .success = downloads { return true }
        print("skipped: apt-get cannot download packages here")
        return false
    }()

    @Test(.enabled(if: hasDownloads)) func `real packages read as dpkg-deb reads them`() throws {
        let folder = try Self.downloads.get()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).filter { $0.hasSuffix(".deb") }
        #expect(names.count == 5)
        for name in names { try compare(folder.path(name)) }
    }
}
