internal import TareOCI

/// The health check's command can run, and the modules that its Python code imports are there.
enum HealthCheck: ProofCheck {
    static let id = "health-check"

    static func examine(_ boot: Boot) -> Finding {
        let test = boot.execution.healthcheck?.test ?? []
        switch test.first {
        case nil: return .pass("there is no health check")
        case "NONE"?: return .pass("the health check is disabled")
        case "CMD"?: return examine(Array(test.dropFirst()), boot)
        case "CMD-SHELL"?:
            let shell = boot.execution.shell.flatMap { $0.isEmpty ? nil : $0 } ?? ["/bin/sh", "-c"]
            return examine(shell + test.dropFirst(), isShellForm: true, boot)
        case let other?: return .unknown("a health check of kind '\(other)' is not known")
        }
    }

    private static func examine(_ words: [String], isShellForm: Bool = false, _ boot: Boot) -> Finding {
        let launch = LaunchReader.readHealthCheck(words, in: boot)
        var findings = launch.command + launch.scripts
        for step in launch.steps where !step.isScript {
            findings.append(ProgramLoaderCheck.examine(step.node, at: step.path, boot))
            findings += LibrariesCheck.examine(step.node, at: step.path, boot)
        }
        if let python = launch.python {
            findings += CommandCheck.script(of: python, boot)
            let runtime = PythonRuntime(python, in: boot)
            findings.append(ServerCheck.examine(runtime, ServerCall(runtime, in: boot), boot))
        }
        let fix =
            "let Python ask: HEALTHCHECK CMD [\"python\", \"-c\", \"import urllib.request as u; "
            + "u.urlopen('http://127.0.0.1:8000/health', timeout=2)\"]"
        var worst = Finding.worst(
            of: findings, otherwise: .pass("runs \(launch.steps.map(\.path).joined(separator: " → "))"))
        if worst.status == .fail {
            if isShellForm, launch.steps.isEmpty {
                worst.evidence = "the health check needs a shell: " + worst.evidence
            }
            worst.fix = fix
        }
        return worst
    }
}
