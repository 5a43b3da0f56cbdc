extension ShellScript {
    /// The working directory before each command, from `start` on; nil where it is not known.
    ///
    /// `cd`, `pushd` and `popd` count in the shell that they run in: not behind a subshell, a substitution or a
    /// pipeline.
    /// Complexity: linear in the commands and their depth.
    public func directories(from start: String?) -> [String?] {
        var result: [String?] = []
        result.reserveCapacity(commandNodes.count)
        // By process: the scope that is one, or the element of a pipeline.
        var states: [Process: DirectoryState] = [:]
        let outermost = Process(scope: 0, pipeline: -1, position: 0)
        var outer = DirectoryState(path: start)
        for command in commands {
            let place = commandNodes[command.index].place
            if place.scope == 0, pipelines[Int(place.pipeline)].count == 1 {
                // Most commands run in the script's own process.
                result.append(outer.path)
                outer.follow(command)
                continue
            }
            states[outermost] = outer
            let chain = processes(of: command)
            var state = DirectoryState(path: start)
            for process in chain {
                if let known = states[process] { state = known } else { states[process] = state }
            }
            result.append(state.path)
            guard let own = chain.last else { continue }
            state.follow(command)
            states[own] = state
            outer = states[outermost] ?? outer
        }
        return result
    }

    private struct Process: Hashable {
        var scope: Int
        var pipeline: Int
        var position: Int
    }

    /// The processes that a command runs in, outermost first.
    private func processes(of command: ShellCommand) -> [Process] {
        var chain: [Process] = []
        func element(_ place: ShellPlace) {
            guard place.pipeline >= 0, pipelines[Int(place.pipeline)].count > 1 else { return }
            chain.append(
                Process(scope: -1, pipeline: Int(place.pipeline), position: Int(place.position)))
        }
        element(commandNodes[command.index].place)
        for scope in command.scopes {
            if scope.isOwnProcess || scope.index == 0 {
                chain.append(Process(scope: scope.index, pipeline: -1, position: 0))
            }
            if scope.index > 0 { element(scope.node.place) }
        }
        return chain.reversed()
    }
}

/// The directory of one process, and those that `pushd` keeps.
private struct DirectoryState {
    var path: String?
    private var previous: String?
    private var kept: [String?] = []

    init(path: String?) { self.path = path }

    mutating func follow(_ command: ShellCommand) {
        guard let name = command.name, name.isStatic else { return }
        if name.equals("popd") {
            (previous, path) = (path, kept.popLast() ?? nil)
            return
        }
        let isPush = name.equals("pushd")
        guard isPush || name.equals("cd") else { return }
        let target = command.arguments.first { !$0.isOption || $0.equals("-") }
        if isPush { kept.append(path) }
        if target?.equals("-") == true {
            swap(&previous, &path)
            return
        }
        previous = path
        guard let text = target?.staticText, target?.hasPattern == false, !text.hasPrefix("~") else {
            path = nil
            return
        }
        path = text.hasPrefix("/") ? CleanPath.clean(text) : path.map { CleanPath.clean("/" + $0 + "/" + text) }
    }
}
