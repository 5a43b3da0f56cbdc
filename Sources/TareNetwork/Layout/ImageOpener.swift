internal import TareArchive
public import TareOCI

/// Opens images wherever they are.
public struct ImageOpener: Sendable {
    private let directory: CacheDirectory
    private let cache: MeasurementCache
    /// What layers are measured with: an archive all of whose layers are measured need not be unpacked again.
    private let selection: ContentSelection
    private let blobs: BlobStore
    /// Made when a registry is asked, since it takes longer than all else that an image on disk needs.
    private let registry: @Sendable () throws -> RegistryClient
    private let isOffline: Bool
    /// Whether layers are read again after they were measured.
    private let needsContent: Bool
    /// Seconds for which what a tag was found to name is taken as still so.
    private let tagsStandFor: Int64
    /// What to take from an index when nothing is asked for.
    private let host: Platform

    public init(
        directory: CacheDirectory, cache: MeasurementCache, selection: ContentSelection, isOffline: Bool,
        needsContent: Bool = false, tagsStandFor: Int64 = 0, host: Platform,
        registry: @escaping @Sendable () throws -> RegistryClient
    ) {
        self.directory = directory
        self.cache = cache
        self.selection = selection
        blobs = BlobStore(directory)
        self.isOffline = isOffline
        self.needsContent = needsContent
        self.tagsStandFor = tagsStandFor
        self.host = host
        self.registry = registry
    }

    /// - Parameter platform: refuses any other; `nil` takes this machine's from an index or registry, and whatever a
    ///   file on disk has.
    public func open(_ location: ImageLocation, platform: Platform?) async throws -> OpenedImage {
        switch location {
        case .registry(let reference): try await open(reference, platform ?? host)
        case .ociLayout(let path, let tag):
            try opened(location, .directory(path), nil) { files in
                try OCILayoutReader(files: files).open(tag: tag, platform: platform, host: host)
            }
        case .ociArchive(let path, let tag):
            try archive(location, path, platform) { files in
                try OCILayoutReader(files: files).open(tag: tag, platform: platform, host: host)
            }
        case .dockerArchive(let path, let reference):
            try archive(location, path, platform) { files in
                try DockerArchiveReader(files: files).open(reference: reference, platform: platform)
            }
        case .path(let path): try self.path(location, path, platform)
        case .containersStorage(let name):
            try await engine(location, platform, "containers-storage", name) {
                EngineStore.containersStorage(name, to: $0)
            }
        case .dockerDaemon(let name):
            try await engine(location, platform, "docker-daemon", name) { EngineStore.dockerDaemon(name, to: $0) }
        }
    }

    private typealias Reading = (LayoutFiles) throws -> (parts: ImageParts, files: [FileRegion])

    private func opened(
        _ location: ImageLocation, _ files: LayoutFiles, _ unpacked: ScratchArchive?, _ read: Reading
    ) throws -> OpenedImage {
        let (parts, regions) = try read(files)
        return OpenedImage(location, parts, LayerFiles(path: files.path, regions: regions, unpacked: unpacked))
    }

    /// A file or folder of which only the content tells what it is.
    private func path(_ location: ImageLocation, _ path: String, _ platform: Platform?) throws -> OpenedImage {
        if DiskFile.isDirectory(path) {
            return try opened(location, .directory(path), nil) { files in
                try OCILayoutReader(files: files).open(tag: nil, platform: platform, host: host)
            }
        }
        return try archive(location, path, platform) { files in
            if try files.region("oci-layout") != nil {
                return try OCILayoutReader(files: files).open(tag: nil, platform: platform, host: host)
            }
            return try DockerArchiveReader(files: files).open(reference: nil, platform: platform)
        }
    }

    /// An archive; one that is packed as a whole is unpacked once, and known again as long as the file is not touched.
    private func archive(
        _ location: ImageLocation, _ path: String, _ platform: Platform?, _ read: @escaping Reading
    ) throws -> OpenedImage {
        let compression = try UnpackedArchive.compression(of: path)
        guard compression != .none else {
            return try opened(location, .archive(try ArchiveMembers(path)), nil, read)
        }
        let name = location.description + " " + (platform ?? host).description
        let identity = try DiskFile.identity(path)
        if !needsContent, let parts = try cache.opened(name, identity: identity, as: ImageParts.self),
            try areMeasured(parts)
        {
            return OpenedImage(location, parts, LayerFiles(path: path, regions: []))
        }
        let unpacked = try UnpackedArchive.unpack(path, compression, in: directory)
        let image = try opened(location, .archive(try ArchiveMembers(unpacked.path)), unpacked, read)
        try cache.keep(opened: ImageParts(image), name: name, identity: identity)
        return image
    }

