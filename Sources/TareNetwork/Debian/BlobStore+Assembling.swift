public import TareOCI

extension BlobStore {
    /// Keeps what `fill` writes under the digest that `digest` finds in its answer, known only at the end; gives the
    /// answer and the file's path.
    public func assemble<Answer>(
        digest: (Answer) -> Digest, _ fill: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Answer
    ) throws -> (answer: Answer, path: String) {
        let folder = path(of: Digest(sha256Of: [])).split(separator: "/").dropLast().joined(separator: "/")
        let directory = "/" + folder
        try DiskFile.makeDirectory(directory)
        let pending = try PendingFile(for: directory + "/layer")
        let answer = try fill { try pending.append($0) }
        let path = path(of: digest(answer))
        try pending.commit(as: path)
        return (answer, path)
    }
}
