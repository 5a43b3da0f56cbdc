import TareDockerfile

extension Rule {
    static let dl3018 = Rule(
        "DL3018", .warning, "Pin versions in apk add: <package>=<version>",
        rationale: """
            Without a version the branch's newest is taken, which differs between two builds of the same file.
            """,
        bad: "RUN apk add --no-cache curl\n", good: "RUN apk add --no-cache curl=8.14.1-r2\n",
        tags: [.packages, .pinning], programs: .apk
    ) { call in
        guard call.has("add") else { return false }
        return call.operands(droppingValuesOf: ["t", "virtual", "repository", "X"]).contains { package in
            package != "add" && !package.has(anyOf: "=~><") && !package.ends(".apk")
        }
    }
}
