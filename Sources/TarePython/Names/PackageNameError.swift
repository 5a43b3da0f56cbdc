public import TareDiagnostics

/// Why a text is no name of a Python project.
public struct PackageNameError: Refusal, Equatable {
    public enum Reason: Sendable, Equatable {
        case empty, tooLong, ends, character
    }

    public var name: String
    public var reason: Reason

    public var what: String {
        let subject = "'\(name.printable())' is not a package name"
        return switch reason {
        case .empty: "a package name is empty"
        case .tooLong: "\(subject): it is longer than \(PackageName.maximumLength) bytes"
        case .ends: "\(subject): it must begin and end with a letter or a digit"
        case .character: "\(subject): only ASCII letters, digits, '.', '_' and '-' may stand in it"
        }
    }

    public var hint: String? { "write the name as its index shows it, such as 'typing-extensions'" }
}
