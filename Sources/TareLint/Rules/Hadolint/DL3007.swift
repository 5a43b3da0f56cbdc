import TareDockerfile

extension Rule {
    static let dl3007 = Rule(
        "DL3007", .warning, "Do not use the tag latest: pin a release",
        rationale: """
            `latest` is whatever was pushed last. A build that worked yesterday may stand on another system today.
            """,
        bad: "FROM debian:latest\n", good: "FROM debian:13\n", tags: [.base, .pinning], needs: Needs(.from)
    ) { scope, report in
        for item in scope.items {
            guard let image = item.image, image.tag == "latest", image.digest == nil else { continue }
            report.add(item, evidence: [Evidence("\(image.name):latest")])
        }
    }
}
