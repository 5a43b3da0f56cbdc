public import TareDiagnostics

/// Why a lock gives no set of packages for a target.
public struct LockResolutionError: Refusal, Equatable {
    public enum Reason: Sendable, Equatable {
        /// The lock, or one package of it, is not for this Python.
        case pythonMismatch(python: String, required: String, package: String?)
        case environmentNotSupported(environments: [String])
        case unknownExtra(String)
        case unknownGroup(String)
        case unknownMember(String)
        case conflict(String, String)
        /// Two entries of one name apply at once.
        case ambiguous(package: String, entries: [String])
        case noCandidate(package: String)
    }

    public var file: String
    public var reason: Reason

    public init(file: String, _ reason: Reason) {
        self.file = file
        self.reason = reason
    }

    public var location: String? { file.printable() }

    public var what: String {
        switch reason {
        case .pythonMismatch(let python, let required, let package):
            "\(package.map { "\($0) is" } ?? "the lock is") for Python \(required), not for \(python)"
        case .environmentNotSupported(let environments):
            "the lock is only for environments where \(environments.joined(separator: ", or ").printable(limit: 400))"
        case .unknownExtra(let name): "the project has no extra '\(name)'"
        case .unknownGroup(let name): "the project has no dependency group '\(name)'"
        case .unknownMember(let name): "the workspace has no member '\(name)'"
        case .conflict(let first, let second): "\(first) and \(second) are declared to conflict"
        case .ambiguous(let package, let entries):
            "several entries of \(package) apply at once: \(entries.joined(separator: ", "))"
        case .noCandidate(let package): "no entry of \(package) applies, though something depends on it"
        }
    }

    public var hint: String? {
        switch reason {
        case .pythonMismatch: "choose a base with a Python that fits, or widen 'requires-python' and lock again"
        case .environmentNotSupported: "lock again with this target among the supported environments"
        case .unknownExtra, .unknownGroup, .unknownMember: "look up the name in pyproject.toml"
        case .conflict: "choose one of the two"
        case .ambiguous, .noCandidate: "let the tool that wrote the lock write it anew"
        }
    }
}
