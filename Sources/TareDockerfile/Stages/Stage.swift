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
public struct Stage: Sendable {
    public var index: Int
    /// In lower case; nil without one.
    public var name: String?
    public var instruction: Instruction
    public var from: FromCommand
    public var base: StageBase
    /// The base's reference after expansion; its sets say which arguments were used and which are not defined.
    public var baseExpansion: Expansion?
    /// `--platform` after expansion.
    public var platformExpansion: Expansion?
    /// What the base's `ONBUILD` adds, then the stage's own instructions.
    public var steps: [Step]
    /// Before the first step.
    public var initial: StageState
    /// Behind the last step.
    public var final: StageState
    /// Whether the target needs it.
    public var isReachable = false

    /// The stage's own instructions.
    public var ownSteps: some Sequence<Step> { steps.lazy.filter { !$0.isTriggered } }
}

/// One instruction of a stage, with what holds before it.
public struct Step: Sendable {
    public var instruction: Instruction
    public var command: Command
    /// Whether the base's `ONBUILD` brings it; it is written in the base's stage.
    public var isTriggered: Bool
    /// What earlier instructions have set.
    public internal(set) var before = StageState.empty
    /// Where `COPY --from` copies from; nil for other instructions.
    public var origin: FileOrigin?
    /// The mounts of a `RUN`, variables put in, each with its origin.
    public var mounts: [(mount: Mount, origin: FileOrigin)] = []
    /// Variables that the instruction names and nothing defines; of an image whose environment is not known, some of
    /// them may be its own.
    public var undefined: [String] = []

    /// A word of this instruction with variables put in; nil where that fails, which is a problem of `Stages`.
    public func expanded(_ word: Word) -> String? {
        word.isPlain ? word.text : try? word.expanded(before.variables).text
    }
}
