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
        let project = try ProjectFolder(request.project)
        let catalogue = try Catalogue.builtIn()
        let entries =
            request.bases.isEmpty
            ? catalogue.entries.filter(\.isDefault) : try request.bases.map { try catalogue.entry($0) }
        let comparison = try Comparison(project, request, index: pythonIndex())
        var outcomes: [CandidateOutcome] = []
        try await withThrowingTaskGroup(of: CandidateOutcome.self) { group in
            for entry in entries {
                group.addTask { [self] in try await examine(entry, comparison) }
            }
            while let outcome = try await group.next() { outcomes.append(outcome) }
        }
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
        let platform = comparison.request.platform
        if entry.offers(platform) == false {
            var outcome = comparison.stated(entry, python: nil)
            outcome.facts.isAvailable = false
            return outcome
        }
        // A registry is asked for the minor that the stated facts choose; the base then tells its own.
        let stated = try await comparison.choose(CandidateTarget(entry, platform))
        let minor = stated.map { "\($0.target.python.major).\($0.target.python.minor)" }
        let asked = minor ?? entry.fixedPython ?? "3.13"
        switch try await find(entry, python: asked, platform: platform, now: comparison.request.now) {
        case .measured(let image): return try await predict(entry, image, comparison)
        case .unreachable(let reason):
            var outcome = comparison.stated(entry, python: minor)
            if let stated { outcome.take(stated.wheels) }
            outcome.leaveOpen(
                "base", "the base could not be measured: \(reason)", fix: "run where its registry can be reached")
            return outcome
        }
    }

    /// Puts the project onto a measured base, and proves whether that starts.
    private func predict(
        _ entry: CatalogueEntry, _ image: MeasuredImage, _ comparison: Comparison
    ) async throws -> CandidateOutcome {
        let inventory = ImageInventory(of: image.tree)
        var outcome = comparison.measured(entry, image, inventory)
        guard let chosen = try await comparison.choose(CandidateTarget(entry, inventory, comparison.request.platform))
        else {
            outcome.leaveOpen("python", "no CPython and C library of the base are known that wheels can be chosen for")
            return outcome
        }
        outcome.take(chosen.wheels)
        let python = chosen.target.python
        outcome.facts.support = comparison.support(entry, "\(python.major).\(python.minor)")
        guard let interpreter = CandidateTarget.interpreter(of: inventory) else {
            outcome.leaveOpen(
                "python", "the base has no CPython, and no archive of a managed one is at hand",
                fix: "choose a base with an interpreter of its own")
            return outcome
        }
        guard chosen.wheels.misses == 0 else {
            let names = (chosen.wheels.needBuild + chosen.wheels.blocked).map(\.package)
            outcome.leaveOpen(
                "dependencies", "what is built from source is not known before: \(names.joined(separator: ", "))",
                fix: "build wheels of these packages for the base")
            return outcome
        }
        let readings: [WheelReading]
        do {
            readings = try await self.readings(of: chosen.wheels.wheels, on: image.tree, comparison)
        } catch let error as any Refusal {
            // One wheel that cannot be read leaves this candidate open, and no other.
            outcome.leaveOpen("dependencies", "a wheel could not be read: \(error.description)", fix: error.hint ?? "")
            return outcome
        }
        do {
            let plan = try comparison.plan(image.image.config, interpreter, chosen, readings)
            let layers = [try plan.dependencies.index(), try plan.application.index()]
            outcome.add(layers.reduce(0) { $0 + $1.uncompressedSize }, to: image)
            let tree = ImageTree(layers: image.tree.layers + layers)
            outcome.take(
                Proof(
                    of: tree, config: plan.config, inventory: ImageInventory(of: tree),
                    expecting: comparison.expectations))
        } catch let collision as LayerPlan.Collision {
            outcome.leaveOpen("dependencies", "two packages install \(collision.path.printable())")
        } catch let error as WheelContentError {
            outcome.leaveOpen("dependencies", "a wheel cannot be installed: \(error.description)")
        }
        return outcome
    }
}

extension Workspace {
    /// What decides of all wheels, libraries that the heads leave open read whole.
    private func readings(
        of wheels: [ChosenWheels.Wheel], on base: ImageTree, _ comparison: Comparison
    ) async throws -> [WheelReading] {
        var readings = try await read(wheels, from: comparison.index)
        try await settle(
            &readings, of: wheels, beside: comparison.names(base, readings), from: comparison.index)
        return readings
    }
}

extension CandidateOutcome {
    fileprivate mutating func add(_ bytes: UInt64, to image: MeasuredImage) {
        size = .init(
            baseCompressed: size.baseCompressed, baseUncompressed: size.baseUncompressed, addedUncompressed: bytes)
        facts.size = .init(compressed: size.totalCompressed, uncompressed: size.totalUncompressed)
    }
}
