#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Removes a folder with all that is in it, whatever the depth, the permissions and the links.
enum FolderRemoval {
    /// Folders inside folders are moved up beside each other and removed there: two are open at a time, at any depth.
    static func remove(_ name: String, in parent: String) {
        guard let parent = try? OpenFolder(path: parent), let top = open(name, in: parent) else { return }
        var next = 0
        while let inner = firstFolder(of: top) {
            guard let folder = open(inner, in: top) else { break }
            while let deeper = firstFolder(of: folder) {
                next += 1
                unlock(deeper, in: folder)
                let moved = withName(deeper) { from in
                    withName(".removed-\(next)".utf8) { renameat(folder.descriptor, from, top.descriptor, $0) }
                }
                guard moved == 0 else { break }
            }
            guard withName(inner, { unlinkat(top.descriptor, $0, AT_REMOVEDIR) }) == 0 else { break }
        }
        _ = withName(name.utf8) { unlinkat(parent.descriptor, $0, AT_REMOVEDIR) }
    }

    private static func open(_ name: some Sequence<UInt8>, in parent: OpenFolder) -> OpenFolder? {
        unlock(name, in: parent)
        return try? parent.folder(name)
    }

    private static func open(_ name: String, in parent: OpenFolder) -> OpenFolder? { open(name.utf8, in: parent) }

    /// Lets the owner in. A link that stands there is not changed: no folder of that name is opened then either.
    private static func unlock(_ name: some Sequence<UInt8>, in parent: OpenFolder) {
        var status = stat()
        withName(name) { name in
            guard fstatat(parent.descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
                status.st_mode & S_IFMT == S_IFDIR, status.st_mode & 0o700 != 0o700
            else { return }
            _ = fchmodat(parent.descriptor, name, 0o700, 0)
        }
    }

    /// Removes files and links; gives a folder, if there is one.
    private static func firstFolder(of folder: OpenFolder) -> [UInt8]? {
        // A stream of its own: closing it closes its descriptor.
        let copy = openat(folder.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { return nil }
        guard let stream = fdopendir(copy) else {
            close(copy)
            return nil
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name == [UInt8(ascii: ".")] || name == [UInt8(ascii: "."), UInt8(ascii: ".")] { continue }
            if withName(name, { unlinkat(folder.descriptor, $0, 0) }) == 0 { continue }
            var status = stat()
            let found = withName(name) { fstatat(folder.descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) }
            if found == 0, status.st_mode & S_IFMT == S_IFDIR { return name }
        }
        return nil
    }
}
