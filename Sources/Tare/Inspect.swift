internal import TareArchive
internal import TareInventory
internal import TareNetwork
public import TareOCI
public import TareReport

extension Workspace {
    /// What an image is: its size by layer, system, C library, interpreters, packages, users and command.
    public func inspect(_ location: ImageLocation, platform: Platform? = nil) async throws -> InspectResult {
        let measured = try await measure(location, platform: platform)
        let (image, tree) = (measured.image, measured.tree)
        return InspectResult(
            reference: image.reference, digest: image.manifestDigest, imageID: image.configDigest,
            platform: image.config.platform.description, created: image.config.created,
            size: Self.size(of: measured), layers: Self.layers(of: measured), config: .init(image.config.config),
            inventory: ImageInventory(of: tree))
    }

    private static func size(of measured: MeasuredImage) -> InspectResult.Size {
        let tree = measured.tree
        // What an archive holds unpacked has no packed size that anybody measured.
        let isKnown = zip(measured.image.layers, tree.layers).allSatisfy { $0.digest != nil || $1.compression != .none }
        var files: UInt64 = 0
        tree.forEachNode { node in
            if tree.kind(of: node) == .regular, !tree.isHardLink(node) { files &+= tree.size(of: node) }
        }
        return InspectResult.Size(
            compressed: isKnown ? tree.layers.reduce(0) { $0 &+ $1.compressedSize } : nil,
            uncompressed: tree.layers.reduce(0) { $0 &+ $1.uncompressedSize }, files: files,
            wasted: .init(tree.waste))
    }

    private static func layers(of measured: MeasuredImage) -> [InspectResult.Layer] {
        let history = measured.image.config.layerHistory
        // A history that does not fit the layers says nothing of any of them.
        let isUsable = history.count == measured.tree.layers.count
        return zip(measured.image.layers, measured.tree.layers).enumerated().map { number, layer in
            InspectResult.Layer(
                digest: layer.1.digest ?? layer.0.diffID, diffID: layer.0.diffID,
                compression: layer.1.compression.description, compressed: layer.1.compressedSize,
                uncompressed: layer.1.uncompressedSize, entries: layer.1.count,
                createdBy: isUsable ? history[number].createdBy : nil)
        }
    }
}
