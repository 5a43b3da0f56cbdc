internal import FoundationEssentials
public import TareAssembly
internal import TareDebian
public import TareNetwork
internal import TareOCI
public import TareReport

/// What to assemble.
public struct BaseAssemblyRequest: Sendable {
    public var recipe: BaseRecipe
    /// A codename: `trixie`.
    public var suite: String
    /// Debian's name: `amd64`, `arm64`.
    public var architecture: String
    /// `SOURCE_DATE_EPOCH`; without it, the image's time follows from its packages.
    public var epoch: Int64?

    public init(recipe: BaseRecipe, suite: String, architecture: String, epoch: Int64? = nil) {
        self.recipe = recipe
        self.suite = suite
        self.architecture = architecture
        self.epoch = epoch
    }
}

/// An assembled base: what to say of it, and the image, ready to be written.
public struct AssembledBase: Sendable {
    public var result: BaseAssemblyResult
    public var image: FinishedImage
}

/// Assembles a base from a Debian archive: signed releases, the packages that the recipe chooses, one layer.
///
/// - Parameters:
///   - blobs: where the layer is kept.
///   - progress: hears of indices, packages and the layer in turn.
public func assembleBase(
    _ request: BaseAssemblyRequest, from archive: DebianArchive, keeping blobs: BlobStore,
    progress: any ProgressReporter = SilentProgress()
) async throws -> AssembledBase {
    var assembler = try BaseAssembler(
        recipe: request.recipe, suite: request.suite, architecture: request.architecture)
    let releases = try await archive.releases(of: request.suite)
    let indices = try await archive.indices(of: releases, architecture: request.architecture) {
        progress.report("package indices", done: $0, total: $1)
    }
    let packages = try assembler.packages(from: try PackagePool(indices))
    let fetched = try await archive.fetch(packages, from: releases) {
        progress.report("\(packages.count) packages", done: $0, total: $1)
    }
    for (number, file) in fetched.enumerated() {
        try Task.checkCancellation()
        progress.report("unpacking packages", done: UInt64(number), total: UInt64(fetched.count))
        try assembler.add(file.package) { try file.forEachPiece($0) }
    }
    let root = try assembler.finish(epoch: request.epoch, latest: releases.map(\.release.date).max())
    progress.report("writing the layer", done: 0, total: 0)
    let (layer, path) = try blobs.assemble(digest: { (layer: AssembledLayer) in layer.descriptor.digest }) {
        try root.writeLayer($0)
    }
    let image = try assembler.image(of: layer, time: root.time, release: releases.first?.release.version)
    let finished = FinishedImage(
        manifest: image.manifest, config: image.config,
        layers: [
            .init(
                descriptor: layer.descriptor,
                content: BlobSource(file: path, size: layer.descriptor.size))
        ],
        platform: image.platform)
    let result = BaseAssemblyResult(
        recipe: request.recipe.id, suite: request.suite, architecture: request.architecture,
        platform: image.platform.description, created: image.created, digest: image.manifestDescriptor.digest,
        imageID: image.configDescriptor.digest,
        layer: .init(
            digest: layer.descriptor.digest, diffID: layer.diffID, compressed: layer.descriptor.size,
            uncompressed: layer.uncompressedSize, entries: root.entryCount),
        releases: releases.map(BaseAssemblyResult.Release.init), packages: packages.map(BaseAssemblyResult.Package.init)
    )
    return AssembledBase(result: result, image: finished)
}

extension BaseAssemblyResult.Release {
    init(_ verified: VerifiedRelease) {
        func text(_ time: Int64) -> String { Date(timeIntervalSince1970: Double(time)).formatted(.iso8601) }
        self.init(
            suite: verified.suite, mirror: verified.base, version: verified.release.version,
            date: text(verified.release.date), validUntil: verified.release.validUntil.map(text),
            isCached: verified.isCached)
    }
}

extension BaseAssemblyResult.Package {
    init(_ package: BinaryPackage) {
        self.init(
            name: package.name, version: package.version.description, architecture: package.architecture,
            source: package.source.name, sourceVersion: package.source.version.description, suite: package.suite,
            sha256: package.sha256, size: package.size)
    }
}
