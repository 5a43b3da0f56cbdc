import TareDockerfile

extension Rule {
    static let fromPlatformFlagConstDisallowed = Rule(
        "FromPlatformFlagConstDisallowed", .warning, "FROM --platform should not be a constant",
        rationale: """
            It builds that platform whatever is asked for. A stage that is meant for one platform can say so
            in its name.
            """,
        bad: "FROM --platform=linux/amd64 scratch\n", good: "FROM --platform=linux/amd64 scratch AS tools_amd64\n",
        tags: [.base], origin: .buildKit, sameAs: "DL3029", needs: Needs(.from)
    ) { scope, report in
        for item in scope.items {
            guard case .from(let from) = item.command, let word = from.platform, !word.hasVariable,
                let text = try? word.expanded([:]).text, let platform = PlatformText(text)
            else { continue }
            let name = from.stageName ?? ""
            if name.contains(platform.os) || name.contains(platform.architecture) { continue }
            report.add(
                item, "FROM --platform flag should not use constant value \(text.jsonQuoted)",
                evidence: [Evidence(word)])
        }
    }
}
