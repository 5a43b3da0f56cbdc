internal import TareDiagnostics
internal import TareInventory
internal import TareNetwork
internal import TareOCI
internal import TarePython
internal import TareReport
internal import TareSelection

/// What bases are chosen by.
struct InitChoosing: Sendable {
    var project: ProjectFolder
    var request: InitRequest
    var disk: InitDisk
}

/// A base that a Dockerfile is written for.
struct InitBase: Sendable {
    var base: RecipeBase
    var dockerfile: String
    /// Names of the packages that are installed there.
    var packages: Set<String>
    var notes: [String] = []
}

extension Workspace {
    /// The bases that Dockerfiles are written for, at least one; those that were left out; and what is to be said of them.
    func bases(_ choosing: InitChoosing) async throws -> ([InitBase], [InitResult.Skipped], [String]) {
        let catalogue = try Catalogue.builtIn()
        let request = choosing.request
        if request.mode == .check {
            var found: [InitBase] = []
            for (dockerfile, header) in choosing.disk.recorded(request.bases) {
                let entry = try Self.entry(header.base ?? "", catalogue)
                var base = try await base(entry, choosing, python: request.python ?? header.python)
                base.dockerfile = dockerfile
                found.append(base)
            }
            if !found.isEmpty { return (found, [], found.count == 1 ? found[0].notes : []) }
        }
        if case .one(let name) = request.bases {
            let base = try await base(try Self.entry(name, catalogue), choosing, python: request.python)
            return ([base], [], base.notes)
        }
        let result = try await compare(
            CompareRequest(
                project: request.project, profile: request.profile, platform: request.platform, now: request.now))
        func minor(_ id: String) -> String? {
            request.python
                ?? result.candidates.first { $0.id == id }?.python.map {
                    $0.split(separator: ".").prefix(2).joined(separator: ".")
                }
        }
        let none = InitError.noRecommendation(
            project: request.project, reason: result.recommendation.wouldChangeIf.text)
        if request.bases == .recommended {
            guard let id = result.recommendation.id else { throw none }
            let base = try await base(try catalogue.entry(id), choosing, python: minor(id))
            return ([base], [], base.notes)
        }
        var found: [InitBase] = []
        var skipped: [InitResult.Skipped] = []
        for entry in catalogue.defaults {
            do {
                var base = try await base(entry, choosing, python: minor(entry.id))
                base.dockerfile = InitDisk.dockerfile + "." + entry.id
                found.append(base)
            } catch let error as any Refusal { skipped.append(.init(id: entry.id, reason: error.what)) }
        }
        guard !found.isEmpty else { throw none }
        if let first = found.firstIndex(where: { $0.base.id == result.recommendation.id }) {
            found.insert(found.remove(at: first), at: 0)
        }
        return (found, skipped, [])
    }

    /// By an id of the catalogue, or by a reference.
    private static func entry(_ name: String, _ catalogue: Catalogue) throws -> CatalogueEntry {
        guard name.contains(where: { "/:@.".contains($0) }), !catalogue.ids.contains(name) else {
            return try catalogue.entry(name)
        }
        return CatalogueEntry(unlisted: try ImageLocation(name), named: name)
    }

    /// - Parameter python: the minor, where it is decided.
    private func base(_ entry: CatalogueEntry, _ choosing: InitChoosing, python: String?) async throws -> InitBase {
        let request = choosing.request
        if let python, entry.offers(python: python) == false {
            throw InitError.noPython(base: entry.id, python: python, reason: "the base is not offered with it")
        }
        let facts = try await facts(entry, request, python: python)
        let (minor, packages, notes) = try await packages(entry, facts, choosing, python: python)
        var base = RecipeBase(
            id: entry.id, title: entry.title, image: "", python: minor,
            interpreter: .managed(folder: entry.managedFolder),
            hasShell: facts.hasShell, user: facts.user, hasEntrypoint: facts.hasEntrypoint)
        if let path = facts.interpreter ?? entry.interpreterPath(python: minor) { base.interpreter = .own(path) }
        var all = notes
        switch entry.origin {
        case .recipe(let name, let suite):
            // A host that nobody else can have: a name without one would be looked for in a public registry.
            base.image = "localhost/tare/\(name):\(suite)"
            base.assembly = .init(recipe: name, suite: suite)
        case .reference:
            guard let reference = entry.reference(python: minor) else {
                throw InitError.noPython(base: entry.id, python: minor, reason: "the base has no tag for it")
            }
            base.image = reference.description
            base.digest = await pin(base.image, choosing)
        case .image(.registry(let reference)):
            base.image =
                reference.digest == nil
                ? reference.description : reference.name + (reference.tag.map { ":" + $0 } ?? "")
            if let digest = reference.digest {
                base.digest = digest
            } else {
                base.digest = await pin(base.image, choosing)
            }
        case .image: throw InitError.noRegistry(base: entry.id)
        }
        if entry.publisher?.value.status == .withdrawn {
            all.append("\(entry.id) is no longer built by its publisher: choose another base for what is to last")
        }
        return InitBase(base: base, dockerfile: InitDisk.dockerfile, packages: packages, notes: all)
    }

