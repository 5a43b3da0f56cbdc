extension ImageRule {
    static let noHealthcheck = ImageRule(
        "CIS-DI-0006", .info, "The image has no health check",
        rationale: """
            Docker and Compose then take a service that hangs for one that works. Kubernetes asks its own probes.
            """,
        good: "HEALTHCHECK CMD [\"/app/.venv/bin/python\", \"/app/health.py\"]\n", tags: [.reliability]
    ) { scope, report in
        if !scope.image.hasHealthcheck { report.add() }
    }
}
