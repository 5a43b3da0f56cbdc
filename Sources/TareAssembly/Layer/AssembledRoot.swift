internal import TareArchive
public import TareOCI

/// A finished root file system, to be written as a layer.
public struct AssembledRoot {
    let tree: RootTree
    /// The image's time, in seconds since 1970: no file is newer.
    public let time: Int64

    /// Entries of the layer, the root left out.
    public var entryCount: Int { tree.entries.count - 1 }

    /// Writes the layer as gzip: entries in ascending order of their paths, owners as numbers, no other names or times.
    ///
    /// `sink` gets the packed bytes in pieces, each valid only during the call.
    public func writeLayer(_ sink: (UnsafeRawBufferPointer) throws -> Void) throws -> AssembledLayer {
        let packer = try GzipWriter()
        var tar = TarWriter()
        var unpacked = Digest.Hasher(.sha256)
        var packed = Digest.Hasher(.sha256)
        var (unpackedBytes, packedBytes) = (UInt64(0), UInt64(0))
        func give(_ bytes: UnsafeRawBufferPointer) throws {
            packed.update(bytes)
            packedBytes &+= UInt64(bytes.count)
            try sink(bytes)
        }
        var buffer: [UInt8] = []
        func flush() throws {
            try buffer.withUnsafeBytes { bytes in
                unpacked.update(bytes)
                unpackedBytes &+= UInt64(bytes.count)
                try packer.write(bytes, give)
            }
            buffer.removeAll(keepingCapacity: true)
        }
        var written: [RootTree.FileNumber: TreePath] = [:]
        for path in tree.paths where !path.isRoot {
            guard let entry = tree[path] else { continue }
            let (header, content) = header(path, entry, &written)
            try tar.append(header, to: &buffer)
            if let content, !content.isEmpty {
                try content.withUnsafeBytes { try tar.append(content: $0, to: &buffer) }
            }
            if buffer.count > 1 << 20 { try flush() }
        }
        try tar.finish(to: &buffer)
        try flush()
        try packer.finish(give)
        return AssembledLayer(
            descriptor: Descriptor(mediaType: .ociLayerGzip, digest: packed.finish(), size: packedBytes),
            diffID: unpacked.finish(), uncompressedSize: unpackedBytes)
    }

    /// An entry's header, and the content that follows it: none where an earlier name has the same file.
    private func header(
        _ path: TreePath, _ entry: RootTree.Entry, _ written: inout [RootTree.FileNumber: TreePath]
    ) -> (TarEntry, [UInt8]?) {
        var header = TarEntry(
            .directory, name: path.bytes, mode: entry.mode, userID: entry.userID, groupID: entry.groupID,
            modified: min(entry.modified ?? time, time))
        switch entry.content {
        case .directory: return (header, nil)
        case .symbolicLink(let target):
            header.kind = .symbolicLink
            header.linkTarget = target
            return (header, nil)
        case .file(let number):
            if let first = written[number] {
                header.kind = .hardLink
                header.linkTarget = first.bytes
                return (header, nil)
            }
            written[number] = path
            header.kind = .regular
            header.size = UInt64(tree.files[number].count)
            return (header, tree.files[number])
        }
    }
}

/// What a written layer is known by.
public struct AssembledLayer: Sendable, Hashable {
    /// Of the packed layer.
    public var descriptor: Descriptor
    /// Digest of the unpacked layer.
    public var diffID: Digest
    /// Bytes of the tar stream.
    public var uncompressedSize: UInt64
}
