/// Whom a container runs as, in the image's own numbers.
public struct RunUser: Codable, Sendable, Hashable {
    public var userID: UInt32
    public var groupID: UInt32
    public var additionalGroupIDs: [UInt32]
    /// What `HOME` is where the configuration does not say.
    public var home: String

    public init(userID: UInt32, groupID: UInt32, additionalGroupIDs: [UInt32] = [], home: String = "/") {
        self.userID = userID
        self.groupID = groupID
        self.additionalGroupIDs = additionalGroupIDs
        self.home = home
    }

    public static let root = RunUser(userID: 0, groupID: 0)
}
