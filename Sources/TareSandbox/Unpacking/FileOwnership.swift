/// Whose an image's files are once they lie on this machine's disk, and with which permissions.
///
/// Nobody's and the host's users never own them. What the image's user may do stays as it was:
///
/// - unpacked by root, each of the image's numbers becomes one of 65,536 numbers that no account of this machine has,
///   and the kernel decides by the image's own permissions;
/// - unpacked by anyone else, all files belong to that person, as whom the service then runs: the owner's permissions on
///   disk are those that the image's user has. The same is done for an image that runs as root, who may do everything.
struct FileOwnership: Sendable {
    /// Numbers on this machine; `nil` for whoever unpacks.
    struct Owner: Sendable, Hashable {
        var userID: UInt32
        var groupID: UInt32
    }

    /// The first of the numbers; `nil` where files are not given away.
    let base: UInt32?
    let user: RunUser

    /// Above all that distributions, systemd and `subuid` give out, below 2^31 (systemd, "Users, Groups, UIDs and GIDs").
    private static let firstBase: UInt32 = 0x7000_0000
    private static let bases: UInt32 = 3_840

    init(user: RunUser, isRoot: Bool) {
        self.user = user
        base = isRoot ? Self.firstBase + UInt32.random(in: 0..<Self.bases) << 16 : nil
    }

    /// Who the service is on this machine; `nil` for whoever unpacks.
    var service: Owner? {
        base.map { Owner(userID: $0 + slot(user.userID, user.userID), groupID: $0 + slot(user.groupID, user.groupID)) }
    }

    /// The service's further groups on this machine.
    var serviceGroups: [UInt32] {
        base.map { base in user.additionalGroupIDs.map { base + slot($0, user.groupID) } } ?? []
    }

    /// Numbers beyond 16 bits are one, but for that of the service itself.
    private func slot(_ number: UInt32, _ own: UInt32) -> UInt32 {
        number < 65_533 ? number : number == own ? 65_533 : 65_534
    }

    /// Owner and permission bits on disk; set-uid and set-gid bits are always dropped.
    func place(userID: UInt32, groupID: UInt32, mode: UInt16, isDirectory: Bool) -> (owner: Owner?, mode: UInt16) {
        if let base, user.userID != 0 {
            let owner = Owner(userID: base + slot(userID, user.userID), groupID: base + slot(groupID, user.groupID))
            return (owner, mode & 0o1777)
        }
        return (service, effective(userID, groupID, mode, isDirectory) << 6 | mode & 0o1077)
    }

    /// What the image's user may do, as three bits.
    private func effective(_ owner: UInt32, _ group: UInt32, _ mode: UInt16, _ isDirectory: Bool) -> UInt16 {
        if user.userID == 0 { return 0o6 | (isDirectory || mode & 0o111 != 0 ? 1 : 0) }
        if owner == user.userID { return mode >> 6 & 7 }
        if group == user.groupID || user.additionalGroupIDs.contains(group) { return mode >> 3 & 7 }
        return mode & 7
    }
}
