import TareCompose

extension ComposeRule {
    static let requireCapDropAll = ComposeRule(
        "require-cap-drop-all", .warning, "The service keeps capabilities: drop ALL and add what it needs",
        rationale: """
            Containers start with fourteen capabilities; a service on a port above 1023 needs none of them.
            """,
        bad: "image: a:1\n",
        good: "image: a:1\ncap_drop: [ALL]\n",
        tags: [.security]
    ) { service in !service.droppedCapabilities.contains { $0.value.uppercased() == "ALL" } }
}
