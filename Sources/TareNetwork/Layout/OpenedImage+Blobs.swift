public import TareOCI

extension OpenedImage {
    /// A layer's blob, readable at any offset: where it lies, if that is a disk; otherwise fetched, checked and kept.
    ///
    /// - Parameter digest: the blob's.
    public func blob(layer number: Int, digest: Digest, size: UInt64, keeping blobs: BlobStore) async throws
        -> BlobSource
    {
        if let files = content as? LayerFiles, files.regions.indices.contains(number) {
            let region = files.regions[number]
            // The archive that an unpacked one lies in goes with the value that holds it.
            let held = content
            return BlobSource(size: region.size) { offset, count in
                _ = held
                guard offset < region.size else { return [] }
                let part = FileRegion(
                    path: region.path, offset: region.offset + offset, size: min(UInt64(count), region.size - offset))
                return try part.bytes(limit: count)
            }
        }
        if let registry = content as? RegistryLayers, registry.descriptors.indices.contains(number) {
            try await registry.keep(layer: number)
        } else {
            try await blobs.write(as: digest) { append in
                try await stream(layer: number) { try append($0) }
            }
        }
        return BlobSource(file: blobs.path(of: digest), size: size)
    }
}
