internal import TareOCI

/// The files of an image on disk, by their names in the layout.
enum LayoutFiles: Sendable {
    case directory(String)
    case archive(ArchiveMembers)

    /// What messages call it.
    var path: String {
        switch self {
        case .directory(let path): path
        case .archive(let members): members.path
        }
    }

    /// Where a file is, or `nil`. Names come from constants and from digests, which hold no `/..`; those of an archive's
    /// own documents are looked up among its members only.
    func region(_ name: String) throws -> FileRegion? {
        switch self {
        case .archive(let members): return members.region(name)
        case .directory(let directory):
            let path = directory + "/" + name
            guard DiskFile.exists(path) else { return nil }
            return FileRegion(path: path, offset: 0, size: try DiskFile.regularSize(path))
        }
    }

    func blob(_ digest: Digest) throws -> FileRegion? {
        try region("blobs/" + digest.algorithm.rawValue + "/" + digest.hex)
    }

    /// A document's bytes, checked against its descriptor.
    func document(_ name: String, _ descriptor: Descriptor, limit: Int) throws -> [UInt8] {
        guard let region = try blob(descriptor.digest) else {
            throw LayoutError.missing(path: path, member: descriptor.digest.description)
        }
        guard region.size == descriptor.size else {
            throw LayoutError.document(
                path: path, .sizeMismatch(document: name, expected: descriptor.size, actual: region.size))
        }
        guard region.size <= UInt64(limit) else {
            throw LayoutError.document(
                path: path, .tooLarge(document: name, count: Int(clamping: region.size), limit: limit, unit: "bytes"))
        }
        let bytes = try region.bytes(limit: limit)
        var hasher = Digest.Hasher(descriptor.digest.algorithm)
        bytes.withUnsafeBytes { hasher.update($0) }
        let actual = hasher.finish()
        guard actual == descriptor.digest else {
            throw LayoutError.document(
                path: path, .digestMismatch(document: name, expected: descriptor.digest, actual: actual))
        }
        return bytes
    }
}
