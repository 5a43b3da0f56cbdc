import TareDockerfile

extension Rule {
    static let dl3047 = Rule(
        "DL3047", .info, "Tame wget's progress: --progress=dot:giga, -q or -nv",
        rationale: """
            Its bar is drawn for a terminal; in a build's log it is thousands of lines.
            """,
        bad: "RUN wget https://example.com/a\n", good: "RUN wget -q https://example.com/a\n", tags: [.style],
        programs: .wget
    ) { call in
        !call.hasFlag(
            "progress", "q", "quiet", "o", "output-file", "a", "append-output", "no-verbose") && !call.has("-nv")
    }
}
