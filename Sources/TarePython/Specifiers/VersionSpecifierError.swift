public import TareDiagnostics

/// Why a text is not a version specifier.
public struct VersionSpecifierError: Refusal, Equatable {
    public enum Reason: Sendable, Equatable {
        case empty, tooLong, tooMany
        case `operator`, version, wildcardOperator, wildcardSuffix, local, compatibleLength
    }

    /// The clause that is wrong.
    public var specifier: String
    public var reason: Reason

    public var what: String {
        let subject = "'\(specifier.printable())' is not a version specifier"
        return switch reason {
        case .empty: "a version specifier is empty"
        case .tooLong: "\(subject): it is longer than \(VersionSpecifierSet.maximumLength) bytes"
        case .tooMany: "\(subject): it has more than \(VersionSpecifierSet.maximumCount) clauses"
        case .operator: "\(subject): it does not begin with one of ~= == != <= >= < > ==="
        case .version: "\(subject): no version as PEP 440 defines it follows the operator"
        case .wildcardOperator: "\(subject): '.*' can only follow == and !="
        case .wildcardSuffix: "\(subject): '.*' can only follow the numbers of a release"
        case .local: "\(subject): a local label (+…) can only follow == and !="
        case .compatibleLength: "\(subject): ~= needs a version of two numbers at least"
        }
    }

    public var hint: String? {
        switch reason {
        case .empty, .operator, .version: "write an operator and a version, such as '>=1.2,<2'"
        case .tooLong, .tooMany: nil
        case .wildcardOperator: "leave '.*' out: '>=3.6' covers 3.6 and what follows"
        case .wildcardSuffix: "write the release only, such as '==1.4.*'"
        case .local: "leave the label out, or pin the version with =="
        case .compatibleLength: "write '~=1.0' for '>=1.0,==1.*', or use >="
        }
    }
}
