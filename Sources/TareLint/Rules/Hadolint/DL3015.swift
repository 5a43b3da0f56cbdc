import TareDockerfile

extension Rule {
    static let dl3015 = Rule(
        "DL3015", .info, "Leave recommended packages out: apt-get install --no-install-recommends",
        rationale: """
            Recommended packages are for people at a desk; in an image they are weight, and more to keep patched.
            """,
        bad: "RUN apt-get install -y curl=8.14.1-2\n",
        good: "RUN apt-get install -y --no-install-recommends curl=8.14.1-2\n", tags: [.packages, .size],
        programs: .aptGet
    ) { call in
        call.has("install") && !call.hasFlag("no-install-recommends") && !call.has("APT::Install-Recommends=false")
    }
}
