import TareDockerfile

extension Rule {
    static let dl3001 = Rule(
        "DL3001", .info, "This command has no use in a build: ssh, vim, shutdown, service, ps, free, top, kill, mount",
        rationale: """
            A build has no terminal, no other processes worth a look and no service manager. What is meant is usually
            the container's start, which CMD and ENTRYPOINT describe.
            """,
        bad: "RUN service nginx start\n", good: "CMD [\"nginx\", \"-g\", \"daemon off;\"]\n", tags: [.reliability],
        programs: .pointless
    ) { _ in true }
}
