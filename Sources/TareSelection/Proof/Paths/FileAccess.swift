internal import TareInventory
internal import TareOCI

/// What a user may do with files, by their owner and mode (path_resolution(7), "Permissions").
///
/// Access control lists and file capabilities are not in the layers' headers that are read. Root passes, as it does
/// with the capabilities that runtimes give by default.
struct FileAccess {
    enum Permission: UInt16 {
        case execute = 1
        case write = 2
        case read = 4
    }

    let tree: ImageTree
    let userID: UInt32
    let groupIDs: Set<UInt32>

    init(_ tree: ImageTree, _ user: ContainerUser) {
        self.tree = tree
        userID = user.userID
        groupIDs = Set(user.additionalGroupIDs + [user.groupID])
    }

    /// Whether the user may do that with a node that is no symlink.
    func allows(_ permission: Permission, _ node: ImageTree.Node) -> Bool {
        let mode = tree.mode(of: node)
        if userID == 0 {
            // Root executes what anyone may execute, and searches every folder.
            return permission != .execute || tree.kind(of: node) == .directory || mode & 0o111 != 0
        }
        if tree.userID(of: node) == userID { return mode >> 6 & permission.rawValue != 0 }
        if groupIDs.contains(tree.groupID(of: node)) { return mode >> 3 & permission.rawValue != 0 }
        return mode & permission.rawValue != 0
    }

    /// Owner and mode as `ls` would tell them: `0:0 mode 700`.
    func description(of node: ImageTree.Node) -> String {
        "owner \(tree.userID(of: node)):\(tree.groupID(of: node)), mode \(String(tree.mode(of: node), radix: 8))"
    }
}
