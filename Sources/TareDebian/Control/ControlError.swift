public import TareDiagnostics

/// Why a control file (deb822) was refused.
public struct ControlError: Refusal, Equatable {
    public enum Reason: Sendable, Equatable {
        /// A line that is no field, no continuation and no comment.
        case notAField
        case continuationWithoutField
        case duplicateField(String)
        case invalidFieldName
        case tooManyFields(Int)
        case paragraphTooLong(Int)
        case missingField(String)
        case invalidValue(field: String, detail: String)
    }

    /// The file's name or address, if the caller gave one.
    public var source: String?
    /// From 1.
    public var line: Int
    public var reason: Reason

    public var what: String {
        switch reason {
        case .notAField: "a line is neither 'Name: value' nor the continuation of one"
        case .continuationWithoutField: "a continuation line has no field before it"
        case .duplicateField(let name): "field '\(name.printable())' appears twice in one paragraph"
        case .invalidFieldName: "a field name has a character that is not allowed"
        case .tooManyFields(let limit): "a paragraph has more than \(limit) fields"
        case .paragraphTooLong(let limit): "a paragraph is longer than \(limit) bytes"
        case .missingField(let name): "field '\(name)' is missing"
        case .invalidValue(let field, let detail): "field '\(field)': \(detail)"
        }
    }

    public var location: String? { "\((source ?? "control file").printable()):\(line)" }

    public var hint: String? { "Debian policy, chapter 5, describes the syntax" }
}
