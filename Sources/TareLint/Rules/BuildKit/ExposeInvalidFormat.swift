import TareDockerfile

extension Rule {
    static let exposeInvalidFormat = Rule(
        "ExposeInvalidFormat", .warning, "EXPOSE takes a port and a protocol, no address and no host port",
        rationale: """
            Only running a container publishes ports; what stands here beside the port is ignored, and will be an error.
            """,
        bad: "FROM scratch\nEXPOSE 127.0.0.1:80:80\n", good: "FROM scratch\nEXPOSE 80\n", tags: [.syntax],
        origin: .buildKit, needs: Needs(.expose)
    ) { scope, report in
        scope.forEachPort { instruction, word, port in
            guard port.utf8.contains(0x3A) else { return }
            let parts = port.split(separator: ":", omittingEmptySubsequences: false).dropLast()
            guard parts.suffix(2).contains(where: { !$0.isEmpty }) else { return }
            report.add(
                instruction.placeRange,
                "EXPOSE instruction should not define an IP address or host-port mapping, found '\(port)'",
                evidence: [Evidence(word)])
        }
    }
}

extension LintScope {
    /// The ports of all `EXPOSE`, with variables put in.
    func forEachPort(_ body: (Instruction, Word, String) -> Void) {
        var hasVariable = false
        for item in items {
            guard case .expose(let words) = item.command else { continue }
            guard words.allSatisfy(\.isPlain) else {
                hasVariable = true
                continue
            }
            for word in words { body(item.instruction, word, word.text) }
        }
        guard hasVariable else { return }
        for step in stages.stages.flatMap(\.ownSteps) {
            guard case .expose(let words) = step.command, !words.allSatisfy(\.isPlain) else { continue }
            let variables = step.before.variables
            for word in words {
                // A variable may hold several.
                let ports = (try? WordExpander(escape: file.escape).expand(word.text, variables).words) ?? []
                for port in ports { body(step.instruction, word, port) }
            }
        }
    }
}
