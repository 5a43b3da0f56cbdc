/// What instructions leave behind for the next ones. Steps between two changes share one.
public final class StageState: Sendable {
    private let shared: SharedFacts
    private let log: VariableLog
    /// Changes of the log that have happened.
    private let count: Int

    init(_ facts: SharedFacts, _ log: VariableLog, _ count: Int) {
        shared = facts
        self.log = log
        self.count = count
    }

    static let empty = StageState(SharedFacts(StageFacts()), VariableLog(initial: StageVariables(), changes: []), 0)

    /// Absolute; nil where it depends on an image that is not known.
    public var workdir: String? { shared.values.workdir }
    /// Whether a `WORKDIR` of this file has set it.
    public var hasWorkdir: Bool { shared.values.hasWorkdir }
    /// As written behind `USER`, variables put in; nil is the base's.
    public var user: String? { shared.values.user }
    /// The instruction that set it.
    public var userInstruction: Instruction? { shared.values.userInstruction }
    /// `SHELL`; nil is the base's.
    public var shell: [String]? { shared.values.shell }
    /// The instruction that set it.
    public var shellInstruction: Instruction? { shared.values.shellInstruction }
    /// The last `ENTRYPOINT`, of this stage or of one below.
    public var entrypoint: (instruction: Instruction, invocation: Invocation)? { shared.values.entrypoint }
    /// The last `CMD`.
    public var cmd: (instruction: Instruction, invocation: Invocation)? { shared.values.cmd }
    /// The last `HEALTHCHECK`.
    public var healthcheck: (instruction: Instruction, command: HealthcheckCommand)? { shared.values.healthcheck }
    /// Whether the environment of the base is known.
    public var isEnvironmentKnown: Bool { shared.values.isEnvironmentKnown }

    /// What `$name` stands for in instructions: `ENV` and `ARG`. Made anew each time; one name is `value(of:)`.
    public var variables: [String: String] { log.variables(count).values }
    /// The image's environment: `ENV` alone.
    public var environment: [String: String] { log.variables(count).environment }
    /// Names that an `ARG` has declared, with a value or without.
    public var declared: Set<String> { log.variables(count).declared }

    /// Whether an `ARG` has declared a name; complexity: linear in the changes before it.
    public func isDeclared(_ name: String) -> Bool { log.isDeclared(name, count) }

    /// The value of one variable; complexity: linear in the changes before it.
    public func value(of name: String) -> String? { log.value(of: name, count) }

    /// The path below the working directory, without `.` and `..`; nil where that is not known.
    public func absolute(_ path: String) -> String? { shared.values.absolute(path) }

    /// What a later stage begins with.
    var inherited: (SharedFacts, StageVariables) { (shared, log.variables(count)) }
}

/// The same for all states between two changes of it.
final class SharedFacts: Sendable {
    let values: StageFacts

    init(_ values: StageFacts) { self.values = values }
}

/// What is known behind an instruction, variables apart.
struct StageFacts: Sendable {
    var workdir: String?
    var hasWorkdir: Bool = false
    var user: String?
    var userInstruction: Instruction?
    var shell: [String]?
    var shellInstruction: Instruction?
    var entrypoint: (instruction: Instruction, invocation: Invocation)?
    var cmd: (instruction: Instruction, invocation: Invocation)?
    var healthcheck: (instruction: Instruction, command: HealthcheckCommand)?
    var isEnvironmentKnown: Bool = true

    init() {}

    func absolute(_ path: String) -> String? {
        path.hasPrefix("/") ? CleanPath.clean(path) : workdir.map { CleanPath.clean($0 + "/" + path) }
    }
}
