import TareDockerfile

extension Rule {
    static let dl3032 = Rule(
        "DL3032", .warning, "Run yum clean all behind yum install, in the same RUN",
        rationale: """
            The cache of headers and packages stays in the layer for good.
            """,
        bad: "RUN yum install -y httpd-2.4.62\n", good: "RUN yum install -y httpd-2.4.62 && yum clean all\n",
        tags: [.packages, .size], needs: Needs(.run, .yum), triggers: true
    ) { scope, report in
        for (item, run) in scope.runs(.yum) {
            guard let install = run.firstIndex({ $0.program == .yum && $0.has("install") }) else { continue }
            let clean = run.firstIndex {
                ($0.program == .yum && $0.has("clean", "all"))
                    || ($0.program == .rm && $0.has("-rf", "/var/cache/yum/*"))
            }
            if let clean, install < clean { continue }
            report.add(item, evidence: [run.calls[install].evidence])
        }
    }
}
