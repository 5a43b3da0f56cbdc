public import TareDiagnostics

/// Whom the `User` of an image's configuration means once the image's own accounts are looked at.
public struct ContainerUser: Codable, Sendable, Hashable {
    public var userID: UInt32
    public var groupID: UInt32
    /// The groups that list the user as a member, ascending; none where the configuration names a group.
    public var additionalGroupIDs: [UInt32] = []
    /// The account's name; `nil` for a number that no account has.
    public var name: String?
    /// What `HOME` is set to; `/` where no account tells.
    public var home = "/"

    public var isRoot: Bool { userID == 0 }
}

/// Why a container of the image cannot be started as its configuration asks.
public enum UnresolvedUser: Refusal, Equatable {
    case unknownUser(String)
    case unknownGroup(String)
    /// A number that no runtime accepts.
    case outOfRange(String)

    public var what: String {
        switch self {
        case .unknownUser(let name): "user '\(name.printable())' is not in the image's /etc/passwd"
        case .unknownGroup(let name): "group '\(name.printable())' is not in the image's /etc/group"
        case .outOfRange(let text): "'\(text.printable())' is no number of a user or group: 0 to 2147483647"
        }
    }

    public var location: String? { nil }

    public var hint: String? {
        switch self {
        case .unknownUser: "create the user in the image, or name it by its number, as in 'USER 65532'"
        case .unknownGroup: "create the group in the image, or name it by its number, as in 'USER 65532:65532'"
        case .outOfRange: nil
        }
    }
}

extension Accounts {
    /// Resolves `USER[:GROUP]` by names or numbers; nothing or an empty text is root.
    ///
    /// As runtimes do it (moby/sys/user, `GetExecUser`): a number is always a number, also where an account has it for its
    /// name; it needs no account, but takes group and home from the one that has it. A name needs an account.
    public func resolve(_ text: String?) throws(UnresolvedUser) -> ContainerUser {
        let parts = (text ?? "").split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let user = parts.first.flatMap { $0.isEmpty ? nil : $0 } ?? "0"
        let number = try Self.identifier(user)
        let account = users?.first { $0.matches(user, number) }
        guard let userID = number ?? account?.id else { throw .unknownUser(user) }
        var resolved = ContainerUser(userID: userID, groupID: account?.groupID ?? 0)
        resolved.name = account?.name
        if let home = account?.home, !home.isEmpty { resolved.home = home }
        guard parts.count > 1, !parts[1].isEmpty else {
            resolved.additionalGroupIDs = account.map { groupIDs(withMember: $0.name) } ?? []
            return resolved
        }
        guard let group = try Self.identifier(parts[1]) ?? groups?.first(where: { $0.name == parts[1] })?.id else {
            throw .unknownGroup(parts[1])
        }
        resolved.groupID = group
        return resolved
    }

    private func groupIDs(withMember name: String) -> [UInt32] {
        Set((groups ?? []).lazy.filter { $0.members.contains(name) }.map(\.id)).sorted()
    }

    /// The number that a text is; `nil` for a name.
    private static func identifier(_ text: String) throws(UnresolvedUser) -> UInt32? {
        let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy(\.isDigit) else { return nil }
        guard let number = Int32(text), number >= 0 else { throw .outOfRange(text) }
        return UInt32(number)
    }
}

extension Accounts.User {
    fileprivate func matches(_ name: String, _ number: UInt32?) -> Bool {
        number.map { $0 == id } ?? (self.name == name)
    }
}