    /// What of a base has to be known before anything is written.
    private struct Facts {
        var target: CandidateTarget
        /// The base's own, where it was measured.
        var interpreter: String?
        var hasShell: Bool
        var user: String?
        var hasEntrypoint: Bool
    }

    /// From the catalogue, or measured where that does not say.
    private func facts(_ entry: CatalogueEntry, _ request: InitRequest, python: String?) async throws -> Facts {
        let needsPath: Bool
        if case .own(nil, _) = entry.interpreter { needsPath = true } else { needsPath = false }
        if !needsPath, let shell = entry.shell?.value, let target = CandidateTarget(entry, request.platform) {
            return Facts(
                target: target, hasShell: shell.isPresent, user: entry.user?.value,
                hasEntrypoint: entry.entrypoint != nil)
        }
        var asking = CompareRequest(project: "", platform: request.platform, now: request.now)
        asking.pulls = true
        guard case .measured(let image) = try await find(entry, python: python ?? entry.fixedPython ?? "3.13", asking)
        else { throw InitError.notKnown(base: entry.id, what: "interpreter and shell") }
        let inventory = ImageInventory(of: image.tree)
        guard let target = CandidateTarget(entry, inventory, request.platform) else {
            throw InitError.notKnown(base: entry.id, what: "C library")
        }
        let config = image.image.config.config
        return Facts(
            target: target, interpreter: CandidateTarget.interpreter(of: inventory)?.path,
            hasShell: inventory.programs.binSh != nil, user: config?.user ?? "",
            hasEntrypoint: config?.entrypoint?.isEmpty == false)
    }

    /// The minor of CPython, the names of the packages, and what is to be said of them.
    private func packages(
        _ entry: CatalogueEntry, _ facts: Facts, _ choosing: InitChoosing, python: String?
    ) async throws -> (String, Set<String>, [String]) {
        var target = facts.target
        if let python, let versions = Self.versions(of: python) {
            target.pythons = target.pythons.filter { "\($0.major).\($0.minor)" == python }
            if target.pythons.isEmpty { target.pythons = versions }
        } else if choosing.request.mode != .check, facts.interpreter == nil, case .managed = entry.interpreter,
            let published = try? await managedVersions(
                for: StandaloneTarget(machine: target.machine, library: target.library), now: choosing.request.now)
        {
            target.pythons = published
        }
        if choosing.request.mode == .check { return try resolved(entry, target, choosing) }
        let comparison = try comparison(choosing)
        guard let choice = try await comparison.choose(target) else {
            // The lock says why.
            return try resolved(entry, target, choosing)
        }
        guard choice.wheels.blocked.isEmpty else {
            throw InitError.blocked(
                base: entry.id, packages: choice.wheels.blocked.map { "\($0.package) \($0.version) (\($0.reason))" })
        }
        let built = choice.wheels.needBuild.map { "\($0.package) \($0.version)" }
        let notes =
            built.isEmpty
            ? []
            : [
                "no wheel fits \(entry.id), so the builder builds from source: \(built.joined(separator: ", ")). "
                    + "What is not pure Python needs a compiler there"
            ]
        let names = choice.wheels.wheels.map(\.package.name.description) + choice.wheels.needBuild.map(\.package)
        return (choice.minor, Set(names), notes)
    }

    /// By the lock alone.
    private func resolved(
        _ entry: CatalogueEntry, _ target: CandidateTarget, _ choosing: InitChoosing
    ) throws -> (String, Set<String>, [String]) {
        let selection = LockSelection(groups: choosing.project.project?.productionGroups)
        var refusal: LockResolutionError?
        for python in target.pythons {
            guard
                let install = try? InstallTarget(python: python, machine: target.machine, library: target.library)
            else { continue }
            do throws(LockResolutionError) {
                let packages = try choosing.project.lock.resolve(for: install.markerEnvironment, selection)
                return ("\(python.major).\(install.minor)", Set(packages.map(\.name.description)), [])
            } catch { refusal = refusal ?? error }
        }
        throw refusal ?? InitError.notKnown(base: entry.id, what: "CPython")
    }

    /// A minor's first release, and one that no minor reaches, for a project that asks for some patch.
    private static func versions(of minor: String) -> [PEP440Version]? {
        let versions = [".0", ".99"].compactMap { try? PEP440Version(minor + $0) }
        return versions.isEmpty ? nil : versions
    }

    private func comparison(_ choosing: InitChoosing) throws -> Comparison {
        let request = choosing.request
        let index = try pythonIndex()
        let cache = try measurements()
        return try Comparison(
            choosing.project,
            CompareRequest(
                project: request.project, profile: request.profile, platform: request.platform, now: request.now),
            SupportCalendar.builtIn(), index: index,
            layers: DependencyLayers(WheelReader(index, cache, progress), cache))
    }
}
