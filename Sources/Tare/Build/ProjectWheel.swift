internal import FoundationEssentials
internal import Logging
internal import TareArchive
internal import TareAssembly
internal import TareDiagnostics
internal import TareNetwork
internal import TareOCI
internal import TarePython
internal import TareSelection

/// The wheel of a project that is a package itself: handed in, or built by what is on this machine.
struct ProjectWheel: Sendable {
    /// Kept among the blobs, whatever becomes of the file.
    var path: String
    var filename: WheelFilename

    /// By the digest that it is kept under.
    var resource: Provenance.Resource {
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        return .init(name: filename.description, digest: ["sha256": name])
    }

    /// Its files in the environment, and what it is read from.
    func file(scheme: InstallationScheme, for target: InstallTarget, time: Int64) throws -> WheelFile {
        let choice = WheelChoice.best(
            among: [WheelCandidate(filename, requiresPython: nil)], for: CompatibleTags(for: target), hasSource: false)
        if case .none(let mismatch) = choice {
            throw BuildError.noWheel(project: filename.description, detail: mismatch.description)
        }
        do { return try Workspace.install(path, filename, scheme, time) } catch let error as any Refusal {
            throw WheelFailure(url: filename.description, reason: error)
        }
    }
}

extension Workspace {
    /// The wheel that is installed in place of the project's files; `nil` for a project that is no package.
    func projectWheel(_ project: ProjectFolder, _ request: BuildRequest) async throws -> ProjectWheel? {
        if let wheel = request.wheel { return try keep(wheel) }
        guard project.project?.isPackage == true else { return nil }
        progress.report("building the project's wheel", done: 0, total: 0)
        let folder = cacheDirectory.path + "/tmp/wheel-\(UUID().uuidString)"
        try DiskFolder.make(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await buildWheel(request, into: folder)
        let made = DiskFolder.names(in: folder).filter { $0.hasSuffix(".whl") }
        guard let name = made.first, made.count == 1 else {
            throw BuildError.noWheel(project: request.project, detail: "building it gave \(made.count) wheels")
        }
        return try keep(folder + "/" + name)
    }

    /// By uv, or by pip where there is no uv.
    private func buildWheel(_ request: BuildRequest, into folder: String) async throws {
        let searchPath = options.environment["PATH"] ?? "/usr/bin:/bin"
        let project = URL(filePath: request.project).standardizedFileURL.path
        var variables = options.environment
        // Archives know no time before 1980.
        variables["SOURCE_DATE_EPOCH"] = "\(max(request.epoch, 315_532_800))"
        let offline = options.isOffline
        let tools: [(name: String, arguments: [String])] = [
            ("uv", ["build", "--wheel", "--out-dir", folder] + (offline ? ["--offline"] : []) + ["--", project]),
            (
                "python3",
                ["-m", "pip", "wheel", "--no-deps", "--wheel-dir", folder] + (offline ? ["--no-index"] : [])
                    + ["--", project]
            ),
        ]
        for tool in tools {
            guard let program = HostProgram.find(tool.name, in: searchPath).first else { continue }
            let outcome = await HostProgram.run(program, tool.arguments, environment: variables, limit: 16 << 20)
            guard !outcome.isSuccess else { return }
            throw BuildError.noWheel(
                project: request.project, detail: "\(tool.name) failed: \(outcome.detail.printable(limit: 400))")
        }
        throw BuildError.noWheel(project: request.project, detail: "neither uv nor pip is on this machine")
    }

    private func keep(_ path: String) throws -> ProjectWheel {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let filename = try WheelFilename(name)
        let bytes = try DiskFolder.read(path, limit: 1 << 30)
        let digest = Digest(sha256Of: bytes)
        let blobs = BlobStore(cacheDirectory)
        try blobs.write(bytes, as: digest)
        return ProjectWheel(path: blobs.path(of: digest), filename: filename)
    }
}