    private func areMeasured(_ parts: ImageParts) throws -> Bool {
        try parts.layers.allSatisfy { try cache.layer(of: $0, selection) != nil }
    }

    private func engine(
        _ location: ImageLocation, _ platform: Platform?, _ store: String, _ name: String,
        _ commands: (String) -> [EngineStore.Command]
    ) async throws -> OpenedImage {
        guard !name.hasPrefix("-") else { throw InvalidReference.invalidRepository(name, "it begins with a hyphen") }
        let file = try ScratchArchive(named: "saved", in: directory)
        try await EngineStore.save(name, commands(file.path), store: store)
        return try opened(location, .archive(try ArchiveMembers(file.path)), file) { files in
            if try files.region("oci-layout") != nil {
                return try OCILayoutReader(files: files).open(tag: nil, platform: platform, host: host)
            }
            return try DockerArchiveReader(files: files).open(reference: nil, platform: platform)
        }
    }
}

extension ImageOpener {
    /// What a reference with a digest names never changes: it is answered from what was kept. A tag is asked for each
    /// time, unless the network must not be used, or what it named stands for some time.
    private func open(_ reference: ImageReference, _ platform: Platform) async throws -> OpenedImage {
        let name = reference.description + " " + platform.description
        if let kept = try cache.opened(name, identity: "reference", as: KeptReference.self),
            reference.digest != nil || isOffline || stands(kept), let image = try restore(kept, reference)
        {
            return image
        }
        let client = isOffline ? try registry().offline : try registry()
        let resolved = try await client.resolve(reference, platform: platform)
        let digest = resolved.manifestDescriptor.digest
        try blobs.write(resolved.manifestBytes, as: digest)
        try blobs.write(resolved.configBytes, as: resolved.manifest.config.digest)
        let kept = KeptReference(manifest: digest, resolved: MeasurementCache.now)
        try cache.keep(opened: kept, name: name, identity: "reference")
        var image = try image(reference, digest, resolved.manifest, resolved.config, client)
        image.observed = kept.resolved
        return image
    }

    private struct KeptReference: Codable {
        var manifest: Digest
        /// When the registry said so, in seconds since 1970.
        var resolved: Int64
    }

    private func stands(_ kept: KeptReference) -> Bool {
        let age = MeasurementCache.now - kept.resolved
        return age >= 0 && age < tagsStandFor
    }

    /// An image from its kept documents; `nil` where one of them is gone.
    private func restore(_ kept: KeptReference, _ reference: ImageReference) throws -> OpenedImage? {
        let limits = DocumentLimits()
        guard let bytes = try blobs.read(kept.manifest, limit: limits.manifestBytes),
            case .manifest(let manifest) = try ManifestDocument(decoding: bytes, limits: limits),
            let config = try blobs.read(manifest.config.digest, limit: limits.configBytes)
        else { return nil }
        var image = try image(
            reference, kept.manifest, manifest, try ImageConfig(decoding: config, limits: limits), try registry())
        image.observed = kept.resolved
        return image
    }

    private func image(
        _ reference: ImageReference, _ digest: Digest, _ manifest: ImageManifest, _ config: ImageConfig,
        _ client: RegistryClient
    ) throws -> OpenedImage {
        let layers = try config.layers(of: manifest)
        let parts = ImageParts(
            manifestDigest: digest, config: config, configDigest: manifest.config.digest,
            layers: layers.map { .init(digest: $0.descriptor.digest, size: $0.descriptor.size, diffID: $0.diffID) })
        return OpenedImage(
            .registry(reference), parts,
            RegistryLayers(
                client: client, repository: reference, descriptors: layers.map(\.descriptor), blobs: blobs,
                keeps: needsContent))
    }
}

extension OpenedImage {
    init(_ location: ImageLocation, _ parts: ImageParts, _ content: any LayerContent) {
        self.init(
            reference: location.description, manifestDigest: parts.manifestDigest, config: parts.config,
            configDigest: parts.configDigest, layers: parts.layers, content: content)
    }
}

extension ImageParts {
    init(_ image: OpenedImage) {
        self.init(
            manifestDigest: image.manifestDigest, config: image.config, configDigest: image.configDigest,
            layers: image.layers)
    }
}
