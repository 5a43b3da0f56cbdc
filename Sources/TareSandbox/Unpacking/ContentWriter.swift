internal import TareArchive
internal import TareOCI

/// Writes those files of one layer that the image shows.
struct ContentWriter: TarSink {
    private let layer: Int
    private let tree: ImageTree
    private let plan: RootPlan
    private let folders: TreeFolders
    private let ownership: FileOwnership
    private var numbering = LayerEntryNumbering()
    private var file: OpenFile?
    private var nodes: [ImageTree.Node] = []
    private var isSparse = false
    private(set) var sparseFiles = 0

    init(layer: Int, tree: ImageTree, plan: RootPlan, folders: TreeFolders, ownership: FileOwnership) {
        self.layer = layer
        self.tree = tree
        self.plan = plan
        self.folders = folders
        self.ownership = ownership
    }

    mutating func begin(_ header: TarHeader) throws {
        file = nil
        guard let entry = try numbering.next(header), header.kind == .regular,
            let nodes = plan.contents[.init(layer: layer, entry: entry)], let first = nodes.first
        else { return }
        self.nodes = nodes
        file = try folders.parent(of: first).makeFile(tree.nameBytes(of: first))
        isSparse = header.isSparse
        if isSparse {
            // What the stream has is not the file's bytes: holes are taken out.
            sparseFiles += 1
            try file?.extend(to: header.size)
        }
    }

    mutating func content(_ bytes: UnsafeRawBufferPointer) throws {
        if !isSparse { try file?.append(bytes) }
    }

    mutating func end() throws {
        guard let file, let first = nodes.first else { return }
        self.file = nil
        let place = ownership.place(
            userID: tree.userID(of: first), groupID: tree.groupID(of: first), mode: tree.mode(of: first),
            isDirectory: false)
        try file.set(mode: place.mode, modified: tree.modified(of: first), place.owner)
        for node in nodes.dropFirst() {
            // The first's folder is opened last, since only one is kept open.
            let folder = try folders.parent(of: node)
            try folder.makeHardLink(
                tree.nameBytes(of: node), to: tree.nameBytes(of: first), in: try folders.parent(of: first))
        }
    }
}

/// Opens the folders of a tree on disk, component by component from the root.
final class TreeFolders {
    private let tree: ImageTree
    private let root: OpenFolder
    private var last: (node: ImageTree.Node, folder: OpenFolder)?

    init(_ tree: ImageTree, in root: OpenFolder) {
        self.tree = tree
        self.root = root
    }

    /// The folder that a node is in.
    func parent(of node: ImageTree.Node) throws(SandboxError) -> OpenFolder {
        guard let parent = tree.parent(of: node), parent != ImageTree.root else { return root }
        if let last, last.node == parent { return last.folder }
        var chain: [ImageTree.Node] = []
        var next: ImageTree.Node? = parent
        while let node = next, node != ImageTree.root {
            chain.append(node)
            next = tree.parent(of: node)
        }
        var folder = root
        for node in chain.reversed() { folder = try folder.folder(tree.nameBytes(of: node)) }
        last = (parent, folder)
        return folder
    }
}
