internal import FoundationEssentials
internal import TareOCI

/// Opens an image of an OCI image layout, in a folder or in an archive (OCI image specification, image-layout.md).
struct OCILayoutReader {
    let files: LayoutFiles
    var limits = DocumentLimits()

    private struct Marker: Decodable { var imageLayoutVersion: String }

    /// - Parameters:
    ///   - tag: an `org.opencontainers.image.ref.name` or a digest; `nil` where there is one image only.
    ///   - platform: what to choose from an index; `nil` takes this machine's, and any platform of a single image.
    func open(tag: String?, platform: Platform?, host: Platform) throws -> (parts: ImageParts, files: [FileRegion]) {
        try checkMarker()
        guard let region = try files.region("index.json") else {
            throw LayoutError.missing(path: files.path, member: "index.json")
        }
        let root = try index(try region.bytes(limit: limits.manifestBytes))
        var current = try entry(of: root, tag: tag, platform: platform, host: host)
        var seen: Set<Digest> = []
        for _ in 0..<limits.indexDepth {
            guard seen.insert(current.digest).inserted else { break }
            let bytes = try files.document("manifest", current, limit: limits.manifestBytes)
            switch try decode(bytes, current.mediaType) {
            case .manifest(let manifest): return try image(current, manifest, platform)
            case .index(let index):
                guard let next = index.entry(for: platform ?? host) else {
                    throw refusal(.noPlatform(wanted: platform ?? host, available: index.platforms))
                }
                current = next
            }
        }
        throw refusal(.indexTooDeep(limit: limits.indexDepth))
    }

    private func refusal(_ error: OCIError) -> LayoutError { .document(path: files.path, error) }

    private func checkMarker() throws {
        guard let region = try files.region("oci-layout") else {
            throw LayoutError.notAnImage(
                path: files.path, detail: "this is no OCI image layout: it has no file 'oci-layout'")
        }
        let bytes = try region.bytes(limit: 4096)
        guard let marker = try? JSONDecoder().decode(Marker.self, from: Data(bytes)),
            marker.imageLayoutVersion.hasPrefix("1.")
        else {
            throw LayoutError.notAnImage(path: files.path, detail: "its file 'oci-layout' does not say version 1")
        }
    }

    private func decode(_ bytes: [UInt8], _ mediaType: MediaType?) throws -> ManifestDocument {
        do throws(OCIError) {
            return try ManifestDocument(decoding: bytes, mediaType: mediaType, limits: limits)
        } catch {
            throw refusal(error)
        }
    }

    private func index(_ bytes: [UInt8]) throws -> ImageIndex {
        guard case .index(let index) = try decode(bytes, .ociIndex) else {
            throw refusal(.wrongMediaType(document: "index", found: "index.json"))
        }
        return index
    }

    /// The entry that a tag names, or without one the only image that there is.
    private func entry(of root: ImageIndex, tag: String?, platform: Platform?, host: Platform) throws -> Descriptor {
        let images = root.manifests.filter { !$0.isAttestation && !$0.isArtifact }
        if let tag {
            let named = images.filter {
                $0.annotations?[AnnotationKey.referenceName] == tag || $0.digest.description == tag
            }
            // One name for several platforms, as some builders write it.
            if let best = ImageIndex(manifests: named).entry(for: platform ?? host) ?? named.first { return best }
            throw LayoutError.noSuchImage(path: files.path, wanted: tag, available: Self.names(images))
        }
        if images.count == 1 { return images[0] }
        let names = Set(images.map { $0.annotations?[AnnotationKey.referenceName] })
        guard names.count <= 1, let best = ImageIndex(manifests: images).bestManifest(for: platform ?? host) else {
            throw LayoutError.severalImages(path: files.path, available: Self.names(images))
        }
        return best
    }

    private static func names(_ entries: [Descriptor]) -> [String] {
        entries.map { $0.annotations?[AnnotationKey.referenceName] ?? $0.digest.description }
    }

    private func image(
        _ descriptor: Descriptor, _ manifest: ImageManifest, _ platform: Platform?
    ) throws -> (ImageParts, [FileRegion]) {
        let bytes = try files.document("configuration", manifest.config, limit: limits.configBytes)
        let config: ImageConfig
        let layers: [(descriptor: Descriptor, diffID: Digest)]
        do throws(OCIError) {
            config = try ImageConfig(decoding: bytes, limits: limits)
            layers = try config.layers(of: manifest)
        } catch {
            throw refusal(error)
        }
        if let platform, !platform.accepts(config.platform) {
            throw refusal(.noPlatform(wanted: platform, available: [config.platform]))
        }
        let regions = try layers.map { layer in
            guard let region = try files.blob(layer.descriptor.digest) else {
                throw LayoutError.missing(path: files.path, member: layer.descriptor.digest.description)
            }
            return region
        }
        let parts = ImageParts(
            manifestDigest: descriptor.digest, config: config, configDigest: manifest.config.digest,
            layers: layers.map {
                OpenedImage.Layer(digest: $0.descriptor.digest, size: $0.descriptor.size, diffID: $0.diffID)
            })
        return (parts, regions)
    }
}

/// What an image on disk was found to be, without its content.
struct ImageParts: Codable, Sendable {
    var manifestDigest: Digest?
    var config: ImageConfig
    var configDigest: Digest
    var layers: [OpenedImage.Layer]
}
