import TareDockerfile

/// What one command or instruction does to a stage's files.
final class Change {
    enum Effect {
        case file(String)
        case directory(String)
        case link(String, target: String)
        /// Everything of a source at a path stands at another.
        case tree(at: String, of: FileSource, from: String)
        /// Files of these names, of a folder of the build or another source, stand in a folder.
        case matches(in: String, patterns: [String])
        case removed(String)
        /// Nothing is known any more of what lies there.
        case opaque([String])
        /// Nothing is known any more of what lies outside of the system's folders.
        case opaqueOutsideSystem
        case created(PythonEnvironment)
        case installed(Installation)
        case packages(PackageChange)
        case removedPackages([String])
        /// `chown`, with `-R`, and what belongs to whom.
        case owner(String, Owner?, isDeep: Bool)
        /// `chmod` that lets others or the group write.
        case writable(String)
    }

    /// Index of the step; a mount's change holds in its own step alone.
    let step: Int
    let effect: Effect
    let origin: Place
    let isCertain: Bool
    let isMount: Bool
    /// Who makes it; nil is not known.
    let owner: Owner?

    init(
        step: Int, effect: Effect, origin: Place, isCertain: Bool = true, isMount: Bool = false, owner: Owner? = nil
    ) {
        (self.step, self.effect, self.origin) = (step, effect, origin)
        (self.isCertain, self.isMount, self.owner) = (isCertain, isMount, owner)
    }

    /// Whether it deletes nothing: a COPY.
    var onlyAdds: Bool {
        switch effect {
        case .tree, .matches: true
        default: false
        }
    }
}

/// Where a change is written.
enum Place {
    case instruction(Instruction)
    case command(ShellCommand, Instruction)

    var instruction: Instruction {
        switch self {
        case .instruction(let instruction), .command(_, let instruction): instruction
        }
    }

    func evidence(_ remark: String) -> Evidence {
        switch self {
        case .instruction(let instruction):
            Evidence("\(remark): \(instruction.joinedText.shortened)", at: instruction.placeRange)
        case .command(let command, _): Evidence("\(remark): \(command.description.shortened)", at: command.range)
        }
    }
}

/// Where files come from.
enum FileSource {
    case nothing
    case unknown
    case context
    /// The stage itself as it was before the change.
    case own
    case world(StageWorld)
    case image(GroundFacts, String)

    /// Whether it is a stage's world, seen from a change of another or of its own.
    func isWorld(_ wanted: StageWorld, in current: StageWorld) -> Bool {
        switch self {
        case .world(let world): world === wanted
        case .own: current === wanted
        default: false
        }
    }

    var isContext: Bool { if case .context = self { true } else { false } }

    /// A path of it as it is looked up: in the folder of the build, `/bin` is no name of another folder.
    func canonical(_ path: String) -> String { isContext ? CleanPath.clean(path) : path.canonicalPath }
}

/// A user by name or number.
enum Owner: Hashable {
    case number(UInt32)
    case name(String)

    static let root = Owner.number(0)
}

/// What is known of a path.
enum Presence {
    case found(Found)
    case absent
    case unknown

    var isAbsent: Bool { if case .absent = self { true } else { false } }
    var isUnknown: Bool { if case .unknown = self { true } else { false } }
    var found: Found? { if case .found(let found) = self { found } else { nil } }
}

/// Something that is there.
struct Found {
    enum Kind { case file, directory, link, open }

    var kind: Kind
    /// From the stage that is asked, back to where it was made; empty for what a base brings.
    var trail: [Place] = []
    /// The environment that it belongs to.
    var environment: PythonEnvironment?
    /// Where it stood when it was made.
    var original: String
    /// Its place among the build's own files.
    var contextPath: String?
}

extension String {
    /// For messages: one line of it.
    var shortened: String {
        let isPlain = utf8.count <= 120 && utf8.allSatisfy { $0 < 0x80 && !(0x0A...0x0D).contains($0) }
        if isPlain { return self }
        let line = split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        let isCut = line.utf8.count > 120 || line.utf8.count < utf8.count
        return isCut ? line.prefix(117) + "…" : line
    }
}
