import TareDockerfile

extension Rule {
    static let dl3019 = Rule(
        "DL3019", .info, "Use apk add --no-cache",
        rationale: """
            It fetches the index without keeping it, so that neither --update nor deleting /var/cache/apk is needed.
            """,
        bad: "RUN apk add curl=8.14.1-r2\n", good: "RUN apk add --no-cache curl=8.14.1-r2\n",
        tags: [.packages, .size], needs: Needs(.run, .apk), triggers: true
    ) { scope, report in
        for (item, run) in scope.runs(.apk) {
            let calls = run.calls.filter { $0.program == .apk && $0.has("add") && !$0.hasFlag("no-cache") }
            guard !calls.isEmpty, !run.hasTransientMount(at: "/var/cache/apk") else { continue }
            report.add(
                item, evidence: calls.map(\.evidence),
                fix: calls.compactMap { $0.inserting(" --no-cache", behind: "add") })
        }
    }
}
