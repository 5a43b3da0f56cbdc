public import TareYAML

/// What one or several compose files come to: variables put in, later files over earlier ones, services extended, and
/// every short form a long one. Every value keeps the place where it is written.
///
/// The order is compose-go's: within a file variables, then `extends`; then one file over the other.
public struct ComposeProject: Sendable {
    /// The whole tree in long forms.
    public let root: YAMLNode
    /// Of the files and of what became of them.
    public let diagnostics: [ComposeDiagnostic]

    /// Reads files in the order in which they are given to Compose.
    ///
    /// - Parameter environment: what variables stand for: `.env` and the process's environment, as the caller has them.
    public init(_ files: [ComposeFile], environment: [String: String] = [:]) {
        var diagnostics: [ComposeDiagnostic] = []
        var merging = TreeMerging()
        var canonical = TreeCanonical()
        var root: YAMLNode?
        for file in files {
            diagnostics += file.diagnostics
            for document in file.documents {
                var interpolation = TreeInterpolation(environment)
                var extending = TreeExtension()
                let own = extending.extend(interpolation.resolve(document))
                diagnostics += interpolation.diagnostics + extending.merging.diagnostics
                let merged = root.map { merging.merge($0, own, .file) } ?? own
                ComposeShape.file.checkRequired(merged, &diagnostics)
                // Long forms may show what is there twice.
                let long = canonical.canonical(TreeUnicity.enforce(merged))
                root = TreeUnicity.enforce(long)
            }
        }
        diagnostics += merging.diagnostics + canonical.diagnostics
        self.root = root ?? YAMLNode.nothing
        var seen: Set<ComposeDiagnostic> = []
        self.diagnostics = diagnostics.filter { seen.insert($0).inserted }
    }

    /// Reads one file.
    public init(_ file: ComposeFile, environment: [String: String] = [:]) {
        self.init([file], environment: environment)
    }
}
