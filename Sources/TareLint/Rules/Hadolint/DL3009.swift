import TareDockerfile

extension Rule {
    static let dl3009 = Rule(
        "DL3009", .info, "Delete the apt lists (/var/lib/apt/lists/*) in the RUN that fetched them",
        rationale: """
            The lists weigh some 20 to 50 MB, are stale tomorrow, and deleting them in a later layer saves nothing.
            """,
        bad: "FROM debian:13\nRUN apt-get update && apt-get install -y curl=8.14.1-2\n",
        good: """
            FROM debian:13
            RUN apt-get update && apt-get install -y curl=8.14.1-2 && rm -rf /var/lib/apt/lists/*

            """, tags: [.packages, .size], needs: Needs(.run, [.apt, .aptGet, .aptitude]), triggers: true
    ) { scope, report in
        UsedStages.report(scope, &report) { run in
            guard run.calls.contains(where: isUpdate), !run.calls.contains(where: isCleanup) else { return false }
            if run.hasTransientMount(at: "/var/lib/apt/lists") { return false }
            return !(run.hasTransientMount(at: "/var/lib/apt") && run.hasTransientMount(at: "/var/cache/apt"))
        }
    }

    private static func isUpdate(_ call: Call) -> Bool {
        (call.program == .aptGet || call.program == .apt || call.program == .aptitude) && call.has("update")
    }

    private static func isCleanup(_ call: Call) -> Bool {
        call.program == .rm && call.has("-rf", "/var/lib/apt/lists/*")
    }
}
