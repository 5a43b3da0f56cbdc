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
        /// Why one should care.
        public var rationale: String?
        /// What its results have where nothing else is said.
        public var level: Level?
        /// Where it is explained.
        public var help: String?

        public init(
            id: String, summary: String, rationale: String? = nil, level: Level? = nil, help: String? = nil
        ) {
            self.id = id
            self.summary = summary
            self.rationale = rationale
            self.level = level
            self.help = help
        }
    }

    /// A part of a text: lines and columns from 1, the end one column behind the last character.
    public struct Region: Encodable, Sendable, Hashable {
        public var startLine: Int
        public var startColumn: Int
        public var endLine: Int
        public var endColumn: Int

        public init(startLine: Int, startColumn: Int, endLine: Int, endColumn: Int) {
            (self.startLine, self.startColumn) = (startLine, startColumn)
            (self.endLine, self.endColumn) = (endLine, endColumn)
        }
    }

    /// What was found.
    public struct Result: Sendable {
        public var ruleID: String
        public var level: Level
        public var message: String
        /// A file's path or an address; what is no URI is escaped.
        public var artifact: String
        /// `nil` for the artifact as a whole.
        public var region: Region?
        /// Places that show why, and what is to be seen there.
        public var related: [(region: Region, text: String)]
        /// What becomes of these places to mend it; empty where a person must decide.
        public var fix: [(region: Region, replacement: String)]
        /// What identifies the result when the artifact changes.
        public var fingerprint: String

        public init(
            ruleID: String, level: Level, message: String, artifact: String, region: Region? = nil,
            related: [(region: Region, text: String)] = [], fix: [(region: Region, replacement: String)] = [],
            fingerprint: String
        ) {
            self.ruleID = ruleID
            self.level = level
            self.message = message
            self.artifact = artifact
            self.region = region
            self.related = related
            self.fix = fix
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
