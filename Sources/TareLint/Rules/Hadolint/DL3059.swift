import TareDockerfile

extension Rule {
    static let dl3059 = Rule(
        "DL3059", .info, "RUNs of one command each that follow each other could be one",
        rationale: """
            Each RUN is a layer; what one leaves behind and the next deletes stays in the image.
            """,
        bad: "FROM debian:13\nRUN a\nRUN b\n", good: "FROM debian:13\nRUN a && b\n", tags: [.size], needs: Needs(.run)
    ) { scope, report in
        var last: Item?
        for item in scope.items {
            guard let run = item.run else {
                last = nil
                continue
            }
            // Two commands in one RUN have been put together on purpose: they are left alone.
            if let last, let before = last.run, before.namedCount < 2, run.namedCount < 2, run.hasFlags(of: before) {
                report.add(item, evidence: [Evidence("the RUN before it", at: last.instruction.range)])
            } else {
                last = item
            }
        }
    }
}
