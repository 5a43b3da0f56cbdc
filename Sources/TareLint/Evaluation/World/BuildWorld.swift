import TareDockerfile

/// What a build would come to: the worlds of its stages, made when a rule first asks.
///
/// Bounded for hostile files: what goes beyond is not known, and nothing is found by it.
final class BuildWorld {
    /// Changes that a stage keeps.
    static let mostChanges = 2_000
    /// Stages that stand or copy on one another.
    static let mostDepth = 64

    let stages: Stages
    let settings: RuleSettings
    let context: ContextFiles
    /// Steps that look-ups may still take.
    var fuel = 400_000
    private let items: [Item]
    /// By stage: the item behind its `FROM`.
    private var firstItems: [Int] = []
    private var worlds: [StageWorld] = []
    private var depths: [Int] = []
    /// By stage: its environments behind the last step, once they have been asked for. They know their worlds, and would
    /// never go if those kept them.
    var finalEnvironments: [Int: [EnvironmentView]] = [:]
    private var known: [String: GroundFacts?] = [:]

    init(_ stages: Stages, _ settings: RuleSettings, _ items: [Item]) {
        self.stages = stages
        self.settings = settings
        self.items = items
        context = ContextFiles(settings)
        for (index, item) in items.enumerated() where item.keyword == .from { firstItems.append(index + 1) }
    }

    /// The world of a stage; those before it are made first. What they hold is worked out when it is asked for.
    func world(_ index: Int) -> StageWorld {
        while worlds.count <= index {
            let stage = stages.stages[worlds.count]
            worlds.append(StageWorld(self, stage))
            var depth = 1
            if case .stage(let base) = stage.base { depth = max(depth, depths[base] + 1) }
            for step in stage.steps {
                if case .stage(let source)? = step.origin, source < depths.count {
                    depth = max(depth, depths[source] + 1)
                }
            }
            depths.append(depth)
        }
        return worlds[index]
    }

    var all: [StageWorld] {
        guard !stages.stages.isEmpty else { return [] }
        _ = world(stages.stages.count - 1)
        return worlds
    }

    /// The stages that make images: the target, and such as no other stage stands on or copies from.
    private(set) lazy var leaves: [StageWorld] = {
        var used: Set<Int> = []
        for stage in stages.stages {
            if case .stage(let base) = stage.base { used.insert(base) }
            for step in stage.steps {
                if case .stage(let source)? = step.origin { used.insert(source) }
                for (_, origin) in step.mounts { if case .stage(let source) = origin { used.insert(source) } }
            }
        }
        return stages.stages.indices.filter { !used.contains($0) || $0 == stages.targetIndex }.map(world)
    }()

    /// Whether the lines of a script may be known: by the folder of the build, or as a here-document.
    private(set) lazy var mayHoldScripts: Bool =
        context.isKnown
        || items.contains { ($0.keyword == .copy || $0.keyword == .add) && !$0.instruction.heredocs.isEmpty }

    /// The processes of the images, worked out once.
    private(set) lazy var processes: [Process] = leaves.map { Process($0) }

    func facts(of reference: String, platform: String?) -> GroundFacts? {
        if let found = known[reference] { return found }
        let asked = settings.bases?.facts(of: reference, platform: platform) ?? StatedImages.facts(of: reference)
        let facts = asked.map { GroundFacts($0) }
        known[reference] = facts
        return facts
    }

    /// What an instruction of a stage copies from.
    func source(_ origin: FileOrigin?, before stage: Int) -> FileSource {
        switch origin {
        case .buildContext: .context
        case .stage(let index):
            // A stage behind this one is a problem that the file's own checks tell.
            index < stage && depths[index] < Self.mostDepth ? .world(worlds[index]) : .unknown
        case .image(let reference): facts(of: reference, platform: nil).map { .image($0, reference) } ?? .unknown
        case .empty: .nothing
        case .context, .unknown, nil: .unknown
        }
    }

