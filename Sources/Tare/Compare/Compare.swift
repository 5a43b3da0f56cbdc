internal import FoundationEssentials
internal import TareDiagnostics
internal import TareInventory
internal import TareNetwork
internal import TareOCI
internal import TarePython
public import TareReport
internal import TareSelection

extension Workspace {
    /// Which base a project should stand on: every candidate measured as far as it can be had, the wheels that fit, the
    /// image's weight, whether it would start, and a recommendation with reasons.
    ///
    /// One candidate that cannot be measured is shown with what is stated of it; it does not fail the others.
    public func compare(_ request: CompareRequest) async throws -> CompareResult {
        async let catalogue = Catalogue.builtIn()
        async let calendar = SupportCalendar.builtIn()
        let project = try ProjectFolder(request.project)
        if request.run != nil { try await checkRunning() }
        let index = try pythonIndex()
        let cache = try measurements()
        let comparison = try await Comparison(
            project, request, calendar, index: index,
            layers: DependencyLayers(WheelReader(index, cache, progress), cache))
        let entries = try await request.candidates(of: catalogue)
        var outcomes: [CandidateOutcome] = []
        try await withThrowingTaskGroup(of: CandidateOutcome.self) { group in
            for entry in entries {
                group.addTask { [self] in try await examine(entry, comparison) }
            }
            while let outcome = try await group.next() { outcomes.append(outcome) }
        }
        if let options = request.run { outcomes = try await start(outcomes, request, options) }
        let judgement = Judgement(of: outcomes.map(\.facts), for: request.profile, now: comparison.today)
        return CompareResult(
            project: .init(
                name: project.project?.name?.description,
                requiresPython: (project.lock.requiresPython ?? project.project?.requiresPython)?.description,
                lock: project.lockFile, application: project.application?.description,
                packages: project.lock.packages.count),
            candidates: outcomes.compactMap { outcome in
                judgement[outcome.facts.id].map { outcome.result(request.platform, judged: $0) }
            },
            recommendation: .init(judgement.recommendation))
    }

    private func examine(_ entry: CatalogueEntry, _ comparison: Comparison) async throws -> CandidateOutcome {
        let request = comparison.request
        if entry.offers(request.platform) == false {
            var outcome = comparison.stated(entry, python: nil)
            outcome.facts.isAvailable = false
            return outcome
        }
        // A registry is asked for the minor that the stated facts choose; the base then tells its own.
        let stated = try await comparison.choose(CandidateTarget(entry, request.platform))
        let asked = stated?.minor ?? entry.fixedPython ?? "3.13"
        switch try await find(entry, python: asked, request) {
        case .measured(let image): return try await predict(entry, image, comparison)
        case .weighed(let image, let uncompressed):
            var outcome = comparison.weighed(entry, python: stated?.minor, image, uncompressed: uncompressed)
            outcome.leaveOpen(
                "base", "the base's layers were not pulled", fix: "run without --no-pull to measure and prove it")
            try await weigh(&outcome, entry, stated, comparison)
            return outcome
        case .unreachable(let reason):
            var outcome = comparison.stated(entry, python: stated?.minor)
            outcome.leaveOpen(
                "base", "the base could not be measured: \(reason)", fix: "run where its registry can be reached")
            try await weigh(&outcome, entry, stated, comparison)
            return outcome
        }
    }

    /// Adds the weight of what would go onto a base that was not measured.
    private func weigh(
        _ outcome: inout CandidateOutcome, _ entry: CatalogueEntry, _ choice: Comparison.Choice?,
        _ comparison: Comparison
    ) async throws {
        guard let choice else { return }
        outcome.take(choice.wheels)
        guard choice.wheels.misses == 0 else { return }
        var stated: CandidateChoice?
        if let path = entry.interpreterPath(python: choice.minor) {
            let version = choice.target.python.description
            stated = CandidateChoice(interpreter: .init(path: path, version: version), choice: choice)
        } else if case .managed(let folder) = entry.interpreter,
            let target = CandidateTarget(entry, comparison.request.platform)
        {
            stated = try? await managed(for: target, in: folder, comparison)
            if let stated {
                outcome.facts.python = stated.interpreter.version
                outcome.take(stated.choice.wheels)
            }
        }
        // What cannot be had of a wheel leaves the weight open, as the base is open anyway.
        guard let stated,
            let planned = try? await comparison.plan(
                stated, on: nil, ImageConfig(platform: comparison.request.platform, diffIDs: []))
        else { return }
        outcome.add(planned)
    }

