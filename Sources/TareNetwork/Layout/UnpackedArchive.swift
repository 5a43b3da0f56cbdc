internal import TareArchive
internal import TareDiagnostics

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A file that goes when nobody uses it any more.
final class ScratchArchive: Sendable {
    let path: String

    /// A new name in the cache's folder for such files.
    init(named name: String, in directory: CacheDirectory) throws(StoreError) {
        try DiskFile.makeDirectory(directory.temporary)
        path = directory.temporary + "/\(name).\(getpid()).\(UInt64.random(in: 0...(.max)))"
    }

    deinit { DiskFile.remove(path) }
}

/// An archive as a whole unpacked (`docker save … | gzip`), since its members can be had in any order only then.
enum UnpackedArchive {
    /// How an archive is packed, by its first bytes.
    static func compression(of path: String) throws -> Compression {
        let size = try DiskFile.regularSize(path)
        let head = try FileRegion(path: path, offset: 0, size: min(size, 6)).bytes(limit: 6)
        return head.withUnsafeBytes { Compression.detect($0) }
    }

    static func unpack(_ path: String, _ compression: Compression, in directory: CacheDirectory) throws
        -> ScratchArchive
    {
        let file = try ScratchArchive(named: "archive", in: directory)
        let pending = try PendingFile(for: file.path)
        var decompressor = try Decompressor(compression)
        let size = try DiskFile.regularSize(path)
        do {
            try FileRegion(path: path, offset: 0, size: size).forEachPiece { piece in
                try decompressor.consume(piece) { try pending.append($0) }
            }
            try decompressor.finish { try pending.append($0) }
        } catch let error as ArchiveError {
            throw LayoutError.notAnImage(path: path, detail: error.description)
        }
        try pending.commit(as: file.path)
        return file
    }
}
