public import TareOCI

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// An image's files in a folder of their own on this machine, removed with the value.
///
/// Made in three steps: the folders and links of the merged tree, the content of each layer as it arrives, and
/// `finish`, which sets the folders' permissions. Nothing is ever written through a link, so that no layer reaches
/// beyond the root. Set-uid and set-gid bits are dropped; devices are left out; of sparse files only the size is kept.
public final class UnpackedImage {
    public let tree: ImageTree
    public let config: ImageConfig.Execution
    public let user: RunUser
    /// What was left out of the image's files, in sentences.
    public internal(set) var notes: [String] = []
    /// Bytes of content.
    public var bytes: UInt64 { plan.bytes }
    public var entries: Int { plan.entries }

    let folder: RunFolder
    let ownership: FileOwnership
    let root: OpenFolder
    var mountPoints = MountPoints()
    private let plan: RootPlan
    private let folders: TreeFolders
    private var sparseFiles = 0

    /// Makes the folders and links.
    ///
    /// - Parameter temporary: where the folder is made; `nil` for `/var/tmp`.
    public init(
        _ tree: ImageTree, config: ImageConfig.Execution, user: RunUser, in temporary: String? = nil,
        limits: UnpackingLimits = .init()
    ) throws {
        self.tree = tree
        self.config = config
        self.user = user
        let isRoot = geteuid() == 0
        ownership = FileOwnership(user: user, isRoot: isRoot)
        plan = try RootPlan(tree, limits: limits)
        folder = try RunFolder(in: temporary, for: ownership.service)
        try folder.require(free: plan.bytes + UInt64(plan.entries) * 512)
        root = try OpenFolder(path: folder.root)
        folders = TreeFolders(tree, in: root)
        try makeTree()
    }

    /// Absolute; `/` where the configuration sets none.
    var workingDirectory: String { config.workingDir.flatMap { $0.isEmpty ? nil : $0 } ?? "/" }

    /// Whether a layer has content that is to be written.
    public func needs(layer number: Int) -> Bool { plan.layers.contains(number) }

    /// Writes a layer's files: `stream` gives the layer's blob, packed or not, piece by piece.
    public func write(
        layer number: Int,
        _ stream: (_ receive: (UnsafeRawBufferPointer) throws -> Void) async throws -> Void
    ) async throws {
        guard needs(layer: number) else { return }
        let writer = ContentWriter(
            layer: number, tree: tree, plan: plan, folders: folders, ownership: ownership)
        let layer = LayerStream(writer, layer: number, diffID: tree.layers[number].diffID)
        try await stream { try layer.consume($0) }
        try layer.finish()
        sparseFiles += layer.sink.sparseFiles
    }

    /// Sets the folders' permissions; says what was left out.
    public func finish() throws {
        try makeMountPoints()
        try setPermissions()
        if !plan.devices.isEmpty { notes.append("devices are left out: \(plan.devices.joined(separator: ", "))") }
        if plan.danglingLinks > 0 { notes.append("\(plan.danglingLinks) hard links to nothing are left out") }
        if plan.setIDFiles > 0 { notes.append("\(plan.setIDFiles) set-uid or set-gid files run without these bits") }
        if sparseFiles > 0 { notes.append("\(sparseFiles) sparse files are empty: their holes are not kept") }
    }

    private func makeTree() throws(SandboxError) {
        var failure: SandboxError?
        tree.walk { node in
            guard failure == nil, node != ImageTree.root else { return failure == nil }
            do throws(SandboxError) {
                try make(node)
            } catch { failure = error }
            return failure == nil
        }
        if let failure { throw failure }
    }

    private func make(_ node: ImageTree.Node) throws(SandboxError) {
        let name = tree.nameBytes(of: node)
        let owner = ownership.place(
            userID: tree.userID(of: node), groupID: tree.groupID(of: node), mode: tree.mode(of: node),
            isDirectory: false)
        switch tree.kind(of: node) {
        case .directory: _ = try folders.parent(of: node).makeFolder(name)
        case .symbolicLink: try folders.parent(of: node).makeLink(name, to: tree.linkBytes(of: node), owner.owner)
        case .fifo: try folders.parent(of: node).makePipe(name, mode: owner.mode, owner.owner)
        default: break
        }
    }

    /// Deepest first: a folder that may not be entered is closed when all in it is done.
    private func setPermissions() throws(SandboxError) {
        var directories: [ImageTree.Node] = []
        tree.walk { node in
            if tree.kind(of: node) == .directory { directories.append(node) }
            return true
        }
        for node in directories.reversed() {
            let place = ownership.place(
                userID: tree.userID(of: node), groupID: tree.groupID(of: node), mode: tree.mode(of: node),
                isDirectory: true)
            let folder =
                node == ImageTree.root ? root : try folders.parent(of: node).folder(tree.nameBytes(of: node))
            try folder.set(mode: place.mode, place.owner)
        }
    }
}
