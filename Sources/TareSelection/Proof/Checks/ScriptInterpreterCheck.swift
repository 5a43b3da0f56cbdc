/// The interpreter in each script's first line is there, and in its own, and so on (`fs/binfmt_script.c`).
enum ScriptInterpreterCheck: ProofCheck {
    static let id = "script-interpreter"

    static func examine(_ boot: Boot) -> Finding {
        let scripts = boot.launch.steps.filter(\.isScript).map(\.path)
        let findings = boot.launch.scripts
        guard !scripts.isEmpty || !findings.isEmpty else {
            if boot.launch.steps.isEmpty { return .unknown("the command itself does not run") }
            return .pass("the command runs no script")
        }
        let programs = boot.launch.steps.map(\.path).joined(separator: " → ")
        return .worst(of: findings, otherwise: .pass(programs))
    }
}
