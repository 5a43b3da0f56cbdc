import TareSelection
import Testing

@testable import TareReport

/// Comparisons as they are rendered, held to the files in Golden byte for byte.
@Suite struct CompareRenderingTests {
    private func table(_ result: CompareResult, width: Int, _ language: Language = .english) -> String {
        CompareTable.lines(result, TextStyle(usesColor: false, width: width), language: language)
            .joined(separator: "\n") + "\n"
    }

    @Test(arguments: [80, 120, 200]) func `a table fits its terminal`(_ width: Int) throws {
        try Golden.expect(table(try Sample.result(), width: width), is: "table-\(width).txt")
    }

    @Test func `a table in Chinese says the same`() throws {
        try Golden.expect(table(try Sample.result(.security), width: 100, .chinese), is: "table-zh.txt")
    }

    @Test func `where nothing can be recommended, that and what would mend it comes first`() throws {
        let result = try Sample.result(only: ["alpine", "slim-bookworm", "chainguard"])
        try Golden.expect(table(result, width: 100), is: "table-none.txt")
        try Golden.expect(CompareMarkdown.text(result), is: "none.md")
    }

    @Test func `what was run has columns of its own, and what was not has none`() throws {
        var result = try Sample.result()
        #expect(!CompareMarkdown.text(result).contains("start-up"))
        result.candidates[0].run = .init(status: "healthy", startedIn: 0.7349, residentMemory: 133_812_224)
        result.candidates[1].run = .init(status: "exited", reason: "it ended with 1 before it was healthy")
        let lines = CompareMarkdown.text(result).split(separator: "\n")
        #expect(lines.contains { $0.contains("| starts | start-up | memory | score |") })
        func row(_ number: Int) -> [Substring] {
            let id = "| \(result.candidates[number].id) |"
            return lines.first { $0.hasPrefix(id) }?.split(separator: "|").map { $0.drop { $0 == " " } } ?? []
        }
        #expect(row(0)[2...3] == ["735 ms ", "133.8 MB "])
        #expect(row(1)[2...3] == ["- ", "- "] && row(2)[2...3] == ["- ", "- "])
    }

    @Test func `a single candidate has no runner-up`() throws {
        try Golden.expect(table(try Sample.result(.debug, only: ["slim-trixie"]), width: 100), is: "table-one.txt")
    }

    @Test func `Markdown has the order of the table`() throws {
        try Golden.expect(CompareMarkdown.text(try Sample.result()), is: "compare.md")
        try Golden.expect(
            CompareMarkdown.text(try Sample.result(.size), language: .chinese), is: "compare-zh.md")
    }

    @Test func `JSON is as it was promised`() throws {
        try Golden.expect(try JSONReport.text(try Sample.result()), is: "compare.json")
    }

    @Test func `colour marks headings and changes no text`() throws {
        let result = try Sample.result()
        let plain = CompareTable.lines(result, TextStyle(usesColor: false, width: 100))
        let colored = CompareTable.lines(result, TextStyle(usesColor: true, width: 100))
        let stripped = colored.map { line in
            ["\u{1B}[1m", "\u{1B}[2m", "\u{1B}[0m"].reduce(line) { $0.split(separator: $1).joined() }
        }
        #expect(stripped == plain && colored != plain)
    }

    @Test func `no line is wider than the terminal but for words that cannot be broken`() throws {
        let result = try Sample.result()
        for width in stride(from: 60, through: 220, by: 7) {
            for language in Language.allCases {
                for line in CompareTable.lines(result, TextStyle(usesColor: false, width: width), language: language)
                where TextTable.columns(line) > width {
                    let words = line.split(separator: " ")
                    // The first line is the answer, kept whole so that it can be copied; the other is a link.
                    let isAnswer = line.contains(result.recommendation.id ?? "-") && line.contains("(")
                    #expect(isAnswer || words.contains { $0.contains("://") || $0.count > width / 2 }, "\(line)")
                }
            }
        }
    }

    @Test func `what strangers wrote makes no control sequence, no markup and no line of its own`() throws {
        var result = try Sample.result()
        let hostile = "a|b\u{1B}[2J\n# <script>*x*_y_ [z](http://e) `c` \u{202E}"
        result.project.name = hostile
        for index in result.candidates.indices {
            result.candidates[index].python = hostile
            result.candidates[index].reference = hostile
            for check in result.candidates[index].proof.checks.indices {
                result.candidates[index].proof.checks[check].fix = hostile
            }
        }
        result.recommendation.because[0].reason = .fails(check: hostile, why: hostile, more: 0)
        let clean = try Sample.result()
        let markdown = CompareMarkdown.text(result)
        #expect(markdown.split(separator: "\n").count == CompareMarkdown.text(clean).split(separator: "\n").count)
        for text in [markdown, table(result, width: 400)] {
            #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
        }
        // What is left without escaped characters is the document's own markup.
        let bare = markdown.split(separator: "\\", omittingEmptySubsequences: false).map { $0.dropFirst() }.joined()
        for mark in ["<s", "[", "]", "`c", "*x", "_y"] { #expect(!bare.contains(mark), "\(mark)") }
        for row in markdown.split(separator: "\n") where row.hasPrefix("| ") {
            let bars = row.split(separator: "\\|").joined().count { $0 == "|" }
            #expect(bars == 17, "\(row)")
        }
    }
}
