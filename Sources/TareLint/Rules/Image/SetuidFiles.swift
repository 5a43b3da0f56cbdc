extension ImageRule {
    static let setuidFiles = ImageRule(
        "CIS-DI-0008", .info, "Files run with the rights of their owner or group (setuid, setgid)",
        rationale: """
            A service needs none of them, and each is a way up for whoever can run commands. `no-new-privileges` makes \
            them harmless.
            """,
        good: "RUN find / -xdev -perm /6000 -type f -exec chmod a-s {} +\n", tags: [.security]
    ) { scope, report in
        let files = scope.image.files.filter { !$0.isDirectory && $0.mode & 0o6000 != 0 }
        guard !files.isEmpty else { return }
        let shown = files.map { file in
            "/\(file.path) "
                + [(0o4000, "setuid"), (0o2000, "setgid")].filter { file.mode & $0.0 != 0 }.map(\.1)
                .joined(separator: ", ")
        }
        report.add(evidence: shown.sorted())
    }
}
