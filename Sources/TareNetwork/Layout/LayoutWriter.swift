internal import FoundationEssentials
internal import TareArchive
public import TareOCI

/// Writes images as OCI layouts and archives (OCI image specification, image-layout.md; Docker image specification 1.2).
///
/// The same image gives the same bytes. A layout that is there gets the image beside those it has, in the place of one of
/// the same name; files appear under their names only when they are complete.
public enum LayoutWriter {
    /// Writes to an `oci:`, `oci-archive:` or `docker-archive:` location; others are refused.
    public static func write(_ image: FinishedImage, to location: ImageLocation) throws {
        try write([image], to: location)
    }

    /// Writes images of several platforms, which an index names together. A docker-archive holds one.
    public static func write(_ images: [FinishedImage], to location: ImageLocation) throws {
        switch location {
        case .ociLayout(let directory, let tag): try writeLayout(images, directory, tag)
        case .ociArchive(let file, let tag): try writeArchive(images, file, try index(images, tag), docker: nil)
        case .dockerArchive(let file, let reference):
            guard var image = images.first, images.count == 1 else {
                throw LayoutError.notAnImage(path: file, detail: "a docker-archive holds the image of one platform")
            }
            // Both forms in one file, as engines since Docker 25 write it: each reader takes the one it knows. Engines load
            // everything that the index names, so it names the image alone.
            image.attachments = []
            let name = reference.map { $0.tag == nil && $0.digest == nil ? $0.familiar + ":latest" : $0.familiar }
            try writeArchive(
                [image], file, try index([image], reference?.tag), docker: try dockerManifest(image, name))
        default:
            throw LayoutError.notAnImage(path: location.description, detail: "an image can't be written there")
        }
    }

