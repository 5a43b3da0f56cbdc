import TareDockerfile

extension Rule {
    static let dl3029 = Rule(
        "DL3029", .warning, "Do not fix a platform with FROM --platform",
        rationale: """
            A constant platform builds that platform whatever is asked for. $BUILDPLATFORM and $TARGETPLATFORM follow
            the build.
            """,
        bad: "FROM --platform=linux/amd64 debian:13\n", good: "FROM --platform=$BUILDPLATFORM debian:13\n",
        tags: [.base], needs: Needs(.from)
    ) { scope, report in
        for item in scope.items {
            guard case .from(let from) = item.command, let platform = from.platform else { continue }
            let text = platform.text
            if text.contains("BUILDPLATFORM") || text.contains("TARGETPLATFORM") { continue }
            report.add(item, evidence: [Evidence(platform)])
        }
    }
}