    /// Follows the instructions of a stage.
    func fill(_ world: StageWorld) {
        guard depths[world.index] < Self.mostDepth else {
            world.beginStep()
            world.add(Change(step: 0, effect: .opaque(["/"]), origin: .instruction(world.stage.instruction)))
            return
        }
        let first = world.index < firstItems.count ? firstItems[world.index] : items.count
        var own = 0
        for (index, step) in world.stage.steps.enumerated() {
            world.beginStep()
            var run: RunFacts?
            if !step.isTriggered {
                if first + own < items.count { run = items[first + own].run }
                own += 1
            }
            switch step.command {
            case .copy(let copy): CopyReader(world, step, index).read(copy)
            case .add(let add): CopyReader(world, step, index).read(add)
            case .workdir: workdir(world, step, index)
            case .run(let command): self.run(command, run, world, step, index)
            default: break
            }
        }
    }

    private func workdir(_ world: StageWorld, _ step: Step, _ index: Int) {
        guard case .workdir(let word) = step.command, let text = step.expanded(word),
            let path = world.absolute(text, step)
        else { return }
        let isThere = world.lookUp(path, world.now)
        // It keeps its owner if it is there.
        if case .found = isThere { return }
        let owner = isThere.isAbsent ? world.user(step) : nil
        world.add(Change(step: index, effect: .directory(path), origin: .instruction(step.instruction), owner: owner))
    }

    private func run(_ command: RunCommand, _ facts: RunFacts?, _ world: StageWorld, _ step: Step, _ index: Int) {
        let origin = Place.instruction(step.instruction)
        for (mount, from) in step.mounts {
            guard let target = mount.target, let path = world.absolute(target, step) else { continue }
            let source = source(from, before: world.index)
            let effect: Change.Effect
            switch mount.kind {
            case .bind: effect = .tree(at: path, of: source, from: source.canonical("/" + (mount.source ?? "")))
            case .secret, .ssh: effect = .file(path)
            default: effect = .opaque([path])
            }
            world.add(Change(step: index, effect: effect, origin: origin, isMount: true))
        }
        let shell = step.before.shell ?? world.facts?.shell
        var reader = RunReader(world, step, index)
        switch command.line.form {
        case .shell:
            let programs = facts?.scripts ?? command.line.programs(shell: shell)
            if let name = shell?.first, !name.isShellName { return reader.opaque(origin) }
            for program in programs {
                if let script = program.script { reader.read(script) } else { reader.opaque(origin) }
            }
        case .exec:
            let words = command.line.words.map(\.text)
            if words.count == 3, words[0].isShellName, words[1].hasPrefix("-"), words[1].hasSuffix("c") {
                reader.read(ShellScript(words[2]), isInPlace: false)
            } else {
                reader.run(words, origin)
            }
        case .empty: break
        }
    }
}

extension StageWorld {
    /// An absolute path, by the working directory of a step; nil where that is not known.
    func absolute(_ path: String, _ step: Step) -> String? {
        if path.hasPrefix("/") { return path.canonicalPath }
        guard let folder = workdir(step.before) else { return nil }
        return folder.below(path).canonicalPath
    }

    func workdir(_ state: StageState) -> String? { state.workdir ?? facts?.workdir ?? (facts == nil ? nil : "/") }

    /// Who runs a step.
    func user(_ step: Step) -> Owner? { user(step.before) }

    /// Who runs what follows.
    func user(_ state: StageState) -> Owner? {
        guard let text = state.user ?? facts?.user else { return facts == nil ? nil : .root }
        let name = text.beforeColon
        return name.isEmpty || name == "root" ? .root : owner(name)
    }

    /// A user, by number where that is known.
    func owner(_ name: String) -> Owner? {
        if name.utf8.contains(0x24) { return nil }
        if let number = UInt32(name) { return .number(number) }
        if name == "root" { return .root }
        if case .some(.some(let number)) = users[name] { return .number(number) }
        return .name(name)
    }
}

extension String {
    /// Whether it names a shell of POSIX's language.
    var isShellName: Bool { Self.shells.contains(lastName) }

    private static let shells: NameSet = ["sh", "bash", "ash", "dash", "busybox", "ksh", "zsh"]

    /// The name of `user:group`.
    var beforeColon: String {
        guard let colon = utf8.firstIndex(of: 0x3A) else { return self }
        return String(self[..<colon])
    }
}
