extension ImageRule {
    static let rootUser = ImageRule(
        "CIS-DI-0001", .warning, "The image runs as root",
        rationale: """
            Whoever breaks out of the service, or reaches a volume of the host, does so as root. The number 0 and any \
            name of it count as well as the word.
            """,
        good: "USER 65532:65532\n", tags: [.security]
    ) { scope, report in
        let written = scope.image.user ?? ""
        let user = written.prefix { $0 != ":" }
        let names = scope.records("etc/passwd").filter { $0.count > 2 && Int($0[2]) == 0 }.map { $0[0] }
        guard user.isEmpty || user == "root" || Int(user) == 0 || names.contains(String(user)) else { return }
        report.add(evidence: [written.isEmpty ? "no user is set" : "User is \(written)"])
    }
}
