import TareDockerfile

extension Rule {
    static let dl4005 = Rule(
        "DL4005", .warning, "Use SHELL to change the default shell",
        rationale: """
            A changed /bin/sh breaks scripts of the base image that count on the one it had.
            """,
        bad: "RUN ln -sfv /bin/bash /bin/sh\n", good: "SHELL [\"/bin/bash\", \"-c\"]\n", tags: [.shell], programs: .ln
    ) { $0.has("/bin/sh") }
}
