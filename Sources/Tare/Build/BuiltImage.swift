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
}

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
        _ base: BuildBase, _ layers: [BuiltLayer], _ plan: ServicePlan, _ request: BuildRequest, revision: String?
    ) async throws -> BuiltImage {
        let created = Date(timeIntervalSince1970: Double(request.epoch)).formatted(.iso8601)
        let blobs = BlobStore(cacheDirectory)
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
            finished.append(
                .init(
                    descriptor: Descriptor(mediaType: media, digest: digest, size: index.compressedSize),
                    content: try await base.image.image.blob(
                        layer: number, digest: digest, size: index.compressedSize, keeping: blobs)))
        }
        finished += layers.map { .init(descriptor: $0.record.descriptor, content: $0.content) }

        var labels = request.labels
        labels[AnnotationKey.created] = created
        labels[AnnotationKey.baseName] = base.name
        labels[AnnotationKey.baseDigest] = base.image.image.manifestDigest?.description
        if let revision { labels[AnnotationKey.revision] = revision }
        var config = plan.config
        config.created = created
        var execution = config.config ?? .init()
        execution.labels = (execution.labels ?? [:]).merging(labels) { $1 }
        config.config = execution
        config.rootfs.diffIDs += layers.map(\.record.diffID)
        config.history =
            (config.history ?? []) + layers.map { .init(created: created, createdBy: "tare build: \($0.name)") }
        let configBytes = try config.canonicalJSON()
        let manifest = ImageManifest(
            config: Descriptor(.ociConfig, of: configBytes), layers: finished.map(\.descriptor), annotations: labels)
        let image = FinishedImage(
            manifest: try manifest.canonicalJSON(), config: configBytes, layers: finished, platform: config.platform)
        var source: ImageReference?
        if case .registry(let reference)? = try? ImageLocation(base.image.image.reference) { source = reference }
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
            source: source)
    }
}
