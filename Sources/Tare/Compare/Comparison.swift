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
    let layers: DependencyLayers
    let today: CalendarDate
    private let calendar: SupportCalendar
    private let selection: LockSelection
    /// The application's files where they will lie, the same on every base.
    private let application: LayerPart
    private let choices = OncePerKey<InstallTarget, ChosenWheels?>()

    /// The wheels for one of a candidate's interpreters.
    struct Choice: Sendable {
        var target: InstallTarget
        var wheels: ChosenWheels

        /// `3.12`.
        var minor: String { "\(target.python.major).\(target.minor)" }
    }

    init(
        _ project: ProjectFolder, _ request: CompareRequest, _ calendar: SupportCalendar, index: PythonIndex,
        layers: DependencyLayers
    ) throws {
        self.project = project
        self.request = request
        self.index = index
        self.layers = layers
        guard let today = CalendarDate(ofTime: Self.text(ofTime: request.now)) else {
            throw AssemblyError.invalidTime(request.now)
        }
        self.today = today
        self.calendar = calendar
        application = try ServicePlan.part(of: project.files)
        selection = LockSelection(groups: project.project?.productionGroups)
    }

    private static func text(ofTime seconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    }

    /// The first interpreter that all packages have wheels for; without such, the one with the fewest misses. `nil` where
    /// the lock allows none of them.
    func choose(_ target: CandidateTarget?) async throws -> Choice? {
        guard let target else { return nil }
        var best: Choice?
        for python in target.pythons {
            guard let install = try? InstallTarget(python: python, machine: target.machine, library: target.library),
                let wheels = try await wheels(for: install)
            else { continue }
            if best.map({ wheels.misses < $0.wheels.misses }) ?? true { best = Choice(target: install, wheels: wheels) }
            if wheels.misses == 0 { break }
        }
        return best
    }

    /// `nil` where the lock does not allow the target.
    private func wheels(for target: InstallTarget) async throws -> ChosenWheels? {
        try await choices.value(for: target) {
            do {
                return try await ChosenWheels(project.lock, for: target, selection) { package in
                    var registry: String?
                    if case .registry(let address) = package.source { registry = address }
                    return try await index.files(of: package.name, at: registry)
                }
            } catch is LockResolutionError { return nil }
        }
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
            digest: image.image.manifestDigest,
            observed: Self.text(ofTime: min(image.image.observed ?? request.now, request.now)),
            system: inventory.operatingSystem.flatMap { system in
                [system.name, system.release ?? system.versionID].compactMap { $0 }.joined(separator: " ")
            },
            user: image.image.config.userName,
            size: .init(
                baseCompressed: isPacked ? compressed : nil,
                baseUncompressed: image.tree.layers.reduce(0) { $0 + $1.uncompressedSize }))
    }

    /// A candidate of which the manifest and configuration are known, and nothing that is in its layers.
    func weighed(
        _ entry: CatalogueEntry, python: String?, _ image: OpenedImage, uncompressed: UInt64?
    ) -> CandidateOutcome {
        var outcome = stated(entry, python: python)
        outcome.digest = image.manifestDigest
        outcome.observed = Self.text(ofTime: min(image.observed ?? request.now, request.now))
        outcome.user = image.config.userName
        outcome.facts.isAvailable = true
        // Of an image that the catalogue does not know nothing is stated.
        if entry.sources.isEmpty { outcome.facts.evidence = .measured }
        outcome.size = .init(
            baseCompressed: image.layers.reduce(UInt64?(0)) { sum, layer in
                sum.flatMap { sum in layer.size.map { sum &+ $0 } }
            },
            baseUncompressed: uncompressed)
        return outcome
    }

    private static func reference(_ entry: CatalogueEntry, _ python: String?) -> String {
        switch entry.origin {
        case .recipe(let name, let suite): "\(name) --suite \(suite)"
        case .image(let location): location.description
        case .reference(let pattern):
            python.flatMap { minor in
                let parts = minor.split(separator: ".").prefix(2).joined(separator: ".")
                return entry.reference(python: parts)?.description
            } ?? pattern
        }
    }

    var expectations: ProofExpectations {
        var application: String?
        switch project.application?.start {
        case .asgi(let target), .wsgi(let target): application = target.description
        default: break
        }
        return ProofExpectations(application: application)
    }

    /// What goes onto a base: layers in their order, as they would be written, and the configuration.
    struct Planned: Sendable {
        var layers: [LayerIndex]
        var config: ImageConfig
    }

    /// The layers of interpreter, dependencies and application for a base.
    ///
    /// - Parameter tree: the base's; `nil` where it is not known, which decides nothing of what is added.
    func plan(_ chosen: CandidateChoice, on tree: ImageTree?, _ config: ImageConfig) async throws -> Planned {
        let wheels = chosen.choice.wheels.wheels
        let dependencies: KeptPlan
        if let tree {
            dependencies = try await layers.layer(chosen.environment, wheels, on: tree)
        } else {
            dependencies = try await layers.weight(chosen.environment, wheels)
        }
        let service = try ServicePlan(
            base: config, environment: chosen.environment, packages: [], application: application,
            start: project.application, servers: Set(wheels.map(\.package.name.description)))
        let layers = [chosen.interpreter.layer, dependencies.index, try service.application.index()]
        return Planned(layers: layers.compactMap { $0 }, config: service.config)
    }
}

extension ImageConfig {
    /// The user that containers of the image run as.
    fileprivate var userName: String { config?.user.flatMap { $0.isEmpty ? nil : $0 } ?? "root" }
}
