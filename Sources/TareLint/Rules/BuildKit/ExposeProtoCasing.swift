import TareDockerfile

extension Rule {
    static let exposeProtoCasing = Rule(
        "ExposeProtoCasing", .warning, "Write EXPOSE's protocol in lower case",
        rationale: """
            The image's configuration has it in lower case, and so has everything that reads it.
            """,
        bad: "FROM scratch\nEXPOSE 80/TCP\n", good: "FROM scratch\nEXPOSE 80/tcp\n", tags: [.style],
        origin: .buildKit, needs: Needs(.expose)
    ) { scope, report in
        scope.forEachPort { instruction, word, port in
            guard let sign = port.lastIndex(of: "/") else { return }
            let name = port[port.index(after: sign)...]
            let lower = name.lowercased()
            guard name != lower, ["tcp", "udp", "sctp"].contains(lower) else { return }
            report.add(
                instruction.placeRange, "Defined protocol '\(port)' in EXPOSE instruction should be lowercase",
                evidence: [Evidence(word)],
                fix: word.isPlain ? [SourceEdit(word.range, with: String(port[...sign]) + lower)] : [])
        }
    }
}
