internal import FoundationEssentials
internal import TareOCI

/// Opens an image of what `docker save` writes: `manifest.json` names each image's configuration and layers (Docker
/// image specification 1.2, "Combined Image JSON + Filesystem Changeset Format").
struct DockerArchiveReader {
    let files: LayoutFiles
    var limits = DocumentLimits()

    private struct Entry: Decodable {
        var config: String
        var repoTags: [String]?
        var layers: [String]?

        enum CodingKeys: String, CodingKey {
            case config = "Config"
            case repoTags = "RepoTags"
            case layers = "Layers"
        }
    }

    func open(
        reference: ImageReference?, platform: Platform?
    ) throws -> (parts: ImageParts, files: [FileRegion]) {
        guard let region = try files.region("manifest.json") else {
            throw LayoutError.notAnImage(
                path: files.path, detail: "this is no docker-archive: it has no file 'manifest.json'")
        }
        let entries: [Entry]
        do {
            entries = try JSONDecoder().decode([Entry].self, from: Data(try region.bytes(limit: limits.manifestBytes)))
        } catch is DecodingError {
            throw LayoutError.notAnImage(path: files.path, detail: "its 'manifest.json' is not what docker save writes")
        }
        return try image(try entry(of: entries, reference), platform)
    }

    private func entry(of entries: [Entry], _ reference: ImageReference?) throws -> Entry {
        let names = entries.flatMap { $0.repoTags ?? [] }
        if let reference {
            let named = entries.first { entry in
                (entry.repoTags ?? []).contains { (try? ImageReference($0)) == reference }
            }
            guard let named else {
                throw LayoutError.noSuchImage(path: files.path, wanted: reference.familiar, available: names)
            }
            return named
        }
        guard let first = entries.first else {
            throw LayoutError.notAnImage(path: files.path, detail: "its 'manifest.json' lists no image")
        }
        guard entries.count == 1 else { throw LayoutError.severalImages(path: files.path, available: names) }
        return first
    }

    private func image(_ entry: Entry, _ platform: Platform?) throws -> (ImageParts, [FileRegion]) {
        let bytes = try member(entry.config).bytes(limit: limits.configBytes)
        let config: ImageConfig
        do throws(OCIError) { config = try ImageConfig(decoding: bytes, limits: limits) } catch { throw refusal(error) }
        let digest = Digest(sha256Of: bytes)
        if let stated = Self.digest(inName: entry.config), stated != digest {
            throw refusal(.digestMismatch(document: "configuration", expected: stated, actual: digest))
        }
        if let platform, !platform.accepts(config.platform) {
            throw refusal(.noPlatform(wanted: platform, available: [config.platform]))
        }
        let layers = entry.layers ?? []
        guard layers.count == config.rootfs.diffIDs.count, layers.count <= limits.layers else {
            throw refusal(.layerCountMismatch(manifest: layers.count, config: config.rootfs.diffIDs.count))
        }
        let regions = try layers.map { try member($0) }
        let parts = ImageParts(
            manifestDigest: nil, config: config, configDigest: digest,
            layers: zip(zip(layers, regions), config.rootfs.diffIDs).map { layer, diffID in
                // Engines since Docker 25 name a blob by its digest, older ones by a number of their own.
                let isBlob = layer.0.hasPrefix("blobs/")
                return OpenedImage.Layer(
                    digest: isBlob ? Self.digest(inName: layer.0) : nil, size: layer.1.size, diffID: diffID)
            })
        return (parts, regions)
    }

    private func member(_ name: String) throws -> FileRegion {
        guard let region = try files.region(name) else { throw LayoutError.missing(path: files.path, member: name) }
        return region
    }

    private func refusal(_ error: OCIError) -> LayoutError { .document(path: files.path, error) }

    /// The digest that `blobs/sha256/<hex>` and `<hex>.json` are named by.
    private static func digest(inName name: String) -> Digest? {
        var base = name.split(separator: "/").last ?? ""
        if base.hasSuffix(".json") { base = base.dropLast(5) }
        return Digest(algorithm: .sha256, hex: base)
    }
}
