extension ImageRule {
    static let contentTrust = ImageRule(
        "CIS-DI-0005", .info, "DOCKER_CONTENT_TRUST is not set on this machine",
        rationale: """
            With it Docker pulls signed tags only. It is a property of the machine and not of the image, which is why \
            this rule is off unless it is asked for.
            """,
        good: "export DOCKER_CONTENT_TRUST=1\n", tags: [.security], isOnByDefault: false
    ) { scope, report in
        if !scope.image.usesContentTrust { report.add() }
    }
}
