import Foundation
import Testing

@testable import TarePython

struct IndexPageTests {
    /// A project's page of the Python index in both forms, fetched once by curl.
    private static let pages: (json: [UInt8], html: [UInt8])? = {
        func page(_ type: String) -> [UInt8]? {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = [
                "curl", "-sSfL", "--max-time", "20", "-H", "Accept: application/vnd.pypi.simple.v1+\(type)",
                "https://pypi.org/simple/cryptography/",
            ]
            let output = Pipe()
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            guard (try? process.run()) != nil else { return nil }
            let data = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return process.terminationStatus == 0 && !data.isEmpty ? Array(data) : nil
        }
        guard let json = page("json"), let html = page("html") else {
            print("skipped: the Python index can't be reached")
            return nil
        }
        return (json, html)
    }()

    @Test(.enabled(if: IndexPageTests.pages != nil, "needs the Python index"))
    func `the index says the same in JSON and in HTML`() throws {
        let pages = try #require(Self.pages)
        let json = try IndexPage(pages.json)
        let html = try IndexPage(pages.html)
        #expect(json.files.count > 1000)
        #expect(json.files.allSatisfy { $0.size != nil && $0.sha256 != nil && $0.url.hasPrefix("https://") })
        #expect(json.files.contains { $0.isYanked } && json.files.contains { $0.requiresPython != nil })
        #expect(html.files.count == json.files.count)
        func sorted(_ page: IndexPage) -> [IndexFile] { page.files.sorted { $0.name < $1.name } }
        let difference = zip(sorted(html), sorted(json)).first { html, json in
            var json = json
            // Only the JSON form states sizes.
            json.size = nil
            return html != json
        }
        #expect(difference == nil)
    }

    @Test func `metadata beside a wheel is known in every spelling`() throws {
        let digest = String(repeating: "0a", count: 32)
        let json = try IndexPage(
            Array(
                """
                {"meta":{"api-version":"1.1"},"files":[
                {"filename":"a.whl","url":"a","hashes":{},"core-metadata":true},
                {"filename":"b.whl","url":"b","hashes":{},"core-metadata":{"sha256":"\(digest)"}},
                {"filename":"c.whl","url":"c","hashes":{},"dist-info-metadata":{"sha256":"\(digest)"}},
                {"filename":"d.whl","url":"d","hashes":{},"core-metadata":false}]}
                """.utf8))
        let html = try IndexPage(
            Array(
                """
                <html><a href=a data-core-metadata=true>a.whl</a><a href=b data-core-metadata="sha256=\(digest)">b.whl</a>
                <a href=c data-dist-info-metadata="sha256=\(digest)">c.whl</a><a href=d>d.whl</a>
                """.utf8))
        #expect(json.files.map(\.hasMetadata) == [true, true, true, false])
        #expect(json.files.map(\.metadataSHA256) == [nil, digest, digest, nil])
        #expect(html.files == json.files)
    }

    @Test func `links are read as simple pages write them`() throws {
        let page = try IndexPage(
            Array(
                """
                <!DOCTYPE html><html><head><meta name="pypi:repository-version" content="1.0"></head><body>
                <!-- <a href="hidden-1.0-py3-none-any.whl">hidden-1.0-py3-none-any.whl</a> -->
                <a HREF='../../a/a-1.0-py3-none-any.whl#sha256=\(String(repeating: "Ab", count: 32))'
                   data-requires-python="&gt;=3.8,&#60;4" data-yanked >a-1.0-py3-none-any.whl</a><br/>
                <a href=b-1.0.tar.gz#md5=00 > b-1.0.tar.gz </a>
                <a href="https://example.org/">Home</a>
                <a href="x">../evil-1.0-py3-none-any.whl</a>
                </body></html>
                """.utf8))
        #expect(
            page.files == [
                IndexFile(
                    name: "a-1.0-py3-none-any.whl", url: "../../a/a-1.0-py3-none-any.whl",
                    sha256: String(repeating: "ab", count: 32), requiresPython: ">=3.8,<4", isYanked: true),
                IndexFile(name: "b-1.0.tar.gz", url: "b-1.0.tar.gz"),
            ])
    }

    @Test(
        "what is no page of an index is refused",
        arguments: [
            ("", IndexPageError.notAnIndex), ("Not found", .notAnIndex),
            ("<html><form action=login><input name=user></form></html>", .notAnIndex),
            ("{", .malformed("it is not a project's page in JSON")),
            (#"{"meta":{"api-version":"2.0"},"files":[]}"#, .unsupportedVersion("2.0")),
            (#"{"meta":{"api-version":"1.1"}}"#, .malformed("it is not a project's page in JSON")),
        ])
    func refused(text: String, error: IndexPageError) {
        #expect(throws: error) { try IndexPage(Array(text.utf8)) }
    }

    @Test func `a file's name is never a path`() throws {
        let page = try IndexPage(
            Array(
                #"""
                {"meta":{"api-version":"1.0"},"files":[
                {"filename":"../../etc/passwd","url":"a","hashes":{}},
                {"filename":"a-1.0-py3-none-any.whl","url":"a-1.0-py3-none-any.whl#x","hashes":{"sha256":"zz"},"yanked":""}]}
                """#.utf8))
        #expect(
            page.files == [
                IndexFile(name: "a-1.0-py3-none-any.whl", url: "a-1.0-py3-none-any.whl", isYanked: true)
            ])
    }

    @Test func `cut off or mutated pages never trap`() {
        let text = Array(
            #"<!doctype html><a href="a-1.whl#sha256=00" data-yanked='x &amp; &#x41; &#99999999;'>a-1.whl</a><a"#.utf8)
        var counts = (read: 0, refused: 0)
        for end in 0...text.count {
            for replacement: UInt8 in [0x00, 0x22, 0x26, 0x3C, 0x3E, 0xFF] {
                var bytes = Array(text[..<end])
                if end > 0 { bytes[end / 2] = replacement }
                do {
                    _ = try IndexPage(bytes)
                    counts.read += 1
                } catch { counts.refused += 1 }
            }
        }
        #expect(counts.read > 100 && counts.refused > 10)
    }
}
