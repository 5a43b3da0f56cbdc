import TareDockerfile

extension Rule {
    static let dl3040 = Rule(
        "DL3040", .warning, "Run dnf clean all behind dnf install, in the same RUN",
        rationale: """
            The cache of headers and packages stays in the layer for good.
            """,
        bad: "RUN dnf install -y httpd-2.4.62\n", good: "RUN dnf install -y httpd-2.4.62 && dnf clean all\n",
        tags: [.packages, .size], needs: Needs(.run, .dnf), triggers: true
    ) { scope, report in
        for (item, run) in scope.runs(.dnf) {
            let bad = [Program.dnf, .microdnf].compactMap { program -> Int? in
                let install = run.firstIndex { call in
                    call.program == program
                        && call.has("install", "in", "upgrade", "up", "upgrade-minimal", "up-min", "reinstall", "rei")
                }
                guard let install else { return nil }
                let clean = run.firstIndex {
                    ($0.program == program && $0.has("clean", "all"))
                        || ($0.program == .rm && $0.has("-rf", "/var/cache/libdnf5*"))
                }
                if let clean, install < clean { return nil }
                return install
            }
            guard !bad.isEmpty, !run.hasTransientMount(at: "/var/cache/libdnf5"),
                !run.hasTransientMount(at: ".cache/libdnf5")
            else { continue }
            report.add(item, evidence: bad.map { run.calls[$0].evidence })
        }
    }
}
