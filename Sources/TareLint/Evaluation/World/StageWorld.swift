import TareDockerfile

/// What a stage's file system comes to, as far as its instructions tell: a log of changes on a ground.
final class StageWorld {
    unowned let build: BuildWorld
    let stage: Stage
    /// What it stands on.
    let ground: FileSource
    /// Of the image at the bottom; nil where that is not known.
    let facts: GroundFacts?
    /// The image at the bottom as it is written, for evidence.
    let reference: String
    /// Whether what it stands on is known.
    let isGroundKnown: Bool
    private var log: [Change] = []
    private var places: [Int] = []
    private var noted: [Event] = []
    private var isFilled = false
    /// Whether its last step has been followed.
    private(set) var isComplete = false
    /// Numbers of users, the base's and those that are added; nil is a number that is not known.
    private(set) lazy var users: [String: UInt32?] = facts?.users.map { $0.mapValues { $0 } } ?? ["root": 0]
    private(set) var homes: [String: String?] = [:]
    /// The interpreters' own folders.
    private(set) lazy var systems: [PythonEnvironment] = {
        if case .world(let below) = ground { return below.systems }
        return Self.systems(facts, stage.from.platform?.text)
    }()
    /// What tools have been told to remember: the packages of a virtual name (`apk add --virtual`), settings of poetry,
    /// uv's interpreters.
    var remembered: [String: [String]] = [:]

    init(_ build: BuildWorld, _ stage: Stage) {
        self.build = build
        self.stage = stage
        switch stage.base {
        case .stage(let index):
            let below = build.world(index)
            ground = .world(below)
            (facts, reference, isGroundKnown) = (below.facts, below.reference, below.isGroundKnown)
        case .scratch:
            ground = .nothing
            (facts, reference, isGroundKnown) = (nil, "scratch", true)
        case .image(let name):
            reference = name
            facts = build.facts(of: name, platform: stage.from.platform?.text)
            ground = facts.map { .image($0, name) } ?? .unknown
            isGroundKnown = facts != nil
        case .context, .unknown:
            ground = .unknown
            (facts, reference, isGroundKnown) = (nil, stage.from.base.text, false)
        }
    }

    private static func systems(_ facts: GroundFacts?, _ platform: String?) -> [PythonEnvironment] {
        (facts?.interpreters ?? []).map { interpreter in
            let folder = interpreter.path.parentPath
            let prefix = folder.hasSuffix("/bin") ? folder.parentPath : folder
            return PythonEnvironment(
                .system, prefix, interpreter: interpreter.path.canonicalPath, minor: interpreter.minor,
                libc: facts?.libc, platform: platform)
        }
    }

    /// What its instructions do, in their order: followed when a rule first asks.
    var changes: [Change] {
        fill()
        return log
    }

    /// By step: the changes before it.
    var starts: [Int] {
        fill()
        return places
    }

    /// What rules ask of commands.
    var events: [Event] {
        fill()
        return noted
    }

    func fill() {
        guard !isFilled else { return }
        isFilled = true
        if case .world(let below) = ground {
            below.fill()
            (users, homes, remembered) = (below.users, below.homes, below.remembered)
        }
        build.fill(self)
        isComplete = true
    }

    var index: Int { stage.index }

    /// For messages: `stage 'builder'`.
    var title: String { stage.name.map { "stage '\($0)'" } ?? "stage \(stage.index)" }

    var libc: BaseImageFacts.Libc? { facts?.libc }

    // MARK: Filling

    func beginStep() { places.append(log.count) }

    func note(_ event: Event) {
        if noted.count < BuildWorld.mostChanges { noted.append(event) }
    }

    func add(user: String, number: UInt32?) { users[user] = .some(number) }

    func add(home: String, of user: String) { homes[user] = .some(home) }

    func add(_ change: Change) {
        guard log.count < BuildWorld.mostChanges else { return }
        log.append(change)
        if log.count == BuildWorld.mostChanges {
            log.append(Change(step: change.step, effect: .opaque(["/"]), origin: change.origin))
        }
    }

    // MARK: Asking

    /// A moment: changes that have happened, and the step whose mounts count.
    struct Moment {
        var count: Int
        var step: Int
    }

    var now: Moment { Moment(count: log.count, step: places.count - 1) }
    var end: Moment { Moment(count: changes.count, step: -1) }

    /// Before a step, with its mounts.
    func before(_ step: Int) -> Moment {
        Moment(count: step < starts.count ? starts[step] : changes.count, step: step)
    }

    func lookUp(_ path: String, _ moment: Moment? = nil) -> Presence {
        find(path.canonicalPath, moment ?? end, links: 0)
    }

