internal import FoundationEssentials
internal import TareArchive
internal import TareAssembly
internal import TareInventory
internal import TareNetwork
internal import TareOCI
internal import TarePython
internal import TareReport
internal import TareSelection

/// What all candidates of one comparison share, and what is made of it for each.
struct Comparison: Sendable {
    let project: ProjectFolder
    let request: CompareRequest
    let index: PythonIndex
    let today: CalendarDate
    private let calendar: SupportCalendar
    private let selection: LockSelection
    private let observed: String

    /// The wheels for one of a candidate's interpreters.
    struct Choice: Sendable {
        var target: InstallTarget
        var wheels: ChosenWheels
    }

    init(_ project: ProjectFolder, _ request: CompareRequest, index: PythonIndex) throws {
        self.project = project
        self.request = request
        self.index = index
        observed = Date(timeIntervalSince1970: Double(request.now)).formatted(.iso8601)
        guard let today = CalendarDate(ofTime: observed) else { throw AssemblyError.invalidTime(request.now) }
        self.today = today
        calendar = try SupportCalendar.builtIn()
        selection = LockSelection(groups: project.project?.productionGroups)
    }

    /// The first interpreter that all packages have wheels for; without such, the one with the fewest misses. `nil` where
    /// the lock allows none of them.
    func choose(_ target: CandidateTarget?) async throws -> Choice? {
        guard let target else { return nil }
        var best: Choice?
        for python in target.pythons {
            guard let install = try? InstallTarget(python: python, machine: target.machine, library: target.library)
            else { continue }
            let wheels: ChosenWheels
            do {
                wheels = try await ChosenWheels(project.lock, for: install, selection) { package in
                    var registry: String?
                    if case .registry(let address) = package.source { registry = address }
                    return try await index.files(of: package.name, at: registry)
                }
            } catch is LockResolutionError { continue }
            if best.map({ wheels.misses < $0.wheels.misses }) ?? true { best = Choice(target: install, wheels: wheels) }
            if wheels.misses == 0 { break }
        }
        return best
    }

    func support(_ entry: CatalogueEntry, _ python: String?) -> SupportEnd {
        calendar.supportEnds(entry, python: python, now: today)
    }

    /// A candidate that only the catalogue knows.
    func stated(_ entry: CatalogueEntry, python: String?) -> CandidateOutcome {
        let facts = CandidateFacts(
            stated: entry, python: python, platform: request.platform, support: support(entry, python))
        let sizes = entry.sizes(python: facts.python ?? "", platform: request.platform)
        return CandidateOutcome(
            facts: facts, reference: Self.reference(entry, facts.python),
            observed: entry.observed.map { "\($0)" }, system: entry.distribution?.value.description,
            user: entry.user?.value,
            size: .init(baseCompressed: sizes.compressed?.value, baseUncompressed: sizes.uncompressed?.value),
            sources: entry.sources)
    }

    /// A candidate whose base was measured.
    func measured(_ entry: CatalogueEntry, _ image: MeasuredImage, _ inventory: ImageInventory) -> CandidateOutcome {
        let interpreter = CandidateTarget.interpreter(of: inventory)
        var facts = CandidateFacts(id: entry.id, evidence: .measured)
        facts.python = interpreter?.version
        facts.libc = inventory.libc.version.map { "\(inventory.libc.family.rawValue) \($0)" }
        facts.shell = inventory.programs.binSh.map { .present($0) } ?? .absent
        facts.packageManager = inventory.programs.packageManagers.first.map { .present($0.name) } ?? .absent
        // The service gets a user of its own.
        facts.runsAsRoot = false
        facts.systemPackages = inventory.packages.count { $0.type != .python }
        facts.setIDFiles = inventory.privileges.setIDFiles.count
        facts.isAvailable = true
        facts.support = support(entry, interpreter?.minor.map { "\($0)" })
        let compressed = image.tree.layers.reduce(UInt64(0)) { $0 + $1.compressedSize }
        let isPacked = image.tree.layers.allSatisfy { $0.compression != .none }
        return CandidateOutcome(
            facts: facts, reference: Self.reference(entry, interpreter?.minor.map { "\($0)" }),
            digest: image.image.manifestDigest, observed: observed,
            system: inventory.operatingSystem.flatMap { system in
                [system.name, system.release ?? system.versionID].compactMap { $0 }.joined(separator: " ")
            },
            user: image.image.config.config?.user.flatMap { $0.isEmpty ? nil : $0 } ?? "root",
            size: .init(
                baseCompressed: isPacked ? compressed : nil,
                baseUncompressed: image.tree.layers.reduce(0) { $0 + $1.uncompressedSize }))
    }

    private static func reference(_ entry: CatalogueEntry, _ python: String?) -> String {
        switch entry.origin {
        case .recipe(let name, let suite): "\(name) --suite \(suite)"
        case .reference(let pattern):
            python.flatMap { minor in
                let parts = minor.split(separator: ".").prefix(2).joined(separator: ".")
                return entry.reference(python: parts)?.description
            } ?? pattern
        }
    }

    /// The names of all libraries that a candidate has: the base's, and those in the wheels.
    func names(_ base: ImageTree, _ readings: [WheelReading]) -> Set<String> {
        var names: Set<String> = []
        base.forEachNode { names.insert(base.name(of: $0)) }
        for directory in readings.compactMap({ $0.wheel?.directory }) {
            for entry in directory.entries {
                if let name = directory.name(entry).split(separator: "/").last { names.insert(String(name)) }
            }
        }
        return names
    }

    var expectations: ProofExpectations {
        var application: String?
        switch project.application?.start {
        case .asgi(let target), .wsgi(let target): application = target.description
        default: break
        }
        return ProofExpectations(application: application)
    }

    /// The image that the project would be on a base.
    func plan(
        _ base: ImageConfig, _ interpreter: PythonInterpreter, _ choice: Choice, _ readings: [WheelReading]
    ) throws -> ServicePlan {
        let environment = EnvironmentPlan(
            interpreter: interpreter.path, minor: choice.target.minor, version: choice.target.python.description,
            isFreeThreaded: interpreter.isFreeThreaded)
        let scheme = InstallationScheme.virtualEnvironment(
            root: environment.root, minor: environment.minor, isFreeThreaded: environment.isFreeThreaded)
        let wheels = try zip(choice.wheels.wheels, readings).compactMap { chosen, reading in
            try reading.wheel.map { wheel in
                (
                    reading,
                    try WheelInstallation(
                        wheel, contents: reading.contents, filename: chosen.filename, scheme: scheme)
                )
            }
        }
        return try ServicePlan(
            base: base, environment: environment, wheels: wheels, files: project.files, start: project.application,
            servers: Set(choice.wheels.wheels.map(\.package.name.description)))
    }
}
