internal import TareOCI

/// Users and groups that an image knows by name.
public struct Accounts: Codable, Sendable, Hashable {
    /// A line of `etc/passwd` (passwd(5)).
    public struct User: Codable, Sendable, Hashable {
        public var name: String
        public var id: UInt32
        public var groupID: UInt32
        public var home: String
        public var shell: String
    }

    /// A line of `etc/group` (group(5)).
    public struct Group: Codable, Sendable, Hashable {
        public var name: String
        public var id: UInt32
        public var members: [String]
    }

    /// In the order of the file, which decides between equal names. `nil` where the file is missing or unread.
    public var users: [User]?
    public var groups: [Group]?

    static let selection: [ContentSelection.Rule] = [passwd, group].map { .init(.path($0), maximumBytes: 4 << 20) }

    private static let passwd = "etc/passwd"
    private static let group = "etc/group"
    /// The most lines of a file that are kept.
    static let maximumLines = 10_000

    init(_ survey: TreeSurvey, _ problems: inout [InventoryProblem]) {
        users = Self.read(Self.passwd, survey, &problems) { fields in
            guard fields.count == 7, let id = UInt32(fields[2]), let groupID = UInt32(fields[3]) else { return nil }
            return User(name: fields[0], id: id, groupID: groupID, home: fields[5], shell: fields[6])
        }
        groups = Self.read(Self.group, survey, &problems) { fields in
            guard fields.count == 4, let id = UInt32(fields[2]) else { return nil }
            return Group(name: fields[0], id: id, members: fields[3].split(separator: ",").map(String.init))
        }
    }

    /// The records of a file; lines that are none are passed over, as getpwent(3) does.
    private static func read<Record>(
        _ path: String, _ survey: TreeSurvey, _ problems: inout [InventoryProblem], _ record: ([String]) -> Record?
    ) -> [Record]? {
        guard let text = survey.content(at: path, &problems) else { return nil }
        var records: [Record] = []
        for line in ByteLines(text) where !line.isEmpty && line.first != UInt8(ascii: "#") {
            guard records.count < maximumLines else {
                problems.append(
                    InventoryProblem(
                        path: "/" + path, what: "has more than \(maximumLines) lines; the rest is not read"))
                break
            }
            let fields = line.split(separator: colon, maxSplits: 7, omittingEmptySubsequences: false).map(\.text)
            guard let record = record(fields), !fields[0].isEmpty else { continue }
            records.append(record)
        }
        return records
    }
}
