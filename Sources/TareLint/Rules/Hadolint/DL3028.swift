import TareDockerfile

extension Rule {
    static let dl3028 = Rule(
        "DL3028", .warning, "Pin versions in gem install: <gem>:<version>",
        rationale: """
            Without a version the newest is taken, which differs between two builds of the same file.
            """,
        bad: "RUN gem install bundler\n", good: "RUN gem install bundler:2.6.2\n", tags: [.packages, .pinning],
        programs: .gem
    ) { call in
        guard call.has("install", "i"), !call.has("-v", "--version"),
            !call.arguments.contains(where: { $0.hasPrefix("--version=") })
        else { return false }
        var isSkipped = false
        for argument in call.arguments.prefix(while: { $0 != "--" }) {
            if isSkipped {
                isSkipped = false
            } else if argument.hasPrefix("-") {
                // Whatever stands behind an option is taken for its value.
                isSkipped = true
            } else if argument != "install", argument != "i", !argument.contains(":") {
                return true
            }
        }
        return false
    }
}
