import TareDockerfile

extension Rule {
    static let dl3062 = Rule(
        "DL3062", .warning, "Pin versions in go install: <package>@<version>",
        rationale: """
            Without a version, or with latest, the newest is taken, which differs between two builds of the same file.
            """,
        bad: "RUN go install example.com/tool@latest\n", good: "RUN go install example.com/tool@v1.2.3\n",
        tags: [.packages, .pinning], needs: Needs(.run, .go), triggers: true
    ) { scope, report in
        for (item, run) in scope.runs(.go) {
            let calls = run.calls.filter { $0.program == .go }
            // What `go run` runs, and only where it runs nothing: what install and get fetch.
            var packages = calls.filter { $0.has("run") }.map { call in
                (call, call.operands().prefix(2).filter { $0 != "run" })
            }
            if packages.allSatisfy({ $0.1.isEmpty }) {
                packages = calls.filter { $0.has("install", "get") }.map { call in
                    (call, call.operands().filter { !["install", "get", "tool"].contains($0) })
                }
            }
            let bad = packages.filter { !$0.1.allSatisfy(isPinnedModule(go:)) }
            if !bad.isEmpty { report.add(item, evidence: bad.map(\.0.evidence)) }
        }
    }

    private static func isPinnedModule(go package: String) -> Bool {
        package.hasPrefix("/") || package.hasPrefix(".")
            || (package.has("@") && !package.ends("@latest") && !package.ends("@none"))
    }
}
