import TareDockerfile

extension Rule {
    static let dl3060 = Rule(
        "DL3060", .info, "Run yarn cache clean behind yarn install, in the same RUN",
        rationale: """
            What yarn keeps for the next installation stays in the layer, and there is no next installation.
            """,
        bad: "FROM node:22\nRUN yarn install\n", good: "FROM node:22\nRUN yarn install && yarn cache clean\n",
        tags: [.packages, .size], needs: Needs(.run, .yarn), triggers: true
    ) { scope, report in
        UsedStages.report(scope, &report) { run in
            guard let install = run.firstIndex({ $0.program == .yarn && $0.has("install") }) else { return false }
            guard let clean = run.firstIndex({ $0.program == .yarn && $0.has("cache", "clean") }) else {
                return !run.hasTransientMount(at: ".cache/yarn")
            }
            return clean < install
        }
    }
}
