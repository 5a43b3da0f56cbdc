extension RootTree {
    /// The path that a text names; recipes' paths were checked when they were read.
    static func path(_ text: String) throws(AssemblyError) -> TreePath {
        guard let path = TreePath(text) else {
            throw .occupied(path: text, detail: "the path has a '..' component or is too long")
        }
        return path
    }

    func place(_ text: String) throws(AssemblyError) -> TreePath { try place(try Self.path(text)) }

    /// Writes a file, over a file or link that is there.
    mutating func write(
        _ content: [UInt8], to text: String, mode: UInt16 = 0o644, userID: UInt32 = 0, groupID: UInt32 = 0
    ) throws(AssemblyError) {
        let number = try keep(content)
        try set(
            try Self.path(text), Entry(content: .file(number), mode: mode, userID: userID, groupID: groupID))
    }

    mutating func makeDirectory(
        _ text: String, mode: UInt16 = 0o755, userID: UInt32 = 0, groupID: UInt32 = 0
    ) throws(AssemblyError) {
        try set(try Self.path(text), Entry(content: .directory, mode: mode, userID: userID, groupID: groupID))
    }

    /// Makes a symbolic link, in place of an empty directory too: base-files ships `/var/run` as one for its script to do so.
    mutating func link(_ text: String, to target: String) throws(AssemblyError) {
        removeEmptyDirectory(try place(text))
        let content = Content.symbolicLink(Array(target.utf8))
        try set(try Self.path(text), Entry(content: content, mode: 0o777, userID: 0, groupID: 0))
    }

    /// The files and links below a path, in ascending order.
    func filePaths(below path: TreePath) -> [TreePath] {
        entries.filter { $0.key.isBelow(path) && $0.value.content != .directory }.keys.sorted()
    }
}
