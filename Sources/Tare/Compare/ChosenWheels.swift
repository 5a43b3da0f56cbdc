internal import TareNetwork
internal import TarePython
internal import TareReport

/// What a target would install of a lock: the wheels, and the packages that have none.
struct ChosenWheels: Sendable {
    struct Wheel: Sendable {
        var package: LockedPackage
        var filename: WheelFilename
        var url: String
        var size: UInt64?
        var sha256: String?
    }

    var wheels: [Wheel] = []
    var needBuild: [CompareResult.Wheels.Package] = []
    var blocked: [CompareResult.Wheels.Package] = []
    /// What each asks for, where the lock tells.
    var dependencies: [PackageName: [PackageName]] = [:]
    /// What the project itself asks for, where the lock tells.
    var direct: [PackageName]?

    /// Packages without a fitting wheel.
    var misses: Int { needBuild.count + blocked.count }

    /// The sum of the wheels' sizes, where all are known.
    var bytes: UInt64? {
        var sum: UInt64 = 0
        for wheel in wheels {
            guard let size = wheel.size else { return nil }
            sum &+= size
        }
        return sum
    }

    var result: CompareResult.Wheels {
        .init(chosen: wheels.count, bytes: bytes, needBuild: needBuild, blocked: blocked)
    }

    /// Chooses as uv does. Files that a lock names without an address are looked up by `listing`.
    init(
        _ lock: Lock, for target: InstallTarget, _ selection: LockSelection,
        listing: (LockedPackage) async throws -> [IndexFile]
    ) async throws {
        let tags = CompatibleTags(for: target)
        for resolved in try lock.resolve(for: target.markerEnvironment, selection) {
            if resolved.role == .project, let asked = resolved.dependencies { direct = (direct ?? []) + asked }
            guard resolved.role == .dependency, resolved.isInstalled else { continue }
            dependencies[resolved.name] = resolved.dependencies
            let package = resolved.package
            let (choice, hasSource) = try await Self.choose(package, tags, listing)
            switch choice {
            case .wheel(let wheel): wheels.append(wheel)
            case .none(let mismatch):
                let entry = CompareResult.Wheels.Package(
                    package: package.name.description, version: package.version?.description ?? "-",
                    reason: mismatch.description)
                if hasSource { needBuild.append(entry) } else { blocked.append(entry) }
            }
        }
    }

    private enum Choice {
        case wheel(Wheel)
        case none(WheelMismatch)
    }

    private static func choose(
        _ package: LockedPackage, _ tags: CompatibleTags, _ listing: (LockedPackage) async throws -> [IndexFile]
    ) async throws -> (Choice, hasSource: Bool) {
        let known = package.files.compactMap(IndexFile.init)
        // What the lock tells whole is ranked without parsing a name again.
        if known.count == package.files.count, !known.isEmpty || package.source.isDirect {
            switch package.wheel(for: tags) {
            case .wheel(let filename, let file):
                let url = IndexFile(file)?.url ?? ""
                let wheel = Wheel(package: package, filename: filename, url: url, size: file.size, sha256: file.sha256)
                return (.wheel(wheel), package.hasSource)
            case .none(let mismatch): return (.none(mismatch), package.hasSource)
            }
        }
        let files = package.source.isDirect ? known : try await listed(package, listing)
        let candidates = files.filter { $0.name.hasSuffix(".whl") }.compactMap { file in
            (try? WheelFilename(file.name)).map { (file: file, filename: $0) }
        }
        let hasSource = files.contains { !$0.name.hasSuffix(".whl") } || package.source.isDirect
        let choice = WheelChoice.best(
            among: candidates.map { candidate in
                WheelCandidate(
                    candidate.filename,
                    requiresPython: candidate.file.requiresPython.flatMap { try? VersionSpecifierSet($0) })
            }, for: tags, hasSource: hasSource)
        switch choice {
        case .wheel(let index, _):
            let (file, filename) = candidates[index]
            let wheel = Wheel(package: package, filename: filename, url: file.url, size: file.size, sha256: file.sha256)
            return (.wheel(wheel), hasSource)
        case .none(let mismatch): return (.none(mismatch), hasSource)
        }
    }

    /// The files of an index that the lock allows.
    private static func listed(
        _ package: LockedPackage, _ listing: (LockedPackage) async throws -> [IndexFile]
    ) async throws -> [IndexFile] {
        let digests = Set(package.files.compactMap(\.sha256))
        let names = Set(package.files.compactMap(\.name))
        return try await listing(package).filter { file in
            if let digest = file.sha256, !digests.isEmpty { return digests.contains(digest) }
            if !names.isEmpty { return names.contains(file.name) }
            return Self.isVersion(file.name, of: package)
        }
    }

    /// Whether a file is of the version that a lock without hashes pins.
    private static func isVersion(_ name: String, of package: LockedPackage) -> Bool {
        if name.hasSuffix(".whl") { return (try? WheelFilename(name))?.version == package.version }
        return (try? SdistFilename(name))?.version == package.version
    }
}

extension IndexFile {
    /// A file whose address the lock states.
    fileprivate init?(_ file: LockedFile) {
        guard case .url(let url) = file.location, let name = file.name else { return nil }
        self.init(name: name, url: url, sha256: file.sha256, size: file.size)
    }
}
