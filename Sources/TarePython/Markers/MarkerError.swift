public import TareDiagnostics

/// Why a text is not an environment marker.
public struct MarkerError: Refusal, Equatable {
    public enum Reason: Sendable, Equatable {
        case tooLong, tooDeep, operand, `operator`, unclosedText, unclosedParenthesis, trailing
        case unknownVariable(String)
    }

    public var marker: String
    /// Where in the text, as an offset in bytes.
    public var offset: Int
    public var reason: Reason

    public var what: String {
        let subject = "'\(marker.printable())' is not an environment marker"
        return switch reason {
        case .tooLong: "\(subject): it is longer than \(EnvironmentMarker.maximumLength) bytes"
        case .tooDeep: "\(subject): it is nested deeper than \(EnvironmentMarker.maximumDepth) levels"
        case .operand: "\(subject): a variable or a quoted text is missing"
        case .operator: "\(subject): an operator (<= < != == >= > ~= === in, not in) is missing"
        case .unclosedText: "\(subject): a quoted text does not end"
        case .unclosedParenthesis: "\(subject): a parenthesis is not closed"
        case .trailing: "\(subject): something follows its end"
        case .unknownVariable(let name): "\(subject): there is no variable '\(name.printable(limit: 60))'"
        }
    }

    public var location: String? { "byte \(offset)" }

    public var hint: String? { "write it as in \"python_version >= '3.9' and sys_platform == 'linux'\"" }
}
