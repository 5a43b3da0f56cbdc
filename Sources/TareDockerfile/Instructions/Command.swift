/// An instruction with its parts named, as BuildKit's `instructions` package has them.
///
/// Nothing is expanded: words stand as written. Where a part is wrong, the rest is there all the same and
/// `ParsedInstruction.problems` tells of it.
public indirect enum Command: Sendable {
    case from(FromCommand)
    case arg([ArgumentDefinition])
    case env([KeyValue])
    case label([KeyValue])
    case run(RunCommand)
    case copy(CopyCommand)
    case add(AddCommand)
    case cmd(Invocation)
    case entrypoint(Invocation)
    case healthcheck(HealthcheckCommand)
    /// `SHELL ["a", "b"]`
    case shell([Word])
    case expose([Word])
    case user(Word)
    case workdir(Word)
    case volume([Word])
    case stopsignal(Word)
    case maintainer(Word)
    /// The instruction that it carries has its own `parsed()`.
    case onbuild(Instruction)
    /// There is too little to make anything of, or the keyword is unknown.
    case malformed
}

/// An instruction, what it says, and what is wrong with it.
public struct ParsedInstruction: Sendable {
    public var instruction: Instruction
    public var command: Command
    /// The first one is BuildKit's; it stops there.
    public var problems: [DockerfileProblem]
}

extension Instruction {
    /// Names the parts; complexity: linear in the arguments.
    public func parsed() -> ParsedInstruction {
        var reader = CommandReader(self)
        let command = reader.read()
        return ParsedInstruction(instruction: self, command: command, problems: reader.problems)
    }
}

/// `FROM [--platform=P] base [AS name]`
public final class FromCommand: Sendable {
    public let base: Word
    public let platform: Word?
    /// As written; stages go by `stageName`.
    public let name: Word?
    /// `AS` as written.
    public let asWord: Word?
    /// In lower case, as BuildKit compares; nil without a name that it accepts.
    public let stageName: String?

    init(
        base: Word, platform: Word? = nil, name: Word? = nil, asWord: Word? = nil
    ) {
        self.base = base
        self.platform = platform
        self.name = name
        self.asWord = asWord
        stageName = (name?.text.lowercased()).flatMap { Self.isStageName($0) ? $0 : nil }
    }

    /// `^[a-z][a-z0-9-_.]*$`
    static func isStageName(_ name: String) -> Bool {
        guard let first = name.utf8.first, first &- 0x61 < 26 else { return false }
        return name.utf8.allSatisfy { $0 &- 0x61 < 26 || $0.isDigit || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E }
    }
}

/// `NAME[=default]` of an `ARG`.
public struct ArgumentDefinition: Sendable {
    public var name: Word
    /// With its quotes; nil without `=`.
    public var value: Word?
    /// What a comment above says of it.
    public var comment: String?
}

/// `name=value` of `ENV` or `LABEL`, with quotes as written.
public struct KeyValue: Sendable {
    public var name: Word
    public var value: Word
    /// `ENV name value`, the old form.
    public var isLegacy: Bool
}

/// What `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK CMD` run.
public struct Invocation: Sendable {
    public enum Form: Sendable {
        /// A text for the stage's shell.
        case shell
        /// Words for the kernel: no shell, no variables.
        case exec
        /// `RUN` and nothing behind it.
        case empty
    }

    public var form: Form
    /// The elements of the exec form.
    public var words: [Word]
    /// The whole text of the shell form, continuations joined.
    public var text: Word?
    public var heredocs: [Heredoc]
}

/// `RUN [--mount=…]… [--network=…] [--security=…] [--device=…]… command`
public final class RunCommand: Sendable {
    public let line: Invocation
    public let mountFlags: [Flag]
    public let network: Word?
    public let security: Word?
    public let devices: [Device]

    init(
        line: Invocation, mountFlags: [Flag], network: Word? = nil, security: Word? = nil, devices: [Device]
    ) {
        self.line = line
        self.mountFlags = mountFlags
        self.network = network
        self.security = security
        self.devices = devices
    }

    /// The mounts, with variables left as they are written.
    public var mounts: [Mount] {
        var ignored: [DockerfileProblem] = []
        return mountFlags.compactMap { Mount($0, variables: nil, problems: &ignored) }
    }

    /// The mounts with variables put in.
    public func mounts(_ variables: [String: String], problems: inout [DockerfileProblem]) -> [Mount] {
        mountFlags.compactMap { Mount($0, variables: variables, problems: &problems) }
    }
}

/// A source of `COPY` or `ADD`.
public enum CopySource: Sendable {
    case path(Word)
    /// `<<name`: a file of that name with these lines; nil where no lines belong to it (in the JSON form).
    case content(name: String, word: Word, heredoc: Heredoc?)

    public var word: Word {
        switch self {
        case .path(let word), .content(_, let word, _): word
        }
    }

    public var path: Word? {
        if case .path(let word) = self { return word }
        return nil
    }
}

/// `COPY [--from=…] [--chown=…] [--chmod=…] [--link] [--parents] [--exclude=…]… source… destination`
public final class CopyCommand: Sendable {
    public let sources: [CopySource]
    public let destination: Word
    public let from: Word?
    public let owner: Word?
    public let mode: Word?
    public let isLinked: Bool
    public let keepsParents: Bool
    public let excludes: [Word]

    init(
        sources: [CopySource], destination: Word, from: Word? = nil, owner: Word? = nil, mode: Word? = nil,
        isLinked: Bool, keepsParents: Bool, excludes: [Word]
    ) {
        self.sources = sources
        self.destination = destination
        self.from = from
        self.owner = owner
        self.mode = mode
        self.isLinked = isLinked
        self.keepsParents = keepsParents
        self.excludes = excludes
    }
}

/// `ADD [--chown=…] [--chmod=…] [--link] [--keep-git-dir] [--checksum=…] [--unpack] [--exclude=…]…`, and what `COPY`
/// has behind its flags.
public final class AddCommand: Sendable {
    public let sources: [CopySource]
    public let destination: Word
    public let owner: Word?
    public let mode: Word?
    public let checksum: Word?
    public let isLinked: Bool
    public let excludes: [Word]
    /// Nil where the flag is not given.
    public let keepsGitDirectory: Bool?
    /// Nil where the flag is not given: archives on disk are unpacked, those from the network are not.
    public let unpacks: Bool?

    init(
        sources: [CopySource], destination: Word, owner: Word? = nil, mode: Word? = nil, checksum: Word? = nil,
        isLinked: Bool, excludes: [Word], keepsGitDirectory: Bool? = nil, unpacks: Bool? = nil
    ) {
        self.sources = sources
        self.destination = destination
        self.owner = owner
        self.mode = mode
        self.checksum = checksum
        self.isLinked = isLinked
        self.excludes = excludes
        self.keepsGitDirectory = keepsGitDirectory
        self.unpacks = unpacks
    }
}

/// `HEALTHCHECK NONE`, or `HEALTHCHECK [--interval=…]… CMD command`
public struct HealthcheckCommand: Sendable {
    /// Nil for `NONE`.
    public var line: Invocation?
    public var interval: GoDuration?
    public var timeout: GoDuration?
    public var startPeriod: GoDuration?
    public var startInterval: GoDuration?
    public var retries: Int?
}
