/// A report in SARIF 2.1.0 (OASIS Standard, "Static Analysis Results Interchange Format"), as much of it as code hosts
/// and editors read: one run of one tool, its rules, and results with a place, a fix and a fingerprint.
public struct SARIFLog: Encodable, Sendable {
    public enum Level: String, Encodable, Sendable {
        case error
        case warning
        case note
    }

    /// What is looked for.
    public struct Rule: Sendable, Hashable {
        /// Stable: `application`, `DL3006`.
        public var id: String
        /// One sentence.
        public var summary: String
        /// Where it is explained.
        public var help: String?

        public init(id: String, summary: String, help: String? = nil) {
            self.id = id
            self.summary = summary
            self.help = help
        }
    }

    /// What was found.
    public struct Result: Sendable {
        public var ruleID: String
        public var level: Level
        public var message: String
        /// A file's path or an address; what is no URI is escaped.
        public var artifact: String
        /// Counted from 1; `nil` for the artifact as a whole.
        public var line: Int?
        public var column: Int?
        /// What identifies the result when the artifact changes.
        public var fingerprint: String

        public init(
            ruleID: String, level: Level, message: String, artifact: String, line: Int? = nil, column: Int? = nil,
            fingerprint: String
        ) {
            self.ruleID = ruleID
            self.level = level
            self.message = message
            self.artifact = artifact
            self.line = line
            self.column = column
            self.fingerprint = fingerprint
        }
    }

    private let document: Document

    /// - Parameter isComplete: whether all could be looked at; else a reader must not take silence for an answer.
    public init(version: String, rules: [Rule], results: [Result], isComplete: Bool) {
        document = Document(version: version, rules: rules, results: results, isComplete: isComplete)
    }

    public func encode(to encoder: any Encoder) throws { try document.encode(to: encoder) }
}
