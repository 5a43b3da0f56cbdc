internal import TareDiagnostics
internal import TareInventory
internal import TareNetwork
internal import TareOCI
internal import TarePython
internal import TareReport
internal import TareSelection

/// A base that a service is built on: opened, measured, with an interpreter and the target of its wheels.
struct BuildBase: Sendable {
    var image: MeasuredImage
    /// The image's full reference, or the catalogue's id of what was assembled; `nil` for a file on this machine, whose
    /// place is nobody's concern.
    var name: String?
    /// The executable in the image.
    var interpreter: String
    var isFreeThreaded = false
    /// Where the base has none of its own.
    var managed: ManagedInterpreter?
    var target: InstallTarget
}

extension Workspace {
    /// Opens the base, finds its interpreter or gives it one, and chooses the wheels.
    func buildBase(
        of project: ProjectFolder, _ platform: Platform, _ request: BuildRequest
    ) async throws -> (BuildBase, ChosenWheels) {
        let (image, entry) = try await openBase(request.base, platform, now: request.now)
        let name = request.base
        let inventory = ImageInventory(of: image.tree)
        let (machine, library) = try Self.system(of: inventory, platform, base: name)
        let shown = Self.name(of: image, entry)
        if let own = CandidateTarget.interpreter(of: inventory),
            let python = own.version.flatMap({ try? PEP440Version($0) })
        {
            let (target, wheels) = try await wheels(of: project, [python], machine, library, base: name)
            let base = BuildBase(
                image: image, name: shown, interpreter: own.path, isFreeThreaded: own.isFreeThreaded, target: target)
            return (base, wheels)
        }
        // The newest that the project and its wheels allow.
        let published = StandaloneTarget(machine: machine, library: library)
        var pythons = try await managedVersions(for: published, now: request.now)
        if let offered = entry?.pythons.map(\.value), !offered.isEmpty {
            pythons = pythons.filter { offered.contains("\($0.major).\($0.minor)") }
        }
        guard !pythons.isEmpty else { throw BuildError.noInterpreter(base: name) }
        let (target, wheels) = try await wheels(of: project, pythons, machine, library, base: name)
        var wanted = ManagedInterpreterRequest(minor: target.minor, target: published, now: request.now)
        wanted.wantsBlob = true
        let managed = try await managedInterpreter(wanted)
        let base = BuildBase(image: image, name: shown, interpreter: managed.path, managed: managed, target: target)
        return (base, wheels)
    }

    private static func name(of image: MeasuredImage, _ entry: CatalogueEntry?) -> String? {
        if case .registry(let reference)? = try? ImageLocation(image.image.reference) { return reference.description }
        return entry?.id
    }

    /// By an id of the catalogue, or by any reference or location.
    private func openBase(
        _ name: String, _ platform: Platform, now: Int64
    ) async throws -> (MeasuredImage, CatalogueEntry?) {
        let catalogue = try Catalogue.builtIn()
        guard let entry = catalogue.entries.first(where: { $0.id == name }) else {
            return (try await measure(try ImageLocation(name), platform: platform, needsContent: true), nil)
        }
        switch try await find(entry, python: entry.fixedPython ?? "3.13", platform: platform, now: now) {
        case .measured(let image): return (image, entry)
        case .unreachable(let reason): throw BuildError.unreachable(base: name, reason: reason)
        }
    }

    /// The first interpreter that every package has a wheel for.
    private func wheels(
        of project: ProjectFolder, _ pythons: [PEP440Version], _ machine: Machine, _ library: TargetCLibrary,
        base: String
    ) async throws -> (InstallTarget, ChosenWheels) {
        let index = try pythonIndex()
        let selection = LockSelection(groups: project.project?.productionGroups)
        var missing: [String]?
        var refusal: (any Refusal)?
        for python in pythons {
            guard let target = try? InstallTarget(python: python, machine: machine, library: library) else { continue }
            let wheels: ChosenWheels
            do {
                wheels = try await ChosenWheels(project.lock, for: target, selection) { package in
                    var registry: String?
                    if case .registry(let address) = package.source { registry = address }
                    return try await index.files(of: package.name, at: registry)
                }
            } catch let error as LockResolutionError {
                refusal = refusal ?? error
                continue
            }
            if wheels.misses == 0 { return (target, wheels) }
            missing = missing ?? (wheels.needBuild + wheels.blocked).map { "\($0.package) \($0.version)" }
        }
        if let missing { throw BuildError.noWheels(base: base, packages: missing) }
        throw refusal ?? BuildError.noTarget(base: base, detail: "its CPython is not supported")
    }

    private static func system(
        of inventory: ImageInventory, _ platform: Platform, base: String
    ) throws -> (Machine, TargetCLibrary) {
        let machine: Machine
        switch platform.normalized.architecture {
        case "amd64": machine = .x86_64
        case "arm64": machine = .aarch64
        default: throw BuildError.noTarget(base: base, detail: "wheels are for amd64 and arm64")
        }
        let parts = (inventory.libc.version ?? "").split(separator: ".").prefix(2).compactMap { Int($0) }
        guard parts.count == 2 else { throw BuildError.noTarget(base: base, detail: "its C library is not known") }
        switch inventory.libc.family.rawValue {
        case "glibc": return (machine, .glibc(major: parts[0], minor: parts[1]))
        case "musl": return (machine, .musl(major: parts[0], minor: parts[1]))
        default: throw BuildError.noTarget(base: base, detail: "its C library is neither glibc nor musl")
        }
    }
}
