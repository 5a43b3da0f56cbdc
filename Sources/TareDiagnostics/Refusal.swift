/// A failure that a person can act on: what went wrong, where, and how to mend it.
///
/// Every error type of Tare conforms, with its texts beside its cases, so that the command, the API and MCP print the
/// same sentence. A finding about an image is a result, not a refusal.
public protocol Refusal: Error, CustomStringConvertible {
    /// One sentence without a full stop: what went wrong, with the offending value.
    var what: String { get }

    /// Where: `file:line:column`, a JSON path, a byte offset or a URL.
    var location: String? { get }

    /// How to mend it, as an instruction.
    var hint: String? { get }

    /// The class of the failure, which decides the exit code.
    var severity: RefusalSeverity { get }
}

/// The classes of failure and their exit codes.
public enum RefusalSeverity: Int32, Sendable {
    /// The command line is wrong.
    case usage = 2
    /// A source could not be read or is stale; asking again may succeed.
    case incomplete = 3
    /// The input itself is wrong; asking again gives the same answer.
    case badInput = 4
}

extension Refusal {
    public var location: String? { nil }
    public var hint: String? { nil }
    public var severity: RefusalSeverity { .badInput }

    /// `location: what`, without the hint.
    public var description: String {
        guard let location else { return what }
        return "\(location): \(what)"
    }
}
