import TareDockerfile

extension Rule {
    static let dl3061 = Rule(
        "DL3061", .error, "Only ARG may stand before the first FROM",
        rationale: """
            There is no stage yet that the instruction could belong to; BuildKit refuses the file.
            """,
        bad: "RUN true\nFROM debian:13\n", good: "ARG TAG=13\nFROM debian:${TAG}\n", tags: [.syntax], needs: Needs(.any)
    ) { scope, report in
        for item in scope.items {
            if item.keyword == .from { return }
            // What is no instruction at all is told of already.
            if item.keyword != .arg, item.keyword != .unknown { report.add(item) }
        }
    }
}
