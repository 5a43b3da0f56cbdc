extension ImageRule {
    static let emptyPassword = ImageRule(
        "DKL-LI-0001", .error, "A user has no password",
        rationale: """
            An empty field lets anybody become that user; `*` or `!` locks the password.
            """,
        good: "RUN passwd -l app\n", tags: [.security]
    ) { scope, report in
        let users = ["etc/shadow", "etc/passwd"].flatMap { path in
            scope.records(path).filter { $0.count > 1 && $0[1].isEmpty }.map { "\($0[0]) in /\(path)" }
        }
        if !users.isEmpty { report.add(evidence: users) }
    }
}
