internal import TareDiagnostics
internal import TareSelection

/// `CompareResult` as people read it on a terminal: the answer first, then the table, then each rejected base.
public enum CompareTable {
    public static func lines(
        _ result: CompareResult, _ style: TextStyle, language: Language = .english
    ) -> [String] {
        let words = CompareWords.of(language)
        var lines = answer(result, words, style)
        let project = words.project(result.project)
        lines.append("")
        lines += headed(words.candidates, project.isEmpty ? "" : words.colon + project.printable(limit: 400), style)
        lines += tables(result.columns(words), style)
        lines += WrappedText.lines(result.legend(words), width: style.width, indent: 2)
        lines += rejected(result, words, style)
        lines += sources(result, words, style)
        return lines
    }

    /// A heading with text behind it on as many lines as that takes.
    private static func headed(_ heading: String, _ text: String, _ style: TextStyle) -> [String] {
        var lines = WrappedText.lines(heading + text, width: style.width, indent: 0, hanging: 2)
        if lines[0].hasPrefix(heading) { lines[0] = style.bold(heading) + lines[0].dropFirst(heading.count) }
        return lines
    }

    private static func answer(_ result: CompareResult, _ words: CompareWords, _ style: TextStyle) -> [String] {
        let recommendation = result.recommendation
        var lines: [String]
        if let id = recommendation.id {
            let reference = result.candidate(id).map { " (\($0.reference))" } ?? ""
            lines = [
                style.bold(words.recommended(recommendation.profile) + words.colon + id.printable())
                    + reference.printable(limit: 400),
                words.runnerUp + words.colon + (recommendation.runnerUp?.printable() ?? words.noRunnerUp),
            ]
        } else {
            lines = [style.bold(words.noRecommendation(recommendation.profile))]
        }
        for (number, statement) in recommendation.because.enumerated() {
            lines += WrappedText.lines(
                statement.reason.text(words.language), width: style.width, indent: 2, mark: "\(number + 1). ")
        }
        lines += WrappedText.lines(
            words.wouldChange + words.colon + recommendation.wouldChangeIf.reason.text(words.language),
            width: style.width, indent: 0)
        return lines
    }

    /// As many columns beside each other as fit, the base's id before each.
    private static func tables(_ columns: [CompareColumn], _ style: TextStyle) -> [String] {
        guard let id = columns.first, !id.cells.isEmpty else { return [] }
        func width(_ column: CompareColumn) -> Int {
            ([column.heading] + column.cells.map { $0.printable(limit: 400) }).map(TextTable.columns).max() ?? 0
        }
        var groups: [[CompareColumn]] = []
        var used = 0
        for column in columns.dropFirst() {
            let more = 2 + width(column)
            if groups.isEmpty || used + more > style.width {
                groups.append([id])
                used = 2 + width(id)
            }
            groups[groups.count - 1].append(column)
            used += more
        }
        var lines: [String] = []
        for (number, group) in groups.enumerated() {
            if number > 0 { lines.append("") }
            var table = TextTable(group.map { ($0.heading, $0.isNumber ? .right : .left) })
            for row in id.cells.indices { table.add(group.map { $0.cells[row] }) }
            lines += table.lines(style, indent: 2)
        }
        return lines
    }

    private static func rejected(_ result: CompareResult, _ words: CompareWords, _ style: TextStyle) -> [String] {
        guard !result.recommendation.rejected.isEmpty else { return [] }
        var lines = ["", style.bold(words.notRecommended)]
        for rejected in result.recommendation.rejected {
            lines += WrappedText.lines(
                rejected.id.printable() + words.colon + rejected.reason.reason.text(words.language),
                width: style.width, indent: 2, hanging: 2)
            for fix in result.candidate(rejected.id)?.fixes ?? [] {
                lines += WrappedText.lines(
                    words.toMend + words.colon + fix.printable(limit: 400), width: style.width, indent: 4, hanging: 2)
            }
        }
        return lines
    }

    private static func sources(_ result: CompareResult, _ words: CompareWords, _ style: TextStyle) -> [String] {
        let stated = result.ranked.filter { !$0.sources.isEmpty }
        guard !stated.isEmpty else { return [] }
        var lines = ["", style.bold(words.statedHeading)]
        for candidate in stated {
            let sources = candidate.sources.map { "\($0.text.printable(limit: 400)) (\($0.observed))" }
            lines.append("  " + candidate.id.printable())
            for source in sources { lines += WrappedText.lines(source, width: style.width, indent: 4, hanging: 2) }
        }
        return lines
    }
}
