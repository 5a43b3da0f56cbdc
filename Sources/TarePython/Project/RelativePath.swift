/// A path below a project's folder, resolved by its text alone: no links are followed.
enum RelativePath {
    /// `folder/path` without `.` and `..`; `nil` if it is absolute, empty, or leaves the project's folder.
    static func resolve(_ path: String, from folder: String = "") -> String? {
        guard !path.isEmpty, !path.utf8.contains(0), path.utf8.first != UInt8(ascii: "/"), path.utf8.count <= 4096
        else {
            return nil
        }
        var parts = folder.split(separator: "/").map(String.init)
        for part in path.split(separator: "/") where part != "." {
            guard part == ".." else {
                parts.append(String(part))
                continue
            }
            guard parts.popLast() != nil else { return nil }
        }
        return parts.joined(separator: "/")
    }

    /// The folder of a file: empty for a file at the root.
    static func folder(of path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
    }

    static func name(of path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
    }
}
