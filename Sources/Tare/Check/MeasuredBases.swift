internal import TareDockerfile
internal import TareELF
internal import TareInventory
internal import TareLint
internal import TareNetwork
internal import TareOCI

/// Images that Dockerfiles stand on or copy from, as far as they were measured.
struct MeasuredBases: BaseImages {
    struct Entry: Sendable {
        var facts: BaseImageFacts
        var config: ImageConfig
    }

    var entries: [String: Entry] = [:]
    /// The platform that they were measured for.
    var platform: Platform

    func facts(of reference: String, platform: String?) -> BaseImageFacts? {
        if let platform, platform != self.platform.description { return nil }
        return entries[reference]?.facts
    }

    /// What `Stages` and BuildKit's rules ask of them.
    func apply(to settings: inout LintSettings) {
        for (reference, entry) in entries {
            let execution = entry.config.config
            settings.build.images[reference] = BaseImage(
                environment: entry.facts.environment ?? [:], workdir: execution?.workingDir, user: execution?.user,
                shell: execution?.shell)
            settings.basePlatforms[reference] = BuildPlatform(
                os: entry.config.os, architecture: entry.config.architecture, variant: entry.config.variant ?? "")
        }
        if !entries.isEmpty { settings.bases = self }
    }

    /// The references of a file that are images of registries.
    static func references(of file: Dockerfile, _ options: BuildOptions) -> Set<String> {
        var found: Set<String> = []
        func note(_ origin: FileOrigin?) { if case .image(let reference)? = origin { found.insert(reference) } }
        for stage in Stages(file, options).stages {
            if case .image(let reference) = stage.base { found.insert(reference) }
            for step in stage.steps {
                note(step.origin)
                for mount in step.mounts { note(mount.origin) }
            }
        }
        return found
    }
}

extension Workspace {
    /// Images that are most asked for.
    private static let mostBases = 200

    /// What is known of images by measurement. Without `pulls` only what was measured before counts.
    func measuredBases(_ references: Set<String>, pulls: Bool) async -> (bases: MeasuredBases, problems: [String]) {
        var result = MeasuredBases(platform: .host)
        var problems: [String] = []
        for reference in references.sorted().prefix(Self.mostBases) {
            guard let parsed = try? ImageReference(reference) else { continue }
            do {
                let image = try await open(.registry(parsed), platform: .host, asksNobody: !pulls)
                if !pulls, try needsPulling(image) { continue }
                result.entries[reference] = MeasuredBases.Entry(try await measure(image))
            } catch {
                // What was never measured is no fault of the file's.
                if pulls { problems.append("\(reference): \(error)") }
            }
        }
        return (result, problems)
    }
}

extension MeasuredBases.Entry {
    init(_ measured: MeasuredImage) {
        let inventory = ImageInventory(of: measured.tree)
        let config = measured.image.config
        var facts = BaseImageFacts(
            source: "measured" + (measured.image.manifestDigest.map { ", \($0.short)" } ?? ""))
        facts.files = TreeFiles(tree: measured.tree)
        var environment: [String: String] = [:]
        for text in config.config?.env ?? [] {
            guard let sign = text.firstIndex(of: "=") else { continue }
            environment[String(text[..<sign])] = String(text[text.index(after: sign)...])
        }
        facts.environment = environment
        facts.entrypoint = config.config?.entrypoint ?? []
        facts.command = config.config?.cmd ?? []
        facts.shell = config.config?.shell
        facts.user = config.config?.user ?? ""
        facts.workdir = config.config?.workingDir ?? "/"
        switch inventory.libc.family {
        case .glibc: facts.libc = .glibc
        case .musl: facts.libc = .musl
        case .none: facts.libc = nil
        }
        facts.libcVersion = inventory.libc.version
        facts.architecture = config.architecture
        facts.interpreters = inventory.interpreters.compactMap { interpreter in
            guard let minor = interpreter.minor, minor.major == 3 else { return nil }
            return TareLint.PythonInterpreter(path: interpreter.path, minor: minor.minor)
        }
        facts.users = inventory.accounts.users.map { users in
            Dictionary(users.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
        }
        facts.groups = inventory.accounts.groups.map { groups in
            Dictionary(groups.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
        }
        let managers = Set(inventory.programs.packageManagers.map(\.name))
        if managers.isEmpty {
            facts.packageTool = .absent
        } else if managers.contains("apt-get") {
            facts.packageTool = .apt
        } else if managers.contains("apk") {
            facts.packageTool = .apk
        } else if managers.contains("dnf") || managers.contains("microdnf") {
            facts.packageTool = .dnf
        }
        self.init(facts: facts, config: config)
    }
}

/// A measured image's files.
private struct TreeFiles: ImageFiles {
    let tree: ImageTree

    func file(at path: String) -> FileAnswer {
        guard let node = tree.node(at: path, followingLinks: false) else { return .absent }
        let kind: ImageFile.Kind
        switch tree.kind(of: node) {
        case .directory: kind = .directory
        case .symbolicLink: kind = .symlink(tree.linkText(of: node))
        default: kind = .file
        }
        var needed: [String]?
        if kind == .file {
            switch tree.elf(of: node) {
            case .facts(let facts)?: needed = facts.needed
            case nil: needed = []
            case .unreadable?: needed = nil
            }
        }
        return .found(
            ImageFile(
                kind, mode: tree.mode(of: node), uid: tree.userID(of: node), gid: tree.groupID(of: node), needed: needed
            ))
    }

    func names(in directory: String) -> [String]? {
        guard let node = tree.node(at: directory), tree.kind(of: node) == .directory else { return nil }
        return tree.children(of: node).map { tree.name(of: $0) }
    }
}
