internal import TareOCI

/// What a command runs: each program that is executed one for another, and what is known of the last.
struct Launch {
    /// A program that the kernel executes.
    struct Step {
        /// As it is executed: links are not resolved.
        var path: String
        /// The file behind the path.
        var node: ImageTree.Node
        /// Without the program's own name.
        var arguments: [String]
        /// Whether it is a script, which its first line's interpreter reads.
        var isScript = false
        /// Who executes it: `the command`, `the first line of /app/run`.
        var requester: String
    }

    enum End {
        case python(PythonInvocation)
        /// Another program, by its path.
        case native(String)
        /// What runs cannot be told; why.
        case opaque(String)
        /// Something on the way does not run.
        case broken
    }

    var steps: [Step] = []
    var end: End = .broken
    /// Whether the command's words lead to a program.
    var command: [Finding] = []
    /// Whether scripts' first lines do.
    var scripts: [Finding] = []

    var python: PythonInvocation? {
        if case .python(let invocation) = end { invocation } else { nil }
    }
}
