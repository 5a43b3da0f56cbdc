internal import TareOCI

/// Where a path leads for a user, step by step as the kernel walks it, and where it ends if it leads nowhere.
struct PathLookup {
    enum Outcome: Equatable {
        case found(ImageTree.Node)
        /// The first path on the way that is not there.
        case missing(String)
        /// A file stands where a folder is needed.
        case notADirectory(String)
        /// A folder that the user may not search.
        case notSearchable(String)
        case tooManyLinks
    }

    /// A symlink that was followed, with its text.
    struct Link: Equatable {
        var path: String
        var target: String
    }

    private(set) var outcome: Outcome = .missing("/")
    /// In the order in which they were followed; the first few.
    private(set) var links: [Link] = []
    private var followed = 0

    private static let mostLinks = 40
    /// Links that are kept to be shown.
    private static let shownLinks = 8

    var node: ImageTree.Node? {
        if case .found(let node) = outcome { node } else { nil }
    }

    /// Walks `path`, from `directory` where it is relative; symlinks stay inside the root and the last one is
    /// followed.
    init(_ path: String, from directory: String, in tree: ImageTree, for access: FileAccess?) {
        outcome = walk(Self.absolute(path, from: directory), from: ImageTree.root, tree, access)
    }

    private mutating func walk(
        _ path: String, from start: ImageTree.Node, _ tree: ImageTree, _ access: FileAccess?
    ) -> Outcome {
        var node = path.utf8.first == UInt8(ascii: "/") ? ImageTree.root : start
        let names = path.split(separator: "/")
        for (index, name) in names.enumerated() {
            if name == "." { continue }
            guard tree.kind(of: node) == .directory else { return .notADirectory(tree.path(of: node)) }
            if let access, !access.allows(.execute, node) { return .notSearchable(tree.path(of: node)) }
            if name == ".." {
                node = tree.parent(of: node) ?? ImageTree.root
                continue
            }
            guard let next = tree.node(name, in: node, followingLinks: false) else {
                return .missing(Self.joined(tree.path(of: node), String(name)))
            }
            guard tree.kind(of: next) == .symbolicLink else {
                node = next
                continue
            }
            followed += 1
            guard followed <= Self.mostLinks else { return .tooManyLinks }
            let target = tree.linkText(of: next)
            if links.count < Self.shownLinks { links.append(Link(path: tree.path(of: next), target: target)) }
            let outcome = walk(target, from: node, tree, access)
            guard case .found(let destination) = outcome else { return outcome }
            node = destination
            // A link in the middle has to lead to a folder.
            if index < names.count - 1, tree.kind(of: node) != .directory {
                return .notADirectory(tree.path(of: node))
            }
        }
        if path.utf8.last == UInt8(ascii: "/"), tree.kind(of: node) != .directory {
            return .notADirectory(tree.path(of: node))
        }
        return .found(node)
    }

    /// Why nothing is found: `/app/.venv/bin/python → /usr/local/bin/python3.12, and /usr/local/bin/python3.12 is not
    /// there`.
    func reason(for path: String) -> String {
        let chain = links.isEmpty ? "" : ([links[0].path] + links.map(\.target)).joined(separator: " → ") + ", and "
        return switch outcome {
        case .found: "\(path) is there"
        case .missing(let missing):
            chain.isEmpty && missing == path ? "\(path) is not there" : "\(chain)\(missing) is not there"
        case .notADirectory(let file): "\(chain)\(file) is no folder"
        case .notSearchable(let folder): "\(chain)the user may not enter \(folder)"
        case .tooManyLinks: "\(path) leads through links that run in a circle"
        }
    }

    static func absolute(_ path: String, from directory: String) -> String {
        path.hasPrefix("/") ? path : joined(directory, path)
    }

    static func joined(_ directory: String, _ name: String) -> String {
        directory.hasSuffix("/") ? directory + name : directory + "/" + name
    }

    /// The folder of a path; `/` of a path without one.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// The last component.
    static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? ""
    }

    /// A path without `.`, `..` and doubled slashes, by its text alone.
    static func normalized(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}
