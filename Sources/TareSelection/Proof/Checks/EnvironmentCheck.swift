internal import TareInventory
internal import TareOCI

/// The virtual environment is where it was made: its scripts' first lines, `PATH` and `VIRTUAL_ENV` agree with its
/// place.
enum EnvironmentCheck: ProofCheck {
    static let id = "environment"

    static func examine(_ boot: Boot) -> Finding {
        if let move = moveInTheWay(boot) {
            return .fail("the environment at \(move.isAt) was made at \(move.madeAt)", fix: move.fix)
        }
        guard let runtime = boot.python else {
            return boot.withoutPython ?? .unknown("no Python is known to run")
        }
        guard let root = runtime.environmentRoot else { return .pass("no virtual environment is used") }
        var notes = ["\(root) is used"]
        let moved = movedScripts(in: root, boot)
        if let first = moved.first {
            notes.append(
                "\(moved.count) of its scripts, such as \(first.script), begin with #!\(first.interpreter), "
                    + "which is not there: they do not run, the command does")
        }
        if let variable = boot.variables["VIRTUAL_ENV"], boot.tree.node(at: variable) != boot.tree.node(at: root) {
            notes.append("VIRTUAL_ENV names \(variable)")
        }
        return .pass(notes.joined(separator: "; "))
    }

    /// The move that keeps the command's own script from running.
    private static func moveInTheWay(_ boot: Boot) -> EnvironmentMove? {
        guard case .broken = boot.launch.end, let step = boot.launch.steps.last, step.isScript,
            let line = boot.tree.shebang(of: step.node), let shebang = Shebang(line),
            boot.lookup(shebang.interpreter).node == nil
        else { return nil }
        return EnvironmentMove(of: step.path, shebang.interpreter, in: boot.inventory)
    }

    private static func movedScripts(in root: String, _ boot: Boot) -> [(script: String, interpreter: String)] {
        guard let folder = boot.tree.node(at: root + "/bin") else { return [] }
        return boot.tree.children(of: folder).compactMap { script in
            guard let line = boot.tree.shebang(of: script), let shebang = Shebang(line),
                PathLookup.name(of: shebang.interpreter).hasPrefix("python"),
                boot.lookup(shebang.interpreter).node == nil
            else { return nil }
            return (boot.tree.name(of: script), shebang.interpreter)
        }
    }
}
