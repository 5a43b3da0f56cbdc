/// A file for another program, removed with it.
final class TemporaryFile {
    let path: String
    private let pending: PendingFile

    init(in folder: String, named name: String, content: [UInt8]) throws(StoreError) {
        try DiskFile.makeDirectory(folder)
        pending = try PendingFile(for: folder + "/" + name)
        path = pending.path
        let result = content.withUnsafeBytes { bytes in
            Result { () throws(StoreError) in try pending.append(bytes) }
        }
        try result.get()
    }
}
