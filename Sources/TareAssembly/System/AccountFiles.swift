/// Writes `/etc/passwd`, `/etc/group` and their shadows: what base-passwd and `shadowconfig on` do.
struct AccountFiles {
    private let section: RecipeSection

    init(_ section: RecipeSection) { self.section = section }

    /// Adds the recipe's accounts to those that packages or the recipe's files brought.
    ///
    /// - Parameter day: days from 1970 to the last change of passwords, which are all locked.
    func write(to tree: inout RootTree, day: Int64) throws(AssemblyError) {
        let shadow = section.shadow ?? false
        var users = try Self.lines("/etc/passwd", in: tree)
        var groups = try Self.lines("/etc/group", in: tree)
        for user in section.users {
            Self.add(
                [
                    user.name, "x", "\(user.id)", "\(user.group)", user.comment, user.home, user.shell,
                ], to: &users)
        }
        for group in section.groups {
            Self.add([group.name, "x", "\(group.id)", group.members.joined(separator: ",")], to: &groups)
        }
        guard !users.isEmpty || !groups.isEmpty else { return }
        // base-passwd's masters have '*' for passwords; 'x' says that the shadow has them.
        if shadow {
            for index in users.indices where users[index].count > 1 { users[index][1] = "x" }
            for index in groups.indices where groups[index].count > 1 { groups[index][1] = "x" }
        }
        try tree.write(Self.text(users), to: "/etc/passwd")
        try tree.write(Self.text(groups), to: "/etc/group")
        guard shadow else { return }
        let names = { (lines: [[String]]) in lines.compactMap(\.first) }
        let shadowGroup = groups.first { $0.first == "shadow" }.flatMap { $0.count > 2 ? UInt32($0[2]) : nil } ?? 0
        try tree.write(
            Self.text(names(users).map { [$0, "*", "\(day)", "0", "99999", "7", "", "", ""] }), to: "/etc/shadow",
            mode: 0o640, groupID: shadowGroup)
        try tree.write(
            Self.text(names(groups).map { [$0, "*", "", ""] }), to: "/etc/gshadow", mode: 0o640, groupID: shadowGroup)
    }

    private static func lines(_ path: String, in tree: RootTree) throws(AssemblyError) -> [[String]] {
        guard let bytes = try tree.bytes(at: try RootTree.path(path)) else { return [] }
        return bytes.split(separator: UInt8(ascii: "\n")).map { line in
            String(decoding: line, as: UTF8.self).split(separator: ":", omittingEmptySubsequences: false).map(
                String.init)
        }
    }

    /// Adds an account, or replaces the one of its name.
    private static func add(_ fields: [String], to lines: inout [[String]]) {
        if let index = lines.firstIndex(where: { $0.first == fields.first }) {
            lines[index] = fields
        } else {
            lines.append(fields)
        }
    }

    private static func text(_ lines: [[String]]) -> [UInt8] {
        Array(lines.map { $0.joined(separator: ":") + "\n" }.joined().utf8)
    }
}
