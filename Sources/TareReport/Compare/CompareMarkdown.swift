internal import TareDiagnostics
internal import TareSelection

/// `CompareResult` as Markdown (GitHub's), in the order of `CompareTable`.
public enum CompareMarkdown {
    public static func text(_ result: CompareResult, language: Language = .english) -> String {
        let words = CompareWords.of(language)
        var lines = ["# " + escaped(words.title(result.project.name)), ""]
        lines += answer(result, words)
        lines += ["", "## " + words.candidates, ""]
        let project = words.project(result.project)
        if !project.isEmpty { lines += [escaped(project), ""] }
        // A dash at the start of a line would begin a list.
        lines += table(result.columns(words)) + ["", "\\" + escaped(result.legend(words))]
        lines += rejected(result, words)
        lines += sources(result, words)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func answer(_ result: CompareResult, _ words: CompareWords) -> [String] {
        let recommendation = result.recommendation
        var lines: [String]
        if let id = recommendation.id {
            let reference = result.candidate(id).map { " (" + code($0.reference) + ")" } ?? ""
            lines = [
                "**\(words.recommended(recommendation.profile))\(words.colon)\(escaped(id))**" + reference, "",
                words.runnerUp + words.colon + (recommendation.runnerUp.map(escaped) ?? words.noRunnerUp),
            ]
        } else {
            lines = ["**\(words.noRecommendation(recommendation.profile))**"]
        }
        lines.append("")
        for (number, statement) in recommendation.because.enumerated() {
            lines.append("\(number + 1). " + escaped(statement.reason.text(words.language)))
        }
        let change = recommendation.wouldChangeIf.reason.text(words.language)
        return lines + ["", words.wouldChange + words.colon + escaped(change)]
    }

    private static func table(_ columns: [CompareColumn]) -> [String] {
        func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
        var lines = [row(columns.map { escaped($0.heading) })]
        lines.append("|" + columns.map { $0.isNumber ? "---:" : "---" }.joined(separator: "|") + "|")
        for number in (columns.first?.cells ?? []).indices {
            lines.append(row(columns.map { escaped($0.cells[number]) }))
        }
        return lines
    }

    private static func rejected(_ result: CompareResult, _ words: CompareWords) -> [String] {
        guard !result.recommendation.rejected.isEmpty else { return [] }
        var lines = ["", "## " + words.notRecommended, ""]
        for rejected in result.recommendation.rejected {
            let reason = rejected.reason.reason.text(words.language)
            lines.append("- **\(escaped(rejected.id))**" + words.colon + escaped(reason))
            for fix in result.candidate(rejected.id)?.fixes ?? [] {
                lines.append("  - " + words.toMend + words.colon + escaped(fix))
            }
        }
        return lines
    }

    private static func sources(_ result: CompareResult, _ words: CompareWords) -> [String] {
        let stated = result.ranked.filter { !$0.sources.isEmpty }
        guard !stated.isEmpty else { return [] }
        var lines = ["", "## " + words.statedHeading, ""]
        for candidate in stated {
            lines.append("- **\(escaped(candidate.id))**")
            for source in candidate.sources { lines.append("  - \(link(source)) (\(source.observed))") }
        }
        return lines
    }

    private static func link(_ source: CompareResult.Source) -> String {
        guard let url = source.url, url.hasPrefix("https://"),
            url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") })
        else { return escaped(source.text) }
        return "<\(url)>"
    }

    /// Text that means itself, also in a cell of a table: what strangers wrote makes no markup.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.printable(limit: 800).unicodeScalars {
            if "\\`*_[]<>|~&#".unicodeScalars.contains(character) { result += "\\" }
            result.unicodeScalars.append(character)
        }
        return result
    }

    /// A code span; one that has a backtick is text.
    private static func code(_ text: String) -> String {
        let text = text.printable(limit: 400)
        return text.utf8.contains(UInt8(ascii: "`")) ? escaped(text) : "`\(text)`"
    }
}
