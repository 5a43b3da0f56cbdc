import TareDockerfile
import TareLint
import Testing

@Suite struct RuleCatalogueTests {
    @Test func `lists every rule of every kind once`() {
        let ids = RuleCatalogue.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        let count = Rules.all.count + 1 + ComposeRules.all.count + 1 + ImageRules.all.count
        #expect(ids.count == count)
        for id in ids { #expect(RuleCatalogue.named(id)?.id == id && RuleCatalogue.isKnown(id)) }
        #expect(RuleCatalogue.isKnown("SC2086") && !RuleCatalogue.isKnown("SC") && !RuleCatalogue.isKnown("DL9999"))
    }

    @Test func `every rule says what, why and how to write it`() {
        for card in RuleCatalogue.all {
            #expect(!card.title.isEmpty && card.rationale.count > 20 && !card.good.isEmpty, "\(card.id)")
            #expect((card.bad == nil) == (card.subject == .image), "\(card.id)")
        }
    }

    @Test func `what two rules find in one line is told once`() {
        let findings = Linter().lint(Array("FROM a:1\nMAINTAINER me\nENV A b\n".utf8)).findings
        #expect(findings.map(\.rule).filter { ["DL4000", "MaintainerDeprecated"].contains($0) }.count == 2)
        let folded = findings.folded.map(\.rule)
        #expect(folded.contains("DL4000") && !folded.contains("MaintainerDeprecated"))
        #expect(folded.contains("LegacyKeyValueFormat"))
    }

    @Test func `who ignores a rule does not hear of its twin`() {
        let text = "FROM a:1\n# hadolint ignore=DL4000\nMAINTAINER me\n"
        func rules(_ text: String, _ settings: LintSettings = LintSettings()) -> [String] {
            Linter(settings).lint(Array(text.utf8)).findings.map(\.rule).filter {
                $0 == "DL4000" || $0 == "MaintainerDeprecated"
            }
        }
        #expect(rules(text) == [] && rules("FROM a:1\nMAINTAINER me\n").count == 2)
        var settings = LintSettings()
        settings.hadolint.ignored = ["DL4000"]
        #expect(rules("FROM a:1\nMAINTAINER me\n", settings) == [])
        settings.enabled = ["MaintainerDeprecated"]
        #expect(rules("FROM a:1\nMAINTAINER me\n", settings) == ["MaintainerDeprecated"])
        settings = LintSettings()
        settings.disabled = ["MaintainerDeprecated"]
        #expect(rules("FROM a:1\nMAINTAINER me\n", settings) == ["DL4000"])
    }
}
