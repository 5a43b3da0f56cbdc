import TareDockerfile

extension Rule {
    static let dl3065 = Rule(
        "DL3065", .warning, "FROM --platform=$TARGETPLATFORM is what FROM does anyway",
        rationale: """
            The flag makes readers look for a reason that is not there.
            """,
        bad: "FROM --platform=$TARGETPLATFORM debian:13\n", good: "FROM debian:13\n", tags: [.base, .style],
        needs: Needs(.from)
    ) { scope, report in
        for item in scope.items {
            guard let platform = item.image?.platform, ["$TARGETPLATFORM", "${TARGETPLATFORM}"].contains(platform)
            else { continue }
            report.add(item, evidence: [Evidence(platform)], fix: item.removingFlag("platform"))
        }
    }
}

extension Item {
    /// The change that takes a flag out, with the space behind it.
    func removingFlag(_ name: StaticString) -> [SourceEdit] {
        guard let flag = instruction.flags.first(where: { $0.name.equals(name) }),
            let next = instruction.arguments.first
        else { return [] }
        let range = SourceRange(Int(flag.range.lower), Int(next.range.lower))
        return range.count == flag.range.count + 1 ? [SourceEdit(range, with: "")] : []
    }
}
