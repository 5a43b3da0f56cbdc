public import TareDiagnostics

/// Why a text is not a dependency specifier.
public struct RequirementError: Refusal, Equatable {
    public enum Reason: Sendable, Equatable {
        case tooLong, noName, unclosedExtras, unclosedParenthesis, noURL, trailing
        case name(PackageNameError)
        case specifier(VersionSpecifierError)
        case marker(MarkerError)
    }

    public var requirement: String
    /// Where in the text, as an offset in bytes.
    public var offset: Int
    public var reason: Reason

    public var what: String {
        let subject = "'\(requirement.printable())' is not a requirement"
        return switch reason {
        case .tooLong: "\(subject): it is longer than \(Requirement.maximumLength) bytes"
        case .noName: "\(subject): it does not begin with the name of a package"
        case .unclosedExtras: "\(subject): the list of extras is not closed by ']'"
        case .unclosedParenthesis: "\(subject): a parenthesis is not closed"
        case .noURL: "\(subject): no URL follows '@'"
        case .trailing: "\(subject): a version, '@' or ';' is expected"
        case .name(let error): "\(subject): \(error.what)"
        case .specifier(let error): "\(subject): \(error.what)"
        case .marker(let error): "\(subject): \(error.what)"
        }
    }

    public var location: String? { "byte \(offset)" }

    public var hint: String? {
        switch reason {
        case .name(let error): error.hint
        case .specifier(let error): error.hint
        case .marker(let error): error.hint
        default: "write it as in \"name[extra]>=1.2; python_version < '3.12'\" or 'name @ https://…'"
        }
    }
}
