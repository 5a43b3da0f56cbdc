import TareArchive
import TareDiagnostics
import Testing

@testable import TareDebian

/// Packages that are none: each is refused, the same as dpkg-deb does unless said.
@Suite struct HostileDebTests {
    private static let version = Array("2.0\n".utf8)

    private func refusal(_ members: [(String, [UInt8])]) throws -> DebError? {
        do {
            _ = try DebRecorder.read(try MadeDeb.archive(members))
            return nil
        } catch let error as DebError { return error }
    }

    @Test func `a sound package is read`() throws {
        for chunk in [Int.max, 512, 1] {
            let read = try DebRecorder.read(try MadeDeb.plain(), chunk: chunk)
            #expect(read.lines == ["directory 644 0/0 0 ./", "regular 644 0/0 8 ./file"])
            #expect(read.control?.paragraph.text("Package") == "a")
        }
    }

    @Test func `members in another order, twice or missing are refused`() throws {
        let control = ("control.tar", try MadeDeb.controlArchive())
        let data = ("data.tar", try MadeDeb.dataArchive())
        let version = ("debian-binary", Self.version)
        #expect(throws: ArchiveError.truncated(format: "ar", offset: 0)) { try DebRecorder.read([]) }
        #expect(try refusal([control, data]) == .unexpectedMember(found: "control.tar", expected: "debian-binary"))
        #expect(try refusal([version, data, control]) == .unexpectedMember(found: "data.tar", expected: "control.tar"))
        #expect(
            try refusal([version, control, control, data])
                == .unexpectedMember(found: "control.tar", expected: "data.tar"))
        #expect(
            try refusal([version, ("x", []), control, data]) == .unexpectedMember(found: "x", expected: "control.tar"))
        #expect(
            try refusal([("_x", []), version, control, data])
                == .unexpectedMember(found: "_x", expected: "debian-binary"))
        #expect(try refusal([version]) == .missingMember("control.tar"))
        #expect(try refusal([version, control]) == .missingMember("data.tar"))
        #expect(
            try refusal([version, ("control.tar.gzx", []), data])
                == .unsupportedCompression(member: "control.tar.gzx"))
        #expect(try refusal([version, ("_x", [1, 2, 3]), control, ("_y", [1]), data]) == nil)
        #expect(try refusal([version, control, data, ("anything", [1, 2, 3])]) == nil)
    }

    @Test func `a second data archive is never read`() throws {
        let other = try MadeDeb.tar([(TarEntry(.regular, "./evil"), "x")])
        let read = try DebRecorder.read(
            try MadeDeb.archive([
                ("debian-binary", Self.version), ("control.tar", try MadeDeb.controlArchive()),
                ("data.tar", try MadeDeb.dataArchive()), ("data.tar", other),
            ]))
        #expect(read.contents.keys.sorted() == ["./file"])
    }

    @Test(arguments: ["3.0\n", "", "1.0\n", "20\n", "x"])
    func `another format version is refused`(_ text: String) throws {
        let error = try refusal([
            ("debian-binary", Array(text.utf8)), ("control.tar", try MadeDeb.controlArchive()),
            ("data.tar", try MadeDeb.dataArchive()),
        ])
        #expect(error == .unsupportedVersion(String(text.prefix { $0 != "\n" })))
    }

    @Test(arguments: [
        ("", "the package's control archive has no control file"),
        ("Package: a\nnonsense\n", "control:2: a line is neither 'Name: value' nor the continuation of one"),
        ("Package: a\nPackage: b\n", "control:2: field 'Package' appears twice in one paragraph"),
        (
            MadeDeb.control + "\nPackage: evil\nStatus: install ok installed\nVersion: 9\n",
            "control:7: field 'Package': a second paragraph"
        ),
    ])
    func `a control file that is not one paragraph is refused`(_ control: String, _ message: String) throws {
        let error = #expect(throws: DebError.self) { try DebRecorder.read(try MadeDeb.plain(control: control)) }
        #expect(error?.description == message)
    }

    @Test func `of a control archive only plain files at its top count`() throws {
        let archive = try MadeDeb.tar([
            (TarEntry(.regular, "control"), MadeDeb.control), (TarEntry(.regular, "./../evil"), "x"),
            (TarEntry(.regular, "./sub/postinst"), "x"),
            (TarEntry(.symbolicLink, "./postinst", linkTarget: "/bin/sh"), ""),
        ])
        let read = try DebRecorder.read(
            try MadeDeb.archive([
                ("debian-binary", Self.version), ("control.tar", archive), ("data.tar", try MadeDeb.dataArchive()),
            ]))
        #expect(read.control?.files.keys.sorted() == ["control"])
    }

    @Test func `a control archive of many or large files is refused`() throws {
        let many = try MadeDeb.tar((0..<300).map { (TarEntry(.regular, "./f\($0)"), "x") })
        #expect(
            try refusal([("debian-binary", Self.version), ("control.tar", many)])
                == .controlFileTooLarge(name: "f256", limit: DebControl.maximumFileSize))
    }

    @Test func `every package that is cut off anywhere is refused`() throws {
        let whole = try MadeDeb.plain()
        // The padding and the end marker of the data archive say nothing.
        for length in stride(from: 0, to: whole.count - 1024, by: 7) {
            #expect(throws: (any Error).self, "\(length) bytes") { try DebRecorder.read(Array(whole[..<length])) }
        }
    }

    @Test func `sizes that lie are refused`() throws {
        var bytes = try MadeDeb.plain()
        // The size field of the first member's header, "4".
        bytes.replaceSubrange((8 + 48)..<(8 + 58), with: Array("9999999999".utf8))
        #expect(throws: (any Error).self) { try DebRecorder.read(bytes) }
        bytes.replaceSubrange((8 + 48)..<(8 + 58), with: Array("5         ".utf8))
        #expect(throws: (any Error).self) { try DebRecorder.read(bytes) }
        bytes.replaceSubrange((8 + 48)..<(8 + 58), with: Array("-1        ".utf8))
        #expect(throws: (any Error).self) { try DebRecorder.read(bytes) }
    }

    @Test func `arbitrary damage is refused or read, never more`() throws {
        var random = SeededGenerator(seed: 11)
        let whole = try MadeDeb.plain()
        var refused = 0
        for _ in 0..<1500 {
            do { _ = try DebRecorder.read(random.mutated(whole)) } catch { refused += 1 }
        }
        #expect(refused > 100)
    }
}
