/// What a stage stands on.
public enum StageBase: Hashable, Sendable {
    case scratch
    /// A stage before it, by its index.
    case stage(Int)
    /// A reference, variables put in.
    case image(String)
    /// A named context of the build.
    case context(String)
    /// The reference cannot be worked out.
    case unknown
}

/// Where a `COPY --from` or a mount takes its files from.
public enum FileOrigin: Hashable, Sendable {
    /// The build context.
    case buildContext
    case stage(Int)
    case image(String)
    case context(String)
    /// Nothing: a cache, a `tmpfs`, a secret.
    case empty
    /// The reference is wrong; a problem says why.
    case unknown
}

/// `FROM` and the instructions up to the next.
public final class Stage: Sendable {
    public let index: Int
    /// In lower case; nil without one.
    public let name: String?
    public let instruction: Instruction
    public let from: FromCommand
    public let base: StageBase
    /// The base's reference after expansion; its sets say which arguments were used and which are not defined.
    public let baseExpansion: Expansion?
    /// `--platform` after expansion.
    public let platformExpansion: Expansion?
    /// What the base's `ONBUILD` adds, then the stage's own instructions.
    public let steps: [Step]
    /// Before the first step.
    public let initial: StageState
    /// Behind the last step.
    public let final: StageState

    init(
        index: Int, name: String?, instruction: Instruction, from: FromCommand, base: StageBase,
        baseExpansion: Expansion?, platformExpansion: Expansion?, steps: [Step], initial: StageState,
        final: StageState
    ) {
        (self.index, self.name, self.instruction, self.from, self.base) = (index, name, instruction, from, base)
        (self.baseExpansion, self.platformExpansion) = (baseExpansion, platformExpansion)
        (self.steps, self.initial, self.final) = (steps, initial, final)
    }

    /// The stage's own instructions.
    public var ownSteps: some Sequence<Step> { steps.lazy.filter { !$0.isTriggered } }
}

/// One instruction of a stage, with what holds before it.
public final class Step: Sendable {
    public let instruction: Instruction
    public let command: Command
    /// Whether the base's `ONBUILD` brings it; it is written in the base's stage.
    public let isTriggered: Bool
    /// What earlier instructions have set.
    public let before: StageState
    /// Where `COPY --from` copies from; nil for other instructions.
    public let origin: FileOrigin?
    /// The mounts of a `RUN`, variables put in, each with its origin.
    public let mounts: [(mount: Mount, origin: FileOrigin)]
    /// Variables that the instruction names and nothing defines; of an image whose environment is not known, some of
    /// them may be its own.
    public let undefined: [String]

    init(_ evaluated: EvaluatedInstruction, before: StageState) {
        (instruction, command, isTriggered) = (evaluated.instruction, evaluated.command, evaluated.isTriggered)
        (origin, mounts, undefined) = (evaluated.origin, evaluated.mounts, evaluated.undefined)
        self.before = before
    }

    /// A word of this instruction with variables put in; nil where that fails, which is a problem of `Stages`.
    public func expanded(_ word: Word) -> String? {
        word.isPlain ? word.text : try? word.expanded(before.variables).text
    }
}

/// A step while its stage is evaluated: what holds before it is known at the end.
struct EvaluatedInstruction {
    let instruction: Instruction
    let command: Command
    let isTriggered: Bool
    var origin: FileOrigin?
    var mounts: [(mount: Mount, origin: FileOrigin)] = []
    var undefined: [String] = []
}
