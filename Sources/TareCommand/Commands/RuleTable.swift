internal import TareDiagnostics
internal import TareLint
internal import TareReport

/// Rules as a page: what each finds, why, and an example.
enum RuleTable {
    static func lines(_ cards: [RuleCard], _ style: TextStyle) -> [String] {
        var lines: [String] = []
        for card in cards {
            let same = card.sameAs.map { ", same as \($0)" } ?? ""
            let off = card.isOnByDefault ? "" : ", off by default"
            let tags = card.tags.isEmpty ? "" : ", " + card.tags.joined(separator: " ")
            lines.append("\(style.bold(card.id)) \(card.severity): \(card.title)")
            lines.append("    \(card.subject.rawValue), \(card.origin)\(tags)\(off)\(same)")
            lines += card.rationale.split(separator: "\n").map { "    \($0)" }
            if let bad = card.bad { lines += example("not", bad) }
            lines += example(card.bad == nil ? "for instance" : "but", card.good)
            lines.append("")
        }
        let noun = cards.count == 1 ? "rule" : "rules"
        return lines + ["\(cards.count) \(noun)"]
    }

    private static func example(_ word: String, _ text: String) -> [String] {
        ["    \(word):"]
            + text.split(separator: "\n", omittingEmptySubsequences: false).map { "        \($0)" }.dropLast(
                text.hasSuffix("\n") ? 1 : 0)
    }
}
