import TareDiagnostics
import Testing

@testable import TarePython

@Suite struct `The record of installed files` {
    static func rows(_ text: String) throws -> [RecordRow] { try WheelRecord(Array(text.utf8)).rows }

    @Test func `is read with quotes, any line end and empty fields`() throws {
        let text = "a.py,sha256=x,3\r\n\"b,\"\"c\"\".py\",,\n\nd/RECORD,,"
        #expect(
            try Self.rows(text) == [
                RecordRow(path: "a.py", digest: "sha256=x", size: 3), RecordRow(path: "b,\"c\".py"),
                RecordRow(path: "d/RECORD"),
            ])
        #expect(try Self.rows("").isEmpty)
    }

    @Test(arguments: [
        ("a,b\n", 1, "a row has 2 fields, not 3"), ("a,,\nb,,,\n", 2, "a row has 4 fields, not 3"),
        ("\n\na,,x\n", 1, "'x' is not a size"), ("a,,-1\n", 1, "'-1' is not a size"),
        (",,\n", 1, "a row names no file"),
        ("a,,99999999999999999999\n", 1, "'99999999999999999999' is not a size"),
        ("a,,\n\"b\nc\0\",,\n", 2, "a row names no file"),
    ])
    func `is refused where a row is none`(text: String, line: Int, detail: String) {
        #expect(throws: WheelContentError.malformed(file: "RECORD", line: line, detail: detail)) { try Self.rows(text) }
    }

    @Test func `is written sorted by bytes, quoted only where it has to be`() {
        let record = WheelRecord([
            RecordRow(path: "é", size: 1), RecordRow(path: "b c"), RecordRow(path: "B"),
            RecordRow(path: "a,b", digest: "d"),
            RecordRow(path: "a\"b"), RecordRow(path: "B", digest: "d"),
        ])
        #expect(String(decoding: record.bytes, as: UTF8.self) == "B,,\nB,d,\n\"a\"\"b\",,\n\"a,b\",d,\nb c,,\né,,1\n")
    }

    @Test func `is held against the archive, each fault by its name`() throws {
        let digest = RecordDigest(sha256: [1]).description
        let record = WheelRecord([
            RecordRow(path: "sound.py", digest: digest, size: 1),
            RecordRow(path: "//slash.py", digest: digest, size: 1),
            RecordRow(path: "a/../dots.py", digest: digest, size: 1), RecordRow(path: "ghost.py"),
            RecordRow(path: "sound.py", digest: digest, size: 1), RecordRow(path: "bare.py", size: 1),
            RecordRow(path: "weak.py", digest: "md5=abc", size: 1), RecordRow(path: "long.py", digest: digest, size: 2),
            RecordRow(path: "x.dist-info/RECORD"),
        ])
        let names = [
            "sound.py", "slash.py", "dots.py", "bare.py", "weak.py", "long.py", "new.py", "x.dist-info/RECORD.jws",
        ]
        let files = names.map { (name: $0, size: UInt64(1)) } + [(name: "x.dist-info/RECORD", size: 99)]
        let (mended, problems) = record.checked(against: files, folder: "x.dist-info")
        #expect(
            problems == [
                .absolutePath("//slash.py"), .indirectPath("a/../dots.py"), .noFile("ghost.py"), .repeated("sound.py"),
                .noDigest("bare.py"), .noDigest("weak.py"), .wrongSize("long.py", stated: 2, actual: 1),
                .unlisted("new.py"),
            ])
        #expect(
            mended.rows.map(\.path).sorted() == [
                "a/../dots.py", "bare.py", "long.py", "new.py", "slash.py", "sound.py", "weak.py", "x.dist-info/RECORD",
            ])
        #expect(problems[6].description == "RECORD: 'long.py' has 1 bytes, not 2 as listed")
    }

    @Test func `digests are base64 for URLs of their algorithm's length`() throws {
        // The digest of no bytes, as every RECORD with an empty file has it.
        let empty = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
        #expect(RecordDigest(sha256: []).description == empty)
        #expect(RecordDigest(empty)?.description == empty)
        #expect(RecordDigest(empty + "=") == RecordDigest(empty))
        for wrong in ["", "sha256", "sha256=", "sha256=47DE", "md5=1B2M2Y8AsgTpgAmY7PhCfg", "sha256=" + empty] {
            #expect(RecordDigest(wrong) == nil, "\(wrong)")
        }
        #expect(RecordDigest(empty.replacing("_", with: "/")) == nil)
    }
}
