import TareDockerfile

extension Rule {
    static let dl3037 = Rule(
        "DL3037", .warning, "Pin versions in zypper install: <package>=<version>",
        rationale: """
            Without a version the repository's newest is taken, which differs between two builds of the same file.
            """,
        bad: "RUN zypper install -y httpd && zypper clean\n",
        good: "RUN zypper install -y httpd=2.4.62 && zypper clean\n", tags: [.packages, .pinning], programs: .zypper
    ) { call in
        guard call.has("install", "in") else { return false }
        return call.operands().contains { package in
            package != "install" && package != "in" && !package.has(anyOf: "=<>")
                && !package.ends(".rpm")
        }
    }
}
