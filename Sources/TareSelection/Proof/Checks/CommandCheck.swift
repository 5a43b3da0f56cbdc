internal import TareOCI

/// Entrypoint and command together name a program, and what that program is asked to run is there.
enum CommandCheck: ProofCheck {
    static let id = "command"

    static func examine(_ boot: Boot) -> Finding {
        let launch = boot.launch
        var findings = launch.command
        if let python = launch.python { findings += script(of: python, boot) }
        if findings.isEmpty, case .broken = launch.end, let first = launch.steps.first {
            findings.append(.pass("'\(boot.words[0])' is \(first.path)"))
        }
        let programs = launch.steps.map(\.path).joined(separator: " → ")
        return .worst(of: findings, otherwise: .pass("\(shown(boot.words)) runs \(programs)"))
    }

    static func shown(_ words: [String]) -> String {
        "[" + words.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
    }

    /// The file that Python is given. A name that is a program's, behind an entrypoint of the base, is the classic.
    static func script(of python: PythonInvocation, _ boot: Boot) -> [Finding] {
        guard case .script(let name) = python.main else { return [] }
        let lookup = boot.lookup(name)
        guard let node = lookup.node else {
            let absolute = PathLookup.absolute(name, from: boot.workingDirectory)
            let isProgramName = !name.contains("/") && !name.hasSuffix(".py")
            let isBase = isProgramName && boot.execution.entrypoint?.isEmpty == false
            let why =
                isBase ? "the entrypoint is Python, which takes '\(name)' for a file" : "Python is asked to run it"
            let fix =
                isProgramName
                ? "run the module: CMD [\"-m\", \"\(name)\", …]"
                    + (isBase ? ", or clear the entrypoint: ENTRYPOINT []" : "")
                : "copy the file into the final stage, or set WORKDIR to its folder"
            return [.fail("\(lookup.reason(for: absolute)): \(why)", fix: fix)]
        }
        if let access = boot.access, !access.allows(.read, node) {
            return [
                .fail(
                    "Python is asked to run \(boot.tree.path(of: node)), which the user may not read "
                        + "(\(access.description(of: node)))", fix: "make it readable: COPY --chmod=755")
            ]
        }
        if boot.tree.kind(of: node) == .directory, boot.tree.node("__main__.py", in: node) == nil {
            return [.fail("Python is asked to run the folder \(name), which has no __main__.py")]
        }
        return []
    }
}
