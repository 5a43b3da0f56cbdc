internal import FoundationEssentials
internal import TareArchive
internal import TareAssembly
internal import TareDiagnostics
internal import TareInventory
internal import TareNetwork
internal import TareOCI
internal import TarePython
public import TareReport
internal import TareSelection

extension Workspace {
    /// Builds a project's image without an engine: base, dependencies, application, and the documents; writes it to
    /// every place that the request names.
    ///
    /// The same project, lock and base give the same bytes, wherever and whenever.
    public func build(_ request: BuildRequest) async throws -> BuildResult {
        guard (0..<(1 << 33)).contains(request.epoch) else { throw BuildError.tooOld(time: request.epoch) }
        let project = try ProjectFolder(request.project)
        guard let start = project.application else { throw BuildError.noStart(project: request.project) }
        let wheel = try await projectWheel(project, request)
        let files = wheel == nil ? try ApplicationFolder.files(of: request.project) : []
        let application = ProjectParts(
            project: project, start: start, files: try ServicePlan.part(of: files, time: request.epoch), wheel: wheel,
            checkout: GitFolder(of: request.project),
            healthPath: ServiceNeeds(
                of: project.files.map { ProjectFile(path: $0.path, bytes: $0.content) }
            ).healthPath)
        var images: [BuiltImage] = []
        for platform in request.platforms { images.append(try await image(platform, application, request)) }
        try await write(images, to: request.outputs)
        progress.finish()
        return BuildResult(
            project: project.project?.name?.description ?? "-", digest: try digest(of: images),
            images: images.map(\.result), outputs: request.outputs.map(\.description))
    }

    /// The image of one platform.
    private func image(
        _ platform: Platform, _ parts: ProjectParts, _ request: BuildRequest
    ) async throws -> BuiltImage {
        let (base, wheels) = try await buildBase(of: parts.project, platform, request)
        let environment = EnvironmentPlan(
            interpreter: base.interpreter, minor: base.target.minor, version: base.target.python.description,
            isFreeThreaded: base.isFreeThreaded)
        let servers = Set(wheels.wheels.map(\.package.name.description))
        let scheme = InstallationScheme.virtualEnvironment(
            root: environment.root, minor: environment.minor, isFreeThreaded: environment.isFreeThreaded)
        let own = try parts.wheel?.file(scheme: scheme, for: base.target, time: request.epoch)
        var start = parts.start
        // What is installed is found without a path of its own.
        if own != nil { start.root = "" }
        func plan(_ packages: [LayerPart]) throws -> ServicePlan {
            try ServicePlan(
                base: base.image.image.config, environment: environment, packages: packages, application: parts.files,
                wheel: own?.part, start: start, servers: servers, healthPath: parts.healthPath, time: request.epoch)
        }
        func files() async throws -> [WheelFile] {
            try await wheelFiles(wheels.wheels, scheme: scheme, time: request.epoch, from: try pythonIndex())
        }
        // All that is left of them once their layer is written; they are not opened at all where both layers are kept.
        var modules: [BytecodeCompilation.Module]?
        let store = PlannedLayerStore(cacheDirectory)
        let key = Self.key(environment, wheels, request)
        var layers: [BuiltLayer] = []
        if let managed = base.managed { layers.append(BuiltLayer(managed)) }
        if let record = store.record(key) {
            layers.append(
                BuiltLayer(name: "dependencies", record: record, content: store.content(record), isNew: false))
        } else {
            let files = try await files()
            let planned = try planned(try plan(files.map(\.part)).dependencies)
            let first = planned.parts.count - files.count
            layers.append(
                try write(planned, key, request) { part, range, body in
                    try files[part - first].file.read(range, body)
                })
            modules = files.flatMap(\.modules)
        }
        if request.compilesBytecode,
            let bytecode = try await bytecodeLayer(
                key, environment, request,
                modules: {
                    if let modules { return modules }
                    return try await files().flatMap(\.modules)
                })
        {
            layers.append(bytecode)
        }
        let service = try plan([])
        layers.append(
            try write(try planned(service.application), "", request) { _, range, body in
                guard let own else { throw ArchiveError.writerMisused("a file has no archive") }
                try own.file.read(range, body)
            })
        let built = try await finish(base, layers, service, parts, request)
        return try await attach(to: built, base, wheels, layers, parts, request)
    }

    private func planned(_ plan: LayerPlan) throws -> PlannedLayer {
        do { return try PlannedLayer(plan) } catch let collision as LayerPlan.Collision {
            throw BuildError.collision(path: collision.path)
        }
    }

    /// Writes a layer among the blobs, and keeps what it was made of where `key` says so.
    func write(
        _ planned: PlannedLayer, _ key: String, _ request: BuildRequest, reading archives: LayerWriter.Reading
    ) throws -> BuiltLayer {
        progress.report("writing \(planned.name)", done: 0, total: 0)
        let store = PlannedLayerStore(cacheDirectory)
        let (written, _) = try BlobStore(cacheDirectory).assemble(digest: \AssembledLayer.descriptor.digest) { append in
            try LayerWriter(planned, packing: request.packing).write(reading: archives, append)
        }
        // What was weighed is what was written: anything else is a mistake of ours, and no image.
        guard request.packing != .gzip || written.descriptor.size == planned.index.compressedSize,
            written.uncompressedSize == planned.index.uncompressedSize
        else { throw BuildError.mispredicted(layer: planned.name) }
        let record = PlannedLayerStore.Record(
            descriptor: written.descriptor, diffID: written.diffID, uncompressedSize: written.uncompressedSize,
            entries: planned.count)
        if !key.isEmpty { try store.keep(record, key) }
        return BuiltLayer(name: planned.name, record: record, content: store.content(record), isNew: true)
    }

    /// All that the dependencies' layer is made of.
    private static func key(
        _ environment: EnvironmentPlan, _ wheels: ChosenWheels, _ request: BuildRequest
    ) -> String {
        let files = wheels.wheels.map { "\($0.sha256 ?? $0.url) \($0.filename)" }.sorted()
        return (["layer 1", "\(environment)", request.packing.rawValue, "\(request.epoch)"] + files)
            .joined(separator: "\n")
    }
}

/// What a project gives to its image, whatever the base.
struct ProjectParts: Sendable {
    var project: ProjectFolder
    var start: PythonApplication
    /// Where they will lie; the folder alone for a project that is a package.
    var files: LayerPart
    var wheel: ProjectWheel?
    var checkout: GitFolder
    /// The route that answers when the service is well, as the sources tell.
    var healthPath: String?
}