    private func find(_ path: String, _ moment: Moment, links: Int) -> Presence {
        guard build.fuel > 0 else { return .unknown }
        build.fuel -= 1
        // A folder above one of which nothing is known may have been made along with it.
        var mayBeMade = false
        var isOverlaid = false
        for place in changes.indices.prefix(moment.count).reversed() {
            let change = changes[place]
            if change.isMount, change.step != moment.step { continue }
            if case .opaque(let folders) = change.effect, folders.contains(where: { $0.isBelow(path) }) {
                mayBeMade = true
            }
            guard let answer = effect(of: change, on: path, place, links) else { continue }
            if !change.isCertain, !answer.isUnknown { return .unknown }
            if answer.isUnknown, change.onlyAdds {
                // What has been there before is there all the same.
                isOverlaid = true
                continue
            }
            if isOverlaid, answer.isAbsent { return .unknown }
            return answer.isAbsent && mayBeMade ? .unknown : answer
        }
        let answer = Self.lookUp(path, in: ground, build)
        return answer.isAbsent && (mayBeMade || isOverlaid) ? .unknown : answer
    }

    /// What a source knows of a path, canonical and absolute.
    static func lookUp(_ path: String, in source: FileSource, _ build: BuildWorld) -> Presence {
        switch source {
        case .nothing: return path == "/" ? .found(Found(kind: .directory, original: path)) : .absent
        case .unknown, .own: return .unknown
        case .context: return build.context.lookUp(path)
        case .world(let world): return world.find(path, world.end, links: 0)
        case .image(let facts, _):
            guard let files = facts.files else { return .unknown }
            var answer = files.file(at: path)
            if answer == .absent, path.hasPrefix("/usr/") {
                for folder in ["/usr/bin/", "/usr/sbin/", "/usr/lib/"] where path.hasPrefix(folder) {
                    answer = files.file(at: String(path.dropFirst(4)))
                }
            }
            switch answer {
            case .unknown: return .unknown
            case .absent: return .absent
            case .found(let file):
                switch file.kind {
                case .file: return .found(Found(kind: .file, original: path))
                case .directory: return .found(Found(kind: .directory, original: path))
                case .symlink: return .found(Found(kind: .link, original: path))
                }
            }
        }
    }

    /// Nil if a change says nothing of a path.
    private func effect(of change: Change, on path: String, _ place: Int, _ links: Int) -> Presence? {
        func made(_ kind: Found.Kind, _ environment: PythonEnvironment? = nil) -> Presence {
            .found(Found(kind: kind, trail: [change.origin], environment: environment, original: path))
        }
        switch change.effect {
        case .file(let file):
            if file == path { return made(.file) }
            return file.isBelow(path) ? made(.directory) : nil
        case .directory(let folder): return folder.isAtOrBelow(path) ? made(.directory) : nil
        case .link(let link, let target):
            if link == path { return made(.link) }
            if link.isBelow(path) { return made(.directory) }
            guard path.isBelow(link) else { return nil }
            guard links < 8 else { return .unknown }
            let base = target.hasPrefix("/") ? target : link.parentPath.below(target)
            return find(
                base.below(path.rest(behind: link)).canonicalPath, Moment(count: place, step: change.step),
                links: links + 1)
        case .tree(let destination, let source, let from):
            if destination.isBelow(path) { return made(.directory) }
            guard path.isAtOrBelow(destination) else { return nil }
            let below = from.below(path.rest(behind: destination))
            // Both are canonical: in `/` alone another folder may be meant, but not in the folder of the build.
            var wanted = below
            if from == "/", !source.isContext { wanted = below.canonicalPath }
            var answer: Presence
            if case .own = source {
                answer = find(wanted, Moment(count: place, step: -1), links: links + 1)
            } else {
                answer = Self.lookUp(wanted, in: source, build)
                // What the folder of the build has for `/bin` comes to `/usr/bin`.
                if answer.isAbsent, source.isContext, destination == "/", path.isMerged {
                    answer = Self.lookUp(from.below(path.dropFirst(5)), in: source, build)
                }
            }
            if case .found(var found) = answer {
                found.trail.insert(change.origin, at: 0)
                answer = .found(found)
            }
            return answer.isAbsent ? nil : answer
        case .matches(let folder, let patterns):
            if folder.isBelow(path) || folder == path { return made(.directory) }
            guard path.isBelow(folder) else { return nil }
            let name = path.rest(behind: folder).split(separator: "/").first.map(String.init) ?? ""
            return patterns.contains { IgnorePattern(glob: $0)?.matches(name) ?? false } ? .unknown : nil
        case .removed(let gone): return path.isAtOrBelow(gone) ? .absent : nil
        case .opaque(let folders): return folders.contains { path.isAtOrBelow($0) } ? .unknown : nil
        case .opaqueOutsideSystem: return path.isOfSystem ? nil : .unknown
        case .created(let environment): return environment.presence(of: path, made)
        case .installed(let installation): return presence(of: path, in: installation, made)
        case .packages(let packages): return presence(of: path, in: packages, made)
        case .removedPackages(let names):
            guard path.isProgramOfSystem else { return nil }
            return names.contains { SystemPackages.brings(path.lastName, .init(names: [$0], isOpen: false)) == true }
                ? .absent : nil
        case .owner, .writable: return nil
        }
    }

