import TareDiagnostics
import Testing

@testable import TareDebian

/// The syntax of control files, case by case (Debian policy §5.1).
@Suite struct ControlReaderTests {
    private func paragraphs(_ text: String, limits: ControlLimits = ControlLimits()) throws -> [[String: String]] {
        var reader = ControlReader(Array(text.utf8), source: "status", limits: limits)
        var all: [[String: String]] = []
        while let paragraph = try reader.next() { all.append(paragraph.dictionary) }
        return all
    }

    @Test(arguments: [
        ("", []),
        ("\n\n \n\t\n", []),
        ("# only a comment\n", []),
        ("A: 1", [["A": "1"]]),
        ("A: 1\n", [["A": "1"]]),
        ("A:1\nB:\n", [["A": "1", "B": ""]]),
        ("A:  1 \t\nB: x:y\n", [["A": "1", "B": "x:y"]]),
        ("A: 1\n\nA: 2\n\n\n\nA: 3\n", [["A": "1"], ["A": "2"], ["A": "3"]]),
        ("A: 1\n   \nA: 2\n", [["A": "1"], ["A": "2"]]),
        ("A: 1\n 2\n\t3\n .\n 4\nB: x\n", [["A": "1\n 2\n\t3\n .\n 4", "B": "x"]]),
        ("# c\nA: 1\n# d: e\nB: 2\n", [["A": "1", "B": "2"]]),
        ("A: 1\r\n 2\r\nB: 3\r\n\r\nC: 4\r\n", [["A": "1\r\n 2", "B": "3"], ["C": "4"]]),
        ("A : 1\nB\t: 2\n", [["A": "1", "B": "2"]]),
        ("A: \u{0}b\n", [["A": "\u{0}b"]]),
        ("A:\n one\n two\n", [["A": "one\n two"]]),
    ])
    func `paragraphs and fields are read`(_ text: String, _ expected: [[String: String]]) throws {
        #expect(try paragraphs(text) == expected)
    }

    @Test(arguments: [
        ("A: 1\nnonsense\n", 2, ControlError.Reason.notAField),
        (" 1\n", 1, .continuationWithoutField),
        ("A: 1\n\n 2\n", 3, .continuationWithoutField),
        ("A: 1\nB: 2\na: 3\n", 3, .duplicateField("a")),
        (": 1\n", 1, .invalidFieldName),
        ("A B: 1\n", 1, .invalidFieldName),
        ("-A: 1\n", 1, .invalidFieldName),
        ("\n\nÄ: 1\n", 3, .invalidFieldName),
        ("A\u{0}: 1\n", 1, .invalidFieldName),
        ("A: 1\n\rB: 2\n", 2, .invalidFieldName),
        ("A: 1\n-----BEGIN PGP SIGNATURE-----\n", 2, .notAField),
    ])
    func `what is no control file is refused at its line`(_ text: String, _ line: Int, _ reason: ControlError.Reason) {
        #expect(throws: ControlError(source: "status", line: line, reason: reason)) { try paragraphs(text) }
    }

    @Test func `paragraphs and fields are bounded`() throws {
        let limits = ControlLimits(maximumParagraph: 100, maximumFields: 3)
        #expect(throws: ControlError(source: "status", line: 1, reason: .paragraphTooLong(100))) {
            try paragraphs("A: " + String(repeating: "x", count: 200), limits: limits)
        }
        #expect(throws: ControlError(source: "status", line: 4, reason: .tooManyFields(3))) {
            try paragraphs("A:\nB:\nC:\nD:\n", limits: limits)
        }
        let wide = (0..<256).map { "F\($0): x\n" }.joined()
        #expect(try paragraphs(wide).first?.count == 256)
        let huge = String(repeating: "x", count: 1 << 20)
        #expect(try paragraphs("A: \(huge)\n")[0]["A"]?.utf8.count == 1 << 20)
    }

    @Test func `an error names place and cause`() throws {
        let error = ControlError(source: "/var/lib/dpkg/status\u{1B}", line: 7, reason: .duplicateField("B\u{7}"))
        #expect(
            error.description
                == "/var/lib/dpkg/status\\u{1b}:7: field 'B\\u{7}' appears twice in one paragraph")
        #expect(error.hint == "Debian policy, chapter 5, describes the syntax")
    }

    @Test func `reading goes on behind a damaged paragraph`() throws {
        var reader = ControlReader(Array("A: 1\n?\nB: 2\n\nC: 3\n".utf8))
        #expect(throws: ControlError.self) { try reader.next() }
        reader.skipParagraph()
        #expect(try reader.next()?.dictionary == ["C": "3"])
        #expect(try reader.next() == nil)
    }

    @Test func `lines of a value come without comments and blanks`() throws {
        var reader = ControlReader(Array("Files: head\n a 1\n# c\n\tb 2 \n \t \nX: 1".utf8))
        let paragraph = try #require(try reader.next())
        #expect(paragraph.continuationLines("files").map { String(decoding: $0, as: UTF8.self) } == ["a 1", "b 2"])
    }

    @Test func `arbitrary bytes parse or fail at a line of theirs`() {
        var random = SeededGenerator(seed: 3)
        let sample = Array("Package: a\nVersion: 1\nDescription: x\n y\n .\n\n# c\nPackage: b\r\n\r\n".utf8)
        var (parsed, refused) = (0, 0)
        for round in 0..<4000 {
            let bytes =
                round % 2 == 0
                ? random.mutated(sample) : random.bytes(random.below(80), of: "Aa:\n\n \t\r#-.x\u{0}\u{FF}")
            let lines = bytes.count { $0 == 0x0A } + 1
            var reader = ControlReader(bytes)
            do {
                while let paragraph = try reader.next() {
                    parsed += 1
                    #expect(!paragraph.fields.isEmpty && (1...lines).contains(paragraph.line))
                    for field in paragraph.fields {
                        #expect(
                            field.name.upperBound <= field.value.lowerBound && field.value.upperBound <= bytes.count)
                    }
                }
            } catch {
                refused += 1
                #expect((1...lines).contains(error.line))
            }
        }
        #expect(parsed > 500 && refused > 500)
    }
}

extension ControlParagraph {
    /// Names as written to trimmed values.
    var dictionary: [String: String] {
        fields.reduce(into: [:]) { all, field in
            let name = String(decoding: bytes[field.name], as: UTF8.self)
            all[name] = text(name)
        }
    }
}
