public import TareDiagnostics

/// What BuildKit refuses a file for, at its place. The sentence is BuildKit's own where it has one, so that a search
/// finds it.
public struct DockerfileProblem: Hashable, Sendable {
    /// The step of a build at which it would be refused.
    public enum Phase: Int, Sendable, Comparable {
        /// The file cannot be cut into instructions.
        case parser
        /// An instruction's arguments or flags are wrong.
        case instruction
        /// The stages do not fit together, or a value is wrong once it is expanded.
        case build

        public static func < (one: Phase, other: Phase) -> Bool { one.rawValue < other.rawValue }
    }

    public var phase: Phase
    public var message: String
    public var hint: String?
    public var range: SourceRange

    init(_ phase: Phase, _ message: String, hint: String? = nil, at range: SourceRange) {
        self.phase = phase
        self.message = message
        self.hint = hint
        self.range = range
    }

    /// As an error, for an operation that cannot go on with a broken file.
    public func refusal(in file: Dockerfile, path: String) -> DockerfileRefusal {
        DockerfileRefusal(problem: self, place: "\(path):\(file.start(range))")
    }
}

/// A Dockerfile that an operation could not work with.
public struct DockerfileRefusal: Refusal {
    let problem: DockerfileProblem
    let place: String

    public var what: String { problem.message.printable(limit: 300) }
    public var location: String? { place }
    public var hint: String? { problem.hint }
}
