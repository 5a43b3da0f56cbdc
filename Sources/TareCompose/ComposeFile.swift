public import TareYAML

/// One compose file as it stands, with what is wrong in it: variables, `extends` and short forms are as written.
///
/// Keys that nobody knows and values of the wrong kind are diagnostics; only what is no YAML mapping is refused.
/// Source: https://github.com/compose-spec/compose-spec.
public struct ComposeFile: Sendable {
    /// The documents of the file; each later one is merged over those before it.
    public let documents: [YAMLNode]
    /// The file's name.
    public let source: String
    /// Of keys and kinds of values, in the order of the text.
    public let diagnostics: [ComposeDiagnostic]

    /// What compose files may hold: far more than any has.
    static let limits = YAMLLimits(bytes: 1 << 20, entries: 50_000, aliases: 2_000, depth: 60)

    /// Reads a file.
    ///
    /// - Parameter source: the file's name, for errors and diagnostics.
    /// - Complexity: linear in the text and in what its aliases stand for.
    public init(parsing text: [UInt8], source: String) throws(YAMLError) {
        let subject = "the compose file"
        let documents = try YAMLNode.documents(
            parsing: text, source: source, subject: subject, limits: Self.limits, mergesKeys: true)
        guard !documents.isEmpty else {
            throw YAMLError(subject: subject, source: source, reason: .notYAML("it is empty"))
        }
        var diagnostics: [ComposeDiagnostic] = []
        for document in documents {
            _ = try document.entries()
            ComposeShape.file.check(document, &diagnostics)
        }
        self.documents = documents
        self.source = source
        self.diagnostics = diagnostics
    }
}
