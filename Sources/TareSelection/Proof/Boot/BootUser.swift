internal import TareInventory
internal import TareOCI

/// Whom the configuration's user means, or why nobody.
enum BootUser {
    case known(ContainerUser)
    case unresolved(UnresolvedUser)
    /// The image's accounts were not read.
    case unread(String)

    init(_ text: String?, _ tree: ImageTree, _ accounts: Accounts) {
        let isNamed = (text ?? "").split(separator: ":").contains { !$0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        for (path, isRead) in [("/etc/passwd", accounts.users != nil), ("/etc/group", accounts.groups != nil)]
        where isNamed && !isRead {
            if let node = tree.node(at: path), tree.size(of: node) > 0 {
                self = .unread(path)
                return
            }
        }
        do { self = .known(try accounts.resolve(text)) } catch { self = .unresolved(error) }
    }

    var resolved: ContainerUser? {
        if case .known(let user) = self { user } else { nil }
    }
}