    private func presence(
        of path: String, in installation: Installation, _ made: (Found.Kind, PythonEnvironment?) -> Presence
    ) -> Presence? {
        let environment = installation.environment
        let programs = environment.programs
        if path.isBelow(programs) {
            let name = path.lastName
            if installation.programs.contains(name) { return made(.file, environment) }
            return installation.isOpen && !StatedTools.ofSystem.contains(name) ? .unknown : nil
        }
        if environment.hasModules(path) {
            guard let modules = environment.modules else { return .unknown }
            guard path.isBelow(modules) else { return modules.isAtOrBelow(path) ? made(.directory, environment) : nil }
            return .unknown
        }
        if programs.isAtOrBelow(path) { return made(.directory, environment) }
        // Data of wheels.
        guard environment.kind != .target, path.isBelow(environment.prefix) else { return nil }
        var folders = ["share", "etc", "include", "man"]
        if environment.minor == nil { folders.append("lib") }
        return folders.contains { path.isAtOrBelow(environment.prefix.below($0)) }
            && !SystemLibraries.isPackaged(path.lastName) ? .unknown : nil
    }

    private func presence(
        of path: String, in packages: PackageChange, _ made: (Found.Kind, PythonEnvironment?) -> Presence
    ) -> Presence? {
        guard path.isOfSystem || path.isBelow("/opt") || path.isBelow("/var") else { return nil }
        guard path.isProgramOfSystem else {
            if path.isBelow("/usr/local") || path == "/usr/bin" || path == "/usr/sbin" { return nil }
            if path.isBelow("/usr/lib"), SystemLibraries.isPackaged(path.lastName) {
                switch SystemLibraries.isBrought(path.lastName, by: packages) {
                case true?: return made(.file, nil)
                case nil: return .unknown
                case false?: return nil
                }
            }
            return path.isBelow("/opt") && packages.names.allSatisfy(SystemPackages.isKnown) && !packages.isOpen
                ? nil : .unknown
        }
        switch SystemPackages.brings(path.lastName, packages) {
        case true?: return made(.file, nil)
        case nil: return .unknown
        case false?: return nil
        }
    }
}

extension PythonEnvironment {
    /// What the environment itself has at a path.
    func presence(of path: String, _ made: (Found.Kind, PythonEnvironment?) -> Presence) -> Presence? {
        if prefix.isAtOrBelow(path) { return made(.directory, self) }
        guard path.isBelow(prefix) else { return nil }
        let rest = path.rest(behind: prefix)
        switch rest {
        case "bin", "lib", "include": return made(.directory, self)
        case "pyvenv.cfg", "bin/activate": return made(.file, self)
        case "bin/python", "bin/python3": return made(.link, self)
        case "bin/pip", "bin/pip3": return linksToMinor ? .unknown : made(.file, self)
        case "lib64", ".lock": return .unknown
        default: break
        }
        if rest.hasPrefix("bin/python3."), let minor {
            return rest == "bin/python3.\(minor)" ? made(.link, self) : nil
        }
        if rest.hasPrefix("bin/activate") || rest.hasPrefix("bin/python") { return .unknown }
        if rest.hasPrefix("lib/python3") {
            guard let modules else { return .unknown }
            if modules.isAtOrBelow(path) { return made(.directory, self) }
            return path.isBelow(modules) ? (path.rest(behind: modules).isSeed ? .unknown : nil) : nil
        }
        return nil
    }
}

extension Substring {
    fileprivate var isSeed: Bool { StatedPython.seeds.contains { hasPrefix($0) } || hasPrefix("_virtualenv") }
}

extension String {
    private static let systemFolders = ["/usr", "/etc", "/boot", "/lib64", "/lib32", "/sys", "/proc", "/dev"]

    /// Whether package tools alone write there.
    var isOfSystem: Bool {
        Self.systemFolders.contains { isAtOrBelow($0) }
            && !isBelow("/usr/src") && !isBelow("/usr/share/nginx") && !isBelow("/usr/local/app")
    }

    /// Whether a merged `/usr` has it under a shorter name too.
    fileprivate var isMerged: Bool { isBelow("/usr/bin") || isBelow("/usr/sbin") || isBelow("/usr/lib") }

    var isProgramOfSystem: Bool {
        (isBelow("/usr/bin") || isBelow("/usr/sbin")) && utf8.count { $0 == 0x2F } == 3
    }
}
