/// The files of the folder that a build is given, before `.dockerignore`.
public struct BuildContextFiles: Sendable {
    /// Relative paths of all files, with `/` between names.
    public let paths: Set<String>
    /// The bytes of a small file; nil if it is too large or cannot be read.
    public let read: @Sendable (String) -> [UInt8]?
    /// Every folder above a file.
    let folders: Set<String>

    public init(paths: Set<String>, read: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }) {
        self.paths = paths
        self.read = read
        var folders: Set<String> = [""]
        for path in paths {
            var rest = path[...]
            while let slash = rest.utf8.lastIndex(of: 0x2F) {
                rest = rest[..<slash]
                if !folders.insert(String(rest)).inserted { break }
            }
        }
        self.folders = folders
    }
}
