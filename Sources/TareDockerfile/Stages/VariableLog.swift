/// The variables of a stage at one moment.
struct StageVariables: Sendable {
    var values: [String: String] = [:]
    var environment: [String: String] = [:]
    var declared: Set<String> = []

    mutating func apply(_ change: VariableChange) {
        switch change {
        case .value(let name, let value): values[name] = value
        case .environment(let name, let value): (values[name], environment[name]) = (value, value)
        case .declaration(let name): declared.insert(name)
        }
    }
}

/// One thing that `ENV` or `ARG` does.
enum VariableChange: Sendable {
    case value(String, String)
    case environment(String, String)
    case declaration(String)
}

/// All changes of a stage in their order. A state is a number of them: a table for each would take the square of their
/// number in a hostile file.
final class VariableLog: Sendable {
    let initial: StageVariables
    let changes: [VariableChange]

    init(initial: StageVariables, changes: [VariableChange]) {
        self.initial = initial
        self.changes = changes
    }

    func variables(_ count: Int) -> StageVariables {
        var result = initial
        for change in changes.prefix(count) { result.apply(change) }
        return result
    }

    func value(of name: String, _ count: Int) -> String? {
        for change in changes.prefix(count).reversed() {
            switch change {
            case .value(name, let value), .environment(name, let value): return value
            default: continue
            }
        }
        return initial.values[name]
    }

    func isDeclared(_ name: String, _ count: Int) -> Bool {
        for change in changes.prefix(count) { if case .declaration(name) = change { return true } }
        return initial.declared.contains(name)
    }
}
