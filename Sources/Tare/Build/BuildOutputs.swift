internal import Logging
internal import TareNetwork
internal import TareOCI

extension Workspace {
    /// The digest that the built images are known by together.
    func digest(of images: [BuiltImage]) throws -> Digest {
        if images.count == 1, let image = images.first { return image.image.manifestDescriptor.digest }
        return Digest(sha256Of: try Self.index(of: images).canonicalJSON())
    }

    static func index(of images: [BuiltImage]) -> ImageIndex {
        ImageIndex(manifests: images.map(\.image.manifestDescriptor))
    }

    func write(_ images: [BuiltImage], to outputs: [ImageLocation]) async throws {
        for output in outputs {
            switch output {
            case .registry(let reference): try await push(images, to: reference)
            case .dockerArchive where images.contains(where: { !$0.image.attachments.isEmpty }):
                logger.warning("a docker-archive has no place for an SBOM or provenance: it is left out of this one")
                try LayoutWriter.write(images.map(\.image), to: output)
            default: try LayoutWriter.write(images.map(\.image), to: output)
            }
        }
    }

    /// Pushes all blobs, the images by their digests, and the index, or the only image, by the reference.
    private func push(_ images: [BuiltImage], to reference: ImageReference) async throws {
        let client = try registry()
        for built in images {
            do { try await push(built, images.count, to: reference, by: client) } catch let error as RegistryError {
                // What could not be mounted after all is pulled.
                guard let base = built.unpulled, case .sourceMismatch = error else { throw error }
                try await push(try await pulled(built, base), images.count, to: reference, by: client)
            }
        }
        guard images.count > 1 else { return }
        _ = try await client.push(
            manifest: try Self.index(of: images).canonicalJSON(), mediaType: .ociIndex, to: reference)
    }

    private func push(
        _ built: BuiltImage, _ count: Int, to reference: ImageReference, by client: RegistryClient
    ) async throws {
        let image = built.image
        let mount = built.source.flatMap { $0.registry == reference.registry ? $0.repository : nil }
        progress.report("pushing", done: 0, total: 0)
        var blobs = image.layers.map { BlobToPush($0.descriptor, $0.content, mountFrom: mount) }
        blobs.append(BlobToPush(Descriptor(.ociConfig, of: image.config), BlobSource(image.config)))
        let target = count > 1 ? reference.pinned(to: image.manifestDescriptor.digest) : reference
        _ = try await client.push(manifest: image.manifest, mediaType: .ociManifest, blobs: blobs, to: target)
        for attachment in image.attachments {
            _ = try await client.push(
                manifest: attachment.manifest, mediaType: .ociManifest,
                blobs: attachment.blobs.map { BlobToPush($0.descriptor, BlobSource($0.content)) },
                to: reference.pinned(to: attachment.descriptor.digest))
        }
    }
}
