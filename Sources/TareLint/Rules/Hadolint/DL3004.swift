import TareDockerfile

extension Rule {
    static let dl3004 = Rule(
        "DL3004", .error, "Do not use sudo: switch with USER, or let gosu or setpriv step down",
        rationale: """
            Builds run as root unless USER says otherwise. sudo changes the environment, passes signals badly, and
            leaves a setuid program in the image.
            """,
        bad: "RUN sudo true\n", good: "USER root\nRUN true\n", tags: [.security], programs: .sudo
    ) { _ in true }
}
