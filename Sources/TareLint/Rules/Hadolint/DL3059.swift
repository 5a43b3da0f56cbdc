import TareDockerfile

extension Rule {
    static let dl3059 = Rule(
        "DL3059", .info, "RUNs of one command each that follow each other could be one",
        rationale: """
            Each RUN is a layer; what one leaves behind and the next deletes stays in the image.
            """,
        bad: "FROM debian:13\nRUN a\nRUN b\n", good: "FROM debian:13\nRUN a && b\n", tags: [.size], needs: Needs(.run)
    ) { scope, report in
        var last: (count: Int, flags: [String], item: Item)?
        for item in scope.items {
            guard let run = item.run else {
                last = nil
                continue
            }
            // Two commands in one RUN have been put together on purpose: they are left alone.
            let next = (count: run.namedCount, flags: run.flagKey, item: item)
            if let before = last, before.flags == next.flags, before.count < 2, next.count < 2 {
                report.add(item, evidence: [Evidence("the RUN before it", at: before.item.instruction.range)])
            } else {
                last = next
            }
        }
    }
}