    /// Puts the project onto a measured base, and proves whether that starts.
    private func predict(
        _ entry: CatalogueEntry, _ image: MeasuredImage, _ comparison: Comparison
    ) async throws -> CandidateOutcome {
        let inventory = ImageInventory(of: image.tree)
        let entry = entry.supported(by: inventory)
        var outcome = comparison.measured(entry, image, inventory)
        guard let target = CandidateTarget(entry, inventory, comparison.request.platform),
            let choice = try await comparison.choose(target)
        else {
            outcome.leaveOpen("python", "no CPython and C library of the base are known that wheels can be chosen for")
            return outcome
        }
        let chosen: CandidateChoice
        if let own = CandidateTarget.interpreter(of: inventory) {
            let interpreter = CandidateInterpreter(
                path: own.path, version: choice.target.python.description, isFreeThreaded: own.isFreeThreaded)
            chosen = CandidateChoice(interpreter: interpreter, choice: choice)
        } else {
            outcome.take(choice.wheels)
            do {
                guard let managed = try await managed(for: target, in: entry.managedFolder, comparison) else {
                    outcome.leaveOpen("python", "the lock allows none of the CPythons that the base can be given")
                    return outcome
                }
                chosen = managed
                outcome.facts.python = managed.interpreter.version
            } catch let error as Unreachable {
                outcome.leaveOpen(
                    "python", "the base has no CPython, and none could be had for it: \(error.reason)",
                    fix: "name a mirror or a folder of python-build-standalone's archives in TARE_PYTHON_MIRROR")
                return outcome
            }
        }
        outcome.take(chosen.choice.wheels)
        outcome.facts.support = comparison.support(entry, chosen.choice.minor)
        guard chosen.choice.wheels.misses == 0 else {
            let names = (chosen.choice.wheels.needBuild + chosen.choice.wheels.blocked).map(\.package)
            outcome.leaveOpen(
                "dependencies", "what is built from source is not known before: \(names.joined(separator: ", "))",
                fix: "build wheels of these packages for the base")
            return outcome
        }
        do {
            let planned = try await comparison.plan(chosen, on: image.tree, image.image.config)
            outcome.add(planned)
            let tree = ImageTree(layers: image.tree.layers + planned.layers)
            let inventory = ImageInventory(of: tree)
            let expectations = comparison.expectations(of: tree, planned.config, inventory)
            outcome.take(Proof(of: tree, config: planned.config, inventory: inventory, expecting: expectations))
        } catch let collision as LayerPlan.Collision {
            outcome.leaveOpen("dependencies", "two packages install \(collision.path.printable())")
        } catch let error as WheelContentError {
            outcome.leaveOpen("dependencies", "a wheel cannot be installed: \(error.description)")
        } catch let error as any Refusal {
            // One wheel that cannot be read leaves this candidate open, and no other.
            outcome.leaveOpen("dependencies", "a wheel could not be read: \(error.description)", fix: error.hint ?? "")
        }
        return outcome
    }
}

extension CatalogueEntry {
    /// With the distribution that was measured, where nothing is stated.
    fileprivate func supported(by inventory: ImageInventory) -> CatalogueEntry {
        guard support.isEmpty, let system = inventory.operatingSystem, let id = system.id,
            let version = system.versionID, let subject = SupportSubject(distribution: id, version: version)
        else { return self }
        var entry = self
        entry.support = [subject]
        return entry
    }
}

extension CandidateOutcome {
    /// Adds the weight of what goes onto the base.
    fileprivate mutating func add(_ planned: Comparison.Planned) {
        size = .init(
            baseCompressed: size.baseCompressed, baseUncompressed: size.baseUncompressed,
            addedCompressed: planned.layers.reduce(0) { $0 &+ $1.compressedSize },
            addedUncompressed: planned.layers.reduce(0) { $0 &+ $1.uncompressedSize })
        facts.size = .init(compressed: size.totalCompressed, uncompressed: size.totalUncompressed)
    }
}
