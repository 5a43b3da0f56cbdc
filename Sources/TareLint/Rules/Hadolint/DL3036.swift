import TareDockerfile

extension Rule {
    static let dl3036 = Rule(
        "DL3036", .warning, "Run zypper clean behind zypper install, in the same RUN",
        rationale: """
            The cache of packages stays in the layer for good.
            """,
        bad: "RUN zypper install -y httpd=2.4.62\n", good: "RUN zypper install -y httpd=2.4.62 && zypper clean\n",
        tags: [.packages, .size], needs: Needs(.run, .zypper), triggers: true
    ) { scope, report in
        for (item, run) in scope.runs(.zypper) {
            guard let install = run.firstIndex({ $0.program == .zypper && $0.has("install", "in") }),
                !run.hasTransientMount(at: "/var/cache/zypp")
            else { continue }
            let clean = run.firstIndex { $0.program == .zypper && $0.has("clean", "cc") }
            if let clean, install < clean { continue }
            report.add(item, evidence: [run.calls[install].evidence])
        }
    }
}
