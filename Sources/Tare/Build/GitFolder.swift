internal import FoundationEssentials
internal import TareNetwork

/// What a checkout says of itself without Git: the commit that is checked out.
enum GitFolder {
    /// The commit of the repository that a folder is in; `nil` where there is none.
    static func revision(of project: String) -> String? {
        var folder = URL(filePath: project).standardizedFileURL
        for _ in 0..<40 {
            let git = folder.path + "/.git"
            if DiskFolder.isFolder(git) { return head(git) }
            guard folder.pathComponents.count > 1 else { return nil }
            folder.deleteLastPathComponent()
        }
        return nil
    }

    private static func head(_ git: String) -> String? {
        guard let head = text(git + "/HEAD") else { return nil }
        guard head.hasPrefix("ref: ") else { return commit(head) }
        let name = String(head.dropFirst(5))
        guard name.hasPrefix("refs/"), !name.split(separator: "/").contains("..") else { return nil }
        if let found = text(git + "/" + name) { return commit(found) }
        let packed = text(git + "/packed-refs", limit: 16 << 20) ?? ""
        return packed.split(separator: "\n").first { $0.hasSuffix(" " + name) }.flatMap {
            commit(String($0.prefix(40)))
        }
    }

    private static func text(_ path: String, limit: Int = 4096) -> String? {
        guard let bytes = try? DiskFolder.read(path, limit: limit) else { return nil }
        return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self).trimmingEnd
    }

    private static func commit(_ text: String) -> String? {
        [40, 64].contains(text.utf8.count) && text.utf8.allSatisfy { ("0123456789abcdef".utf8).contains($0) }
            ? text : nil
    }
}

extension String {
    fileprivate var trimmingEnd: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
