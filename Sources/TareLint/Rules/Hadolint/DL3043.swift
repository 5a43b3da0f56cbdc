import TareDockerfile

extension Rule {
    static let dl3043 = Rule(
        "DL3043", .error, "ONBUILD cannot carry ONBUILD, FROM or MAINTAINER",
        rationale: """
            BuildKit refuses it, at the latest in the build that stands on the image.
            """,
        bad: "ONBUILD FROM debian:13\n", good: "ONBUILD RUN true\n", tags: [.syntax], needs: Needs(.onbuild)
    ) { scope, report in
        for item in scope.items {
            guard case .onbuild(let trigger) = item.command,
                trigger.keyword == .onbuild || trigger.keyword == .from || trigger.keyword == .maintainer
            else { continue }
            report.add(item, evidence: [Evidence(trigger.keywordWord)])
        }
    }
}
