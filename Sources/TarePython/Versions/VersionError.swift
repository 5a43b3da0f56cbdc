public import TareDiagnostics

/// Why a text is not a version in the sense of PEP 440.
public struct VersionError: Refusal, Equatable {
    public enum Reason: Sendable, Equatable {
        case empty, tooLong, malformed, numberTooLarge
    }

    public var version: String
    public var reason: Reason

    public var what: String {
        let subject = "'\(version.printable())' is not a version"
        return switch reason {
        case .empty: "a version is empty"
        case .tooLong: "\(subject): it is longer than \(PEP440Version.maximumLength) bytes"
        case .malformed: "\(subject) as PEP 440 defines it"
        case .numberTooLarge: "\(subject) that is known here: a number in it is larger than \(Int64.max)"
        }
    }

    public var hint: String? { "write it as numbers with dots, such as '1.2.3', '1.2rc1' or '1.2.post1'" }
}
