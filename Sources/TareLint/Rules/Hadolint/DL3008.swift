import TareDockerfile

extension Rule {
    static let dl3008 = Rule(
        "DL3008", .warning, "Pin versions in apt-get install: <package>=<version>",
        rationale: """
            Without a version the archive's newest is taken, which differs between two builds of the same file.
            """,
        bad: "RUN apt-get install -y --no-install-recommends curl\n",
        good: "RUN apt-get install -y --no-install-recommends curl=8.14.1-2\n", tags: [.packages, .pinning],
        programs: .aptGet
    ) { call in
        guard call.has("install") else { return false }
        return call.operands(droppingValuesOf: ["t", "target-release"]).contains { package in
            package != "install" && !package.has("=") && !package.has("/") && !package.ends(".deb")
        }
    }
}
