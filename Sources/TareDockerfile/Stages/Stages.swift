/// A file's stages, evaluated: what each stands on, what holds before each instruction, where files come from.
///
/// Follows BuildKit's `dockerfile2llb`, without its builder: nothing is resolved that is not in the file or the
/// options.
///
/// ```swift
/// let stages = Stages(Dockerfile(bytes))
/// for step in stages.target?.steps ?? [] {
///     guard case .run(let run) = step.command, let script = run.script(shell: step.before.shell) else { continue }
///     for command in script.commands where command.isNamed("pip") {
///         print(stages.file.start(command.range), command.arguments.map(\.staticText))
///     }
/// }
/// ```
public struct Stages: Sendable {
    public let file: Dockerfile
    public let options: BuildOptions
    /// `ARG` before the first `FROM`.
    public internal(set) var globalArguments: [Step] = []
    /// The values of these.
    public internal(set) var globalValues: [String: String] = [:]
    /// Names that an `ARG` before the first `FROM` declares.
    public internal(set) var globalNames: Set<String> = []
    public internal(set) var stages: [Stage] = []
    /// The index of the stage that is asked for; nil if there is none.
    public internal(set) var targetIndex: Int?
    /// The indices of the stages that the target needs, itself included.
    public internal(set) var reachable: Set<Int> = []
    /// Everything that BuildKit would refuse the build for, by place: the parser's, the instructions' and the build's.
    public internal(set) var problems: [DockerfileProblem] = []
    /// The value of `TARGETSTAGE`.
    var targetName = ""
    /// Stages by name; the last of a name counts.
    var indices: [String: Int] = [:]
    /// The same, of those that are evaluated.
    var earlier: [String: Int] = [:]
    /// The name of the one that is being evaluated.
    var currentName: String?
    /// How many there will be.
    var stageCount = 0

    public init(_ file: Dockerfile, _ options: BuildOptions = BuildOptions()) {
        self.init(file, options, parsed: file.instructions.map { $0.parsed() })
    }

    /// The same for a caller that has the file's instructions parsed already: all of them, in their order.
    public init(_ file: Dockerfile, _ options: BuildOptions, parsed: [ParsedInstruction]) {
        self.file = file
        self.options = options
        build(parsed)
    }

    /// What `FROM` may use: the arguments before it and the platform's.
    public var globalVariables: [String: String] {
        PredefinedArguments.values(options, target: targetName).merging(globalValues) { $1 }
    }

    /// One of them.
    public func globalValue(_ name: String) -> String? {
        globalValues[name] ?? PredefinedArguments.value(name, options, target: targetName)
    }

    /// The stage that is asked for: the last, or `--target`.
    public var target: Stage? { targetIndex.map { stages[$0] } }

    /// The index of a stage, by name in any casing.
    public func index(named name: String) -> Int? { indices[name.lowercased()] }

    /// The stage and those that it stands on, nearest first, down to an image.
    public func chain(_ index: Int) -> [Stage] {
        var chain: [Stage] = []
        var next: Int? = index
        while let place = next {
            chain.append(stages[place])
            // A base is always an earlier stage.
            if case .stage(let base) = stages[place].base { next = base } else { next = nil }
        }
        return chain
    }

    /// The image that a stage stands on in the end.
    public func root(_ index: Int) -> StageBase { chain(index).last?.base ?? .unknown }

    mutating func report(_ message: String, hint: String? = nil, at range: SourceRange) {
        problems.append(.init(.build, message, hint: hint, at: range))
    }
}
