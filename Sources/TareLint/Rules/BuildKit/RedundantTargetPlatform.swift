import TareDockerfile

extension Rule {
    static let redundantTargetPlatform = Rule(
        "RedundantTargetPlatform", .warning, "FROM --platform=$TARGETPLATFORM is what FROM does anyway",
        rationale: """
            The flag makes readers look for a reason that is not there.
            """,
        bad: "FROM --platform=$TARGETPLATFORM scratch\n", good: "FROM scratch\n", tags: [.base, .style],
        origin: .buildKit, sameAs: "DL3065", needs: Needs(.from)
    ) { scope, report in
        for item in scope.items {
            guard case .from(let from) = item.command, let word = from.platform, word.hasVariable,
                let expansion = try? word.expanded(scope.globals.values), expansion.unmatched.isEmpty,
                expansion.matched == ["TARGETPLATFORM"],
                expansion.text == scope.globals.values["TARGETPLATFORM"]
            else { continue }
            report.add(
                item,
                "Setting platform to predefined \(word.text) in FROM is redundant as this is the default behavior",
                evidence: [Evidence(word)], fix: item.removingFlag("platform"))
        }
    }
}
