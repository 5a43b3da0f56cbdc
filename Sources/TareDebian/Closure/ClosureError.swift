public import TareDiagnostics

/// Why no set of packages could be chosen.
public enum ClosureError: Refusal, Equatable {
    case unknownPackage(String, suites: [String])
    /// `chain` goes from a requested package to the one that needs `relation`.
    case unsatisfiable(relation: String, chain: [String], available: String?)
    /// `first` says that it cannot stand beside `second`; both chains start at a requested package.
    case conflict(first: [String], second: [String], relation: String)
    case tooManyPackages(limit: Int)
    case malformedIndex(ControlError)

    public var what: String {
        switch self {
        case .unknownPackage(let name, let suites):
            "there is no package '\(name.printable())' in \(suites.map { $0.printable() }.joined(separator: ", "))"
        case .unsatisfiable(let relation, let chain, let available):
            "\(Self.path(chain)) needs \(relation.printable()), which the archive does not have"
                + (available.map { " (it has \($0.printable()))" } ?? "")
        case .conflict(let first, let second, let relation):
            "\(Self.path(first)) conflicts with \(Self.path(second)): it excludes \(relation.printable())"
        case .tooManyPackages(let limit): "more than \(limit) packages would be installed"
        case .malformedIndex(let error): error.what
        }
    }

    public var location: String? {
        if case .malformedIndex(let error) = self { return error.location }
        return nil
    }

    public var hint: String? {
        switch self {
        case .unknownPackage: "check the name for this suite, such as with https://packages.debian.org"
        case .unsatisfiable: "add the suite or component that has it, or leave out what needs it"
        case .conflict: "request only one of the two"
        case .tooManyPackages: nil
        case .malformedIndex(let error): error.hint
        }
    }

    private static func path(_ chain: [String]) -> String { chain.map { $0.printable() }.joined(separator: " → ") }
}
