internal import TareOCI

/// Files of an image that give or need privileges.
public struct Privileges: Codable, Sendable, Hashable {
    /// A file that runs as its owner or group, whoever starts it.
    public struct SetIDFile: Codable, Sendable, Hashable {
        public var path: String
        /// Octal digits: `4755`.
        public var mode: String
        public var userID: UInt32
        public var groupID: UInt32
        public var layer: Int?
    }

    /// A device node, which only root can create when the image is unpacked.
    public struct Device: Codable, Sendable, Hashable {
        public enum Kind: String, Codable, Sendable, Hashable {
            case character
            case block
        }

        public var path: String
        public var kind: Kind
        public var layer: Int?
    }

    public var setIDFiles: [SetIDFile]
    public var devices: [Device]

    init(_ survey: TreeSurvey) {
        let tree = survey.tree
        setIDFiles = survey.privileged.map { node in
            SetIDFile(
                path: tree.path(of: node), mode: String(tree.mode(of: node), radix: 8), userID: tree.userID(of: node),
                groupID: tree.groupID(of: node), layer: tree.layer(of: node))
        }.sorted { $0.path < $1.path }
        devices = survey.devices.map { node in
            Device(
                path: tree.path(of: node), kind: tree.kind(of: node) == .blockDevice ? .block : .character,
                layer: tree.layer(of: node))
        }.sorted { $0.path < $1.path }
    }
}
