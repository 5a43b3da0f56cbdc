internal import FoundationEssentials
internal import TareDiagnostics
internal import TareNetwork
internal import TareOCI
internal import TarePython
public import TareReport
internal import TareSelection

extension Workspace {
    /// Writes the files by which a project is built and deployed: a Dockerfile for the chosen base, `.dockerignore`,
    /// `compose.yaml` and, where they are asked for, Kubernetes manifests.
    ///
    /// A check asks no registry: base, CPython and digest are those that the Dockerfile on disk was written for.
    public func initialise(_ request: InitRequest) async throws -> InitResult {
        let project = try ProjectFolder(request.project)
        guard let start = project.application else { throw BuildError.noStart(project: request.project) }
        let disk = try InitDisk(of: request)
        let image = try disk.image(for: request)
        let choosing = InitChoosing(project: project, request: request, disk: disk)
        var (bases, skipped, notes) = try await self.bases(choosing)
        let service = try InitService(project, start, at: request.project)
        notes += try service.notes(on: bases[0])

        let uvDigest = await pin(UVImage.name, choosing)
        var files: [InitFiles.Planned] = []
        for base in bases {
            let text = DockerfileRecipe.text(try service.recipe(on: base), on: base.base, uvDigest: uvDigest)
            files.append(.init(path: base.dockerfile, content: text))
        }
        let recipe = try service.recipe(on: bases[0])
        files.append(.init(path: InitDisk.ignore, content: try service.ignoreText()))
        files.append(
            .init(path: InitDisk.compose, content: ComposeRecipe.text(recipe, dockerfile: bases[0].dockerfile)))
        if disk.wantsKubernetes(request) {
            if image == nil {
                notes.append("kubernetes.yaml names an image that stands for yours: give it with --image")
            }
            let version = project.project?.version?.description ?? "1"
            let reference = image ?? "registry.example/\(recipe.name):\(version.filter { $0 != "+" })"
            files.append(.init(path: InitDisk.kubernetes, content: KubernetesRecipe.text(recipe, image: reference)))
        }
        let unpinned =
            bases.filter { $0.base.digest == nil && $0.base.assembly == nil }.map(\.base.image)
            + (uvDigest == nil ? [UVImage.name] : [])
        if request.mode != .check, !unpinned.isEmpty {
            let names = Set(unpinned).sorted().joined(separator: ", ")
            notes.append("not pinned, since no registry told a digest: \(names)")
        }
        return InitResult(
            project: recipe.name, application: start.description,
            bases: bases.map {
                .init(
                    id: $0.base.id, image: $0.base.image, digest: $0.base.digest, python: $0.base.python,
                    dockerfile: $0.dockerfile)
            },
            files: try written(InitFiles(project: request.project, planned: files), request), notes: notes,
            skipped: skipped)
    }

    private func written(_ files: InitFiles, _ request: InitRequest) throws -> [InitResult.File] {
        if request.mode == .show {
            return files.planned.map { .init(path: $0.path, status: .missing, content: $0.content) }
        }
        let compared = try files.compared()
        switch request.mode {
        case .check: return compared
        case .write:
            let inTheWay = compared.filter { $0.status == .differs }.map(\.path)
            guard inTheWay.isEmpty else { throw InitError.inTheWay(project: request.project, files: inTheWay) }
            return try files.write(compared)
        case .replace, .show: return try files.write(compared)
        }
    }

    /// What a tag names now, or what it is pinned to on disk where no registry tells; in a check, that alone.
    func pin(_ image: String, _ choosing: InitChoosing) async -> Digest? {
        let kept = choosing.disk.pins[image]
        guard choosing.request.mode != .check, !options.isOffline, let reference = try? ImageReference(image) else {
            return kept
        }
        let asking = CompareRequest(
            project: "", platform: choosing.request.platform, now: choosing.request.now)
        let found = try? await reaching("\(reference)", asking) { try await registry().descriptor(of: reference) }
        return found?.digest ?? kept
    }
}
