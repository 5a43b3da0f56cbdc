import TareCompose

extension ComposeRule {
    static let requireNoNewPrivileges = ComposeRule(
        "require-no-new-privileges", .warning, "The service may gain privileges: set no-new-privileges",
        rationale: """
            A set-uid program in the image makes any process root. `no-new-privileges` switches that off and
            costs nothing.
            """,
        bad: "image: a:1\n",
        good: "image: a:1\nsecurity_opt: [\"no-new-privileges:true\"]\n",
        tags: [.security]
    ) { service in
        !service.securityOptions.contains { option in
            ["no-new-privileges", "no-new-privileges:true", "no-new-privileges=true"].contains(option.value)
        }
    }
}
