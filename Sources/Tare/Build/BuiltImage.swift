internal import FoundationEssentials
internal import TareArchive
internal import TareAssembly
internal import TareNetwork
internal import TareOCI
internal import TarePython
internal import TareReport
internal import TareSelection

/// An image that is complete but for where it goes.
struct BuiltImage: Sendable {
    var image: FinishedImage
    var result: BuildResult.Image
    /// The repository that has the base's layers, where it came from a registry.
    var source: ImageReference?
    /// The base whose layers were not pulled, since a registry that is pushed to has them.
    var unpulled: OpenedImage?
}

/// Content that nobody thought to be needed.
struct NotPulled: Error {}

/// A layer above the base's.
struct BuiltLayer: Sendable {
    var name: String
    var record: PlannedLayerStore.Record
    var content: BlobSource
    /// Whether it was written now.
    var isNew: Bool
}

extension BuiltLayer {
    init(_ managed: ManagedInterpreter) {
        self.init(
            name: "interpreter",
            record: .init(
                descriptor: managed.descriptor, diffID: managed.layer.diffID ?? managed.descriptor.digest,
                uncompressedSize: managed.layer.uncompressedSize, entries: managed.layer.count),
            content: managed.blob, isNew: false)
    }
}

extension Workspace {
    /// Puts layers onto a base and writes the documents.
    func finish(
        _ base: BuildBase, _ layers: [BuiltLayer], _ plan: ServicePlan, _ parts: ProjectParts, _ request: BuildRequest
    ) async throws -> BuiltImage {
        let created = Date(timeIntervalSince1970: Double(request.epoch)).formatted(.iso8601)
        let blobs = BlobStore(cacheDirectory)
        var source: ImageReference?
        if case .registry(let reference)? = try? ImageLocation(base.image.image.reference) { source = reference }
        // A registry that has the base mounts its layers: none is pulled.
        let isMounted = request.outputs.allSatisfy { output in
            guard case .registry(let reference) = output else { return false }
            return reference.registry == source?.registry
        }
        var finished: [FinishedImage.Layer] = []
        for (number, index) in base.image.tree.layers.enumerated() {
            let (digest, media): (Digest?, MediaType) =
                switch index.compression {
                case .gzip: (index.digest, .ociLayerGzip)
                case .zstd: (index.digest, .ociLayerZstd)
                case .none, .xz: (index.digest ?? index.diffID, .ociLayer)
                }
            guard let digest else {
                throw BuildError.unreachable(base: request.base, reason: "a layer has no digest")
            }
            let size = index.compressedSize
            let content =
                isMounted
                ? BlobSource(size: size) { _, _ in throw NotPulled() }
                : try await base.image.image.blob(layer: number, digest: digest, size: size, keeping: blobs)
            finished.append(
                .init(descriptor: Descriptor(mediaType: media, digest: digest, size: size), content: content))
        }
        finished += layers.map { .init(descriptor: $0.record.descriptor, content: $0.content) }

        let labels = labels(base, parts, request, created: created)
        var config = plan.config
        config.created = created
        var execution = config.config ?? .init()
        // What the base says of itself does not hold of the service.
        let inherited = (execution.labels ?? [:]).filter { !$0.key.hasPrefix("org.opencontainers.image.") }
        execution.labels = inherited.merging(labels) { $1 }
        config.config = execution
        config.rootfs.diffIDs += layers.map(\.record.diffID)
        config.history =
            (config.history ?? []) + layers.map { .init(created: created, createdBy: "tare build: \($0.name)") }
        let configBytes = try config.canonicalJSON()
        let manifest = ImageManifest(
            config: Descriptor(.ociConfig, of: configBytes), layers: finished.map(\.descriptor), annotations: labels)
        let image = FinishedImage(
            manifest: try manifest.canonicalJSON(), config: configBytes, layers: finished, platform: config.platform)
        return BuiltImage(
            image: image,
            result: .init(
                platform: config.platform.description, digest: image.manifestDescriptor.digest,
                imageID: Digest(sha256Of: configBytes), base: request.base,
                baseDigest: base.image.image.manifestDigest, python: base.target.python.description,
                compressed: finished.reduce(0) { $0 + $1.descriptor.size },
                layers: layers.map {
                    .init(
                        name: $0.name, digest: $0.record.descriptor.digest, diffID: $0.record.diffID,
                        compressed: $0.record.descriptor.size, uncompressed: $0.record.uncompressedSize,
                        entries: $0.record.entries, isNew: $0.isNew)
                }),
            source: source, unpulled: isMounted ? base.image.image : nil)
    }

    /// With the layers of its base at hand.
    func pulled(_ built: BuiltImage, _ base: OpenedImage) async throws -> BuiltImage {
        var built = built
        for number in base.layers.indices {
            let descriptor = built.image.layers[number].descriptor
            built.image.layers[number].content = try await base.blob(
                layer: number, digest: descriptor.digest, size: descriptor.size,
                keeping: BlobStore(cacheDirectory))
        }
        built.unpulled = nil
        return built
    }

    /// Labels of the configuration, which are the manifest's annotations too (OCI image specification, annotations.md).
    private func labels(
        _ base: BuildBase, _ parts: ProjectParts, _ request: BuildRequest, created: String
    ) -> [String: String] {
        var labels: [String: String] = [AnnotationKey.created: created]
        labels[AnnotationKey.title] = parts.project.project?.name?.description
        labels[AnnotationKey.version] = parts.project.project?.version?.description
        labels[AnnotationKey.source] = parts.checkout.source
        labels[AnnotationKey.revision] = parts.checkout.revision
        labels[AnnotationKey.baseName] = base.name
        labels[AnnotationKey.baseDigest] = base.image.image.manifestDigest?.description
        return labels.merging(request.labels) { $1 }
    }
}