    private static let marker = Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8)

    /// The layout's root: it names the one image, or the index of several.
    private static func index(_ images: [FinishedImage], _ tag: String?) throws -> ImageIndex {
        var entry: Descriptor
        if images.count == 1, let image = images.first {
            entry = image.manifestDescriptor
        } else {
            entry = Descriptor(
                .ociIndex, of: try ImageIndex(manifests: images.map(\.manifestDescriptor)).canonicalJSON())
        }
        if let tag { entry.annotations = [AnnotationKey.referenceName: tag] }
        return ImageIndex(manifests: [entry] + images.flatMap { $0.attachments.map(\.descriptor) })
    }

    /// Every blob of all images once, the index of several included, sorted by digest.
    private static func blobs(_ images: [FinishedImage]) throws -> [(digest: Digest, content: BlobSource)] {
        var blobs = Dictionary(images.flatMap { $0.blobs.map { ($0.digest, $0.content) } }) { first, _ in first }
        if images.count > 1 {
            let index = try ImageIndex(manifests: images.map(\.manifestDescriptor)).canonicalJSON()
            blobs[Digest(sha256Of: index)] = BlobSource(index)
        }
        return blobs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static func writeLayout(_ images: [FinishedImage], _ directory: String, _ tag: String?) throws {
        try DiskFile.makeDirectory(directory + "/blobs/sha256")
        for (digest, content) in try blobs(images) {
            let path = directory + "/blobs/" + digest.algorithm.rawValue + "/" + digest.hex
            guard !DiskFile.exists(path) else { continue }
            let pending = try PendingFile(for: path)
            try content.forEachPiece { try pending.append($0) }
            try pending.commit(as: path)
        }
        try DiskFile.replace(directory + "/oci-layout", with: marker)
        let path = directory + "/index.json"
        var index = try index(images, tag)
        if DiskFile.exists(path) {
            let bytes = try DiskFile.read(path, limit: DocumentLimits().manifestBytes)
            guard case .index(let old) = try ManifestDocument(decoding: bytes, mediaType: .ociIndex) else {
                throw LayoutError.notAnImage(path: path, detail: "this is no OCI image index")
            }
            let added = Set(index.manifests.map(\.digest))
            let entry = index.manifests[0]
            let replaced = old.manifests.filter {
                !$0.isArtifact && $0.annotations?[AnnotationKey.referenceName] == tag
                    && (tag != nil || $0.digest == entry.digest)
            }
            let gone = Set(replaced.map(\.digest))
            var kept = old.manifests.filter {
                !gone.contains($0.digest) || $0.annotations?[AnnotationKey.referenceName] != tag
            }
            // What was said of an image goes with its last name.
            let subjects = gone.subtracting(kept.map(\.digest)).subtracting(added)
            let orphans = Set(subjects.flatMap { manifests(of: $0, in: directory) })
            kept.removeAll { entry in
                added.contains(entry.digest) && entry.isArtifact
                    || entry.isArtifact && subject(of: entry, in: directory).map(orphans.contains) == true
            }
            index.manifests = kept + index.manifests
        }
        try DiskFile.replace(path, with: try index.canonicalJSON())
    }

    /// A manifest, and those that it lists where it is an index.
    private static func manifests(of digest: Digest, in directory: String) -> [Digest] {
        guard case .index(let index)? = document(digest, in: directory) else { return [digest] }
        return [digest] + index.manifests.map(\.digest)
    }

    private static func subject(of entry: Descriptor, in directory: String) -> Digest? {
        guard case .manifest(let manifest)? = document(entry.digest, in: directory) else { return nil }
        return manifest.subject?.digest
    }

    private static func document(_ digest: Digest, in directory: String) -> ManifestDocument? {
        let path = directory + "/blobs/" + digest.algorithm.rawValue + "/" + digest.hex
        guard let bytes = try? DiskFile.read(path, limit: DocumentLimits().manifestBytes) else { return nil }
        return try? ManifestDocument(decoding: bytes)
    }

    private struct DockerEntry: Encodable {
        var config: String
        var repoTags: [String]?
        var layers: [String]

        enum CodingKeys: String, CodingKey {
            case config = "Config"
            case repoTags = "RepoTags"
            case layers = "Layers"
        }
    }

    private static func dockerManifest(_ image: FinishedImage, _ name: String?) throws -> [UInt8] {
        func path(_ digest: Digest) -> String { "blobs/" + digest.algorithm.rawValue + "/" + digest.hex }
        let entry = DockerEntry(
            config: path(Digest(sha256Of: image.config)), repoTags: name.map { [$0] },
            layers: image.layers.map { path($0.descriptor.digest) })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode([entry]))
    }

    private static func writeArchive(
        _ images: [FinishedImage], _ file: String, _ index: ImageIndex, docker: [UInt8]?
    ) throws {
        var members: [(name: String, content: BlobSource)] = try blobs(images).map {
            ("blobs/" + $0.digest.algorithm.rawValue + "/" + $0.digest.hex, $0.content)
        }
        members.append(("index.json", BlobSource(try index.canonicalJSON())))
        if let docker { members.append(("manifest.json", BlobSource(docker))) }
        members.append(("oci-layout", BlobSource(marker)))

        let pending = try PendingFile(for: file)
        var writer = TarWriter()
        var output: [UInt8] = []
        func flush() throws {
            try output.withUnsafeBytes { try pending.append($0) }
            output.removeAll(keepingCapacity: true)
        }
        for directory in ["blobs/", "blobs/sha256/"] {
            try writer.append(TarEntry(.directory, directory, mode: 0o755), to: &output)
        }
        for member in members {
            try writer.append(TarEntry(.regular, member.name, size: member.content.size), to: &output)
            try flush()
            try member.content.forEachPiece { try pending.append($0) }
            try writer.advance(member.content.size, to: &output)
        }
        try writer.finish(to: &output)
        try flush()
        try pending.commit(as: file)
    }
}

extension BlobSource {
    /// Gives the content in order; a source that has become shorter is refused.
    func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        var offset: UInt64 = 0
        while offset < size {
            let piece = try read(offset, Int(min(size - offset, 1 << 20)))
            guard !piece.isEmpty else {
                throw StoreError.cannotRead(path: "a layer", reason: "it ends at byte \(offset), too early")
            }
            try piece.withUnsafeBytes { try body($0) }
            offset += UInt64(piece.count)
        }
    }
}
