internal import TareOCI

/// What one pass over an image's tree finds: the nodes that readers want by name, and what modes and kinds tell.
///
/// Everything else of an inventory asks the survey or looks at fixed paths, so its cost does not grow with the image.
struct TreeSurvey {
    /// A node that a reader wants.
    struct Sighting {
        var node: ImageTree.Node
        var name: String
    }

    let tree: ImageTree
    private(set) var privileged: [ImageTree.Node] = []
    private(set) var devices: [ImageTree.Node] = []
    private var sightings: [ObjectIdentifier: [Sighting]] = [:]

    init(_ tree: ImageTree, for readers: [any Surveying.Type]) {
        self.tree = tree
        let table = LandmarkTable(readers)
        var found: [[Sighting]] = Array(repeating: [], count: readers.count)
        tree.forEachNode { node in
            let name = tree.name(of: node)
            table.forEachReader(of: name) { found[$0].append(Sighting(node: node, name: name)) }
            switch tree.kind(of: node) {
            case .regular:
                let mode = tree.mode(of: node)
                if mode & (Mode.setUserID | Mode.setGroupID) != 0 { privileged.append(node) }
            case .characterDevice, .blockDevice: devices.append(node)
            default: break
            }
        }
        for (reader, type) in readers.enumerated() { sightings[ObjectIdentifier(type)] = found[reader] }
    }

    /// What was seen for a reader, in no promised order.
    func sightings(for reader: any Surveying.Type) -> [Sighting] { sightings[ObjectIdentifier(reader)] ?? [] }
}

/// Permission bits (stat(2)).
enum Mode {
    static let setUserID: UInt16 = 0o4000
    static let setGroupID: UInt16 = 0o2000
    static let anyExecute: UInt16 = 0o111
}

extension TreeSurvey {
    /// A regular file's content, or why it cannot be read.
    enum Content {
        case bytes(ArraySlice<UInt8>)
        case unreadable(InventoryProblem)
    }

    /// The content of a node, links followed.
    func content(of node: ImageTree.Node) -> Content {
        guard let file = tree.resolve(node), tree.kind(of: file) == .regular else {
            return .unreadable(InventoryProblem(path: tree.path(of: node), what: "does not lead to a regular file"))
        }
        if let bytes = tree.content(of: file) { return .bytes(bytes) }
        let path = tree.path(of: file)
        if tree.contentWasTooLarge(file) {
            return .unreadable(
                InventoryProblem(path: path, what: "is too large to be read (\(tree.size(of: file)) bytes)"))
        }
        if tree.size(of: file) == 0 { return .bytes([]) }
        return .unreadable(InventoryProblem(path: path, what: "was not read when the layer was measured"))
    }

    /// The content at a path; `nil` where nothing is there. What is there and cannot be read becomes a problem.
    func content(at path: String, _ problems: inout [InventoryProblem]) -> ArraySlice<UInt8>? {
        guard let node = tree.node(at: path, followingLinks: false) else { return nil }
        return content(of: node, &problems)
    }

    /// A database's file, links resolved; `nil` where there is none. A link that leads nowhere is a problem.
    func database(at path: String, _ problems: inout [InventoryProblem]) -> ImageTree.Node? {
        if let node = tree.node(at: path) { return node }
        guard let link = tree.node(at: path, followingLinks: false) else { return nil }
        problems.append(InventoryProblem(path: tree.path(of: link), what: "does not lead to a regular file"))
        return nil
    }

    /// The content of a node, links followed; `nil` with a problem where it cannot be read.
    func content(of node: ImageTree.Node, _ problems: inout [InventoryProblem]) -> ArraySlice<UInt8>? {
        switch content(of: node) {
        case .bytes(let bytes): return bytes
        case .unreadable(let problem):
            problems.append(problem)
            return nil
        }
    }

    /// The canonical path of what is at a path, links resolved; `nil` where nothing is.
    func canonicalPath(_ path: String) -> String? { tree.node(at: path).map { tree.path(of: $0) } }

    /// Whether a node is a regular file that someone may execute, links followed.
    func isExecutable(_ node: ImageTree.Node) -> Bool {
        guard let file = tree.resolve(node) else { return false }
        return tree.kind(of: file) == .regular && tree.mode(of: file) & Mode.anyExecute != 0
    }
}
