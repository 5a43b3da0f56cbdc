extension ImageRule {
    static let latestTag = ImageRule(
        "DKL-DI-0006", .warning, "The image goes by the tag latest",
        rationale: """
            It says nothing of what is in it, and what it names changes: neither a rollback nor a report can rely on it.
            """,
        good: "docker build -t registry.example.com/agent:1.4.2 .\n", tags: [.pinning]
    ) { scope, report in
        if scope.image.tag == "latest" { report.add() }
    }
}
