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
        users = Self.read(Self.passwd, fieldCount: 7, survey, &problems) { fields in
            guard fields.count >= 4, let id = UInt32(fields[2]), let groupID = UInt32(fields[3]) else { return nil }
            func text(_ field: Int) -> String { field < fields.count ? fields[field] : "" }
            return User(name: fields[0], id: id, groupID: groupID, home: text(5), shell: text(6))
        }
        groups = Self.read(Self.group, fieldCount: 4, survey, &problems) { fields in
            guard fields.count >= 3, let id = UInt32(fields[2]) else { return nil }
            let members = fields.dropFirst(3).first?.split(separator: ",").map(String.init) ?? []
            return Group(name: fields[0], id: id, members: members)
        }
    }

    /// The records of a file. Lines that are none are passed over, as getpwent(3) does, but counted; those that begin
    /// with `+` or `-` name a network's directory (nsswitch.conf(5), "compat").
    private static func read<Record>(
        _ path: String, fieldCount: Int, _ survey: TreeSurvey, _ problems: inout [InventoryProblem],
        _ record: ([String]) -> Record?
    ) -> [Record]? {
        guard let text = survey.content(at: path, &problems) else { return nil }
        var records: [Record] = []
        var unread = 0
        for line in ByteLines(text) where !line.isEmpty && line.first != UInt8(ascii: "#") {
            guard records.count < maximumLines else {
                problems.append(
                    InventoryProblem(
                        path: "/" + path, what: "has more than \(maximumLines) lines; the rest is not read"))
                break
            }
            let fields = line.split(separator: colon, maxSplits: fieldCount - 1, omittingEmptySubsequences: false)
                .map(\.text)
            // A C library takes a short line, but not one at whose end the file was cut.
            let isCutOff = line.endIndex == text.endIndex && fields.count < fieldCount
            guard !isCutOff, !fields[0].isEmpty, let record = record(fields) else {
                if line.first != UInt8(ascii: "+"), line.first != UInt8(ascii: "-") { unread += 1 }
                continue
            }
            records.append(record)
        }
        if unread > 0 {
            problems.append(InventoryProblem(path: "/" + path, what: "has \(unread) lines that are no record"))
        }
        return records
    }
}
