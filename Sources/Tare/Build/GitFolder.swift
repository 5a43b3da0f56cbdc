internal import FoundationEssentials
internal import TareNetwork

/// What a checkout says of itself without Git: where it came from, and the commit that is checked out. Changes that are
/// not committed do not show.
struct GitFolder: Sendable {
    /// The address of `origin`, as browsers take it, without a user.
    let source: String?
    /// The commit.
    let revision: String?

    /// Of the repository that a folder is in.
    init(of project: String) {
        var folder = URL(filePath: project).standardizedFileURL
        for _ in 0..<40 {
            let git = folder.path + "/.git"
            if let own = Self.folder(git) {
                let shared = Self.shared(own)
                revision = Self.head(own, shared)
                source = Self.origin(Self.text(shared + "/config", limit: 1 << 20) ?? "")
                return
            }
            guard folder.pathComponents.count > 1 else { break }
            folder.deleteLastPathComponent()
        }
        (source, revision) = (nil, nil)
    }

    /// Where the repository is: the folder itself, or what a file in its place names, as in work trees and submodules
    /// (gitrepository-layout(5)).
    private static func folder(_ git: String) -> String? {
        if DiskFolder.isFolder(git) { return git }
        guard let text = text(git, limit: 4096), text.hasPrefix("gitdir: ") else { return nil }
        let folder = absolute(String(text.dropFirst(8)), from: URL(filePath: git).deletingLastPathComponent().path)
        return DiskFolder.isFolder(folder) ? folder : nil
    }

    /// What all work trees of a repository share.
    private static func shared(_ own: String) -> String {
        text(own + "/commondir", limit: 4096).map { absolute($0, from: own) } ?? own
    }

    private static func absolute(_ path: String, from folder: String) -> String {
        URL(filePath: path.hasPrefix("/") ? path : folder + "/" + path).standardizedFileURL.path
    }

    private static func head(_ git: String, _ shared: String) -> String? {
        guard let head = text(git + "/HEAD", limit: 4096) else { return nil }
        guard head.hasPrefix("ref: ") else { return commit(head) }
        let name = String(head.dropFirst(5))
        guard name.hasPrefix("refs/"), !name.split(separator: "/").contains("..") else { return nil }
        if let found = text(shared + "/" + name, limit: 4096) { return commit(found) }
        let packed = text(shared + "/packed-refs", limit: 16 << 20) ?? ""
        return packed.split(separator: "\n").first { $0.hasSuffix(" " + name) }.flatMap {
            commit(String($0.prefix { $0 != " " }))
        }
    }

    /// `url` of the section `[remote "origin"]`.
    static func origin(_ config: String) -> String? {
        var isOrigin = false
        for line in config.split(separator: "\n") {
            let words = line.split { $0 == " " || $0 == "\t" }
            if line.first == "[" {
                isOrigin = words == ["[remote", "\"origin\"]"]
            } else if isOrigin, words.count == 3, words[0] == "url", words[1] == "=" {
                return address(String(words[2]))
            }
        }
        return nil
    }

    /// A credential in the address stays here; `git@host:path` is `https://host/path`.
    private static func address(_ text: String) -> String? {
        if text.hasPrefix("http://") || text.hasPrefix("https://") || text.hasPrefix("ssh://") {
            guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty else { return nil }
            let port = parts.port.flatMap { parts.scheme == "ssh" ? nil : ":\($0)" } ?? ""
            return (parts.scheme == "http" ? "http" : "https") + "://" + host + port + withoutEnding(parts.path)
        }
        guard let colon = text.firstIndex(of: ":"), let at = text.firstIndex(of: "@"), at < colon else { return nil }
        let path = text[text.index(after: colon)...]
        return "https://\(text[text.index(after: at)..<colon])/\(withoutEnding(String(path.drop { $0 == "/" })))"
    }

    private static func withoutEnding(_ path: String) -> String {
        path.hasSuffix(".git") ? String(path.dropLast(4)) : path
    }

    private static func text(_ path: String, limit: Int) -> String? {
        guard let bytes = try? DiskFolder.read(path, limit: limit) else { return nil }
        var text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    private static func commit(_ text: String) -> String? {
        let isHexadecimal = text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
        return [40, 64].contains(text.utf8.count) && isHexadecimal ? text : nil
    }
}
