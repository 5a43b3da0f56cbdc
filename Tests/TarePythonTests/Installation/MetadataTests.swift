import Testing

@testable import TarePython

@Suite struct `Metadata of a wheel` {
    @Test func `states the format, the root and the tags`() throws {
        let text =
            "Wheel-Version: 1.9\r\nGenerator: x\r\nRoot-Is-Purelib: true\r\nTag: py2-none-any\r\ntag: py3-none-any\r\n"
        let wheel = try WheelDescription(Array(text.utf8))
        #expect(wheel.version == "1.9" && wheel.rootIsPurelib && wheel.tags == ["py2-none-any", "py3-none-any"])
        #expect(try !WheelDescription(Array("Wheel-Version: 1.0\n".utf8)).rootIsPurelib)
        #expect(try WheelDescription(Array("Wheel-Version: 0.1\n".utf8)).version == "0.1")
    }

    @Test(arguments: ["2.0", "10.0", "1", "x.0", "0.2", ""])
    func `of another major version is refused`(version: String) {
        #expect(throws: WheelContentError.unsupportedWheelVersion(version)) {
            try WheelDescription(Array("Wheel-Version: \(version)\n".utf8))
        }
    }

    @Test func `names the project and what it needs`() throws {
        let text = """
            Metadata-Version: 2.4
            Name: Some.Project
            Version: 1.0.0
            Summary: does things
            License-Expression: MIT
            Description: of several
                   lines
            Requires-Python: >=3.9
            Requires-Dist: six>=1
            Requires-Dist: idna (<4) ; extra == "x"
            Requires-Dist: not a requirement
            Provides-Extra: x

            Requires-Dist: body
            """
        let metadata = try CoreMetadata(Array(text.utf8))
        #expect(metadata.name.description == "some-project" && metadata.displayName == "Some.Project")
        #expect(try metadata.version == PEP440Version("1") && metadata.requiresPython == VersionSpecifierSet(">=3.9"))
        #expect(metadata.requiresDist.map(\.name.description) == ["six", "idna"])
        #expect(metadata.unreadable.map(\.line) == [11] && metadata.providesExtra == ["x"])
        #expect(metadata.summary == "does things" && metadata.licenseExpression == "MIT" && metadata.license == nil)
    }

    @Test(arguments: [
        ("Version: 1\n", 0, "it states no Name"), ("Name: a\n\nVersion: 1\n", 0, "it states no Version"),
        ("Name: a\nVersion\n", 2, "a line is no 'Name: value'"), (" a: b\n", 1, "the first line continues nothing"),
        (": b\n", 1, "a line is no 'Name: value'"), ("N ame: b\n", 1, "a line is no 'Name: value'"),
    ])
    func `is refused with its line`(text: String, line: Int, detail: String) {
        #expect(throws: WheelContentError.malformed(file: "METADATA", line: line, detail: detail)) {
            try CoreMetadata(Array(text.utf8))
        }
    }

    @Test func `of a direct URL is one line of JSON`() {
        func text(_ url: DirectURL) -> String { String(decoding: url.bytes, as: UTF8.self) }
        #expect(
            text(.archive(url: "https://a/b.whl", sha256: "00"))
                == #"{"url":"https://a/b.whl","archive_info":{"hash":"sha256=00","hashes":{"sha256":"00"}}}"#)
        let git = DirectURL.git(url: "https://a/b", commit: "c0", requestedRevision: "main", subdirectory: "x")
        let info = #""vcs_info":{"vcs":"git","commit_id":"c0","requested_revision":"main"}"#
        #expect(text(git) == #"{"url":"https://a/b",\#(info),"subdirectory":"x"}"#)
        #expect(
            text(.folder(url: "file:///a\"\u{1}é", isEditable: true))
                == #"{"url":"file:///a\"\u0001é","dir_info":{"editable":true}}"#)
    }
}
