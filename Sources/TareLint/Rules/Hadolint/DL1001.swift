import TareDockerfile

extension Rule {
    static let dl1001 = Rule(
        "DL1001", .info, "Do without comments that switch rules off",
        rationale: """
            Where a team wants every rule kept, a comment that hides a finding is a finding itself.
            """,
        bad: "# hadolint ignore=DL3006\nFROM alpine\n", good: "FROM alpine:3.22\n", tags: [.style],
        isOnByDefault: false, needs: Needs(.any)
    ) { scope, report in
        let source = scope.file.source
        for comment in scope.file.comments where !comment.isInsideInstruction {
            guard case .ignore = HadolintPragma(source[comment.range.offsets].dropFirst()) else { continue }
            report.add(comment.range)
        }
    }
}
