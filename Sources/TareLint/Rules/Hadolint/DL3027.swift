import TareDockerfile

extension Rule {
    static let dl3027 = Rule(
        "DL3027", .warning, "Use apt-get or apt-cache: apt is for people at a terminal",
        rationale: """
            apt's own manual says that its options and output may change between releases.
            """,
        bad: "RUN apt install -y curl=8.14.1-2\n",
        good: "RUN apt-get install -y --no-install-recommends curl=8.14.1-2\n", tags: [.packages, .reliability],
        programs: .apt, fix: aptGet
    ) { _ in true }

    /// For what apt-get knows under the same name.
    private static let aptGet: @Sendable (Call) -> SourceEdit? = { call in
        let known: Set<String> = [
            "update", "upgrade", "install", "reinstall", "remove", "purge", "autoremove", "clean", "autoclean",
        ]
        guard let name = call.shell?.name, name.equals("apt"), let verb = call.operands().first, known.contains(verb)
        else { return nil }
        return SourceEdit(name.range, with: "apt-get")
    }
}
