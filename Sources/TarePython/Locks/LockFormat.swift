/// A format of lock files: how its files are named and read. Adding a format is adding an entry to `all`.
public struct LockFormat: Sendable, Hashable {
    /// The name of the usual file, which also names the format.
    public let name: String
    private let matches: @Sendable (String) -> Bool
    private let reader: @Sendable (LockInput) throws(ProjectFileError) -> Lock

    init(
        _ name: String, matches: @escaping @Sendable (String) -> Bool,
        reader: @escaping @Sendable (LockInput) throws(ProjectFileError) -> Lock
    ) {
        self.name = name
        self.matches = matches
        self.reader = reader
    }

    /// Every format, the one to prefer first where a project has several locks.
    public static let all: [LockFormat] = [.uv, .pylock, .poetry, .pdm, .requirements]

    static let names = all.map(\.name).joined(separator: ", ")

    /// The format of a file, by its name; folders before the name do not matter.
    public static func of(fileNamed path: String) -> LockFormat? {
        let name = String(path.split(separator: "/").last ?? "")
        return all.first { $0.matches(name) }
    }

    func read(_ input: LockInput) throws(ProjectFileError) -> Lock { try reader(input) }

    public static func == (left: LockFormat, right: LockFormat) -> Bool { left.name == right.name }

    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// A lock's bytes, and what some formats need beside them.
public struct LockInput: Sendable {
    public var file: String
    public var bytes: [UInt8]
    /// The project's `pyproject.toml`, from which the roots of Poetry's and PDM's older locks come.
    public var project: PythonProject?
    /// The bytes of another file of the project, which a requirements file includes. The path is relative to the project's
    /// folder and never leaves it.
    public var files: @Sendable (String) -> [UInt8]?
    /// The values of the variables that a requirements file may name; none by default.
    public var environment: @Sendable (String) -> String?

    public init(
        file: String, bytes: [UInt8], project: PythonProject? = nil,
        files: @escaping @Sendable (String) -> [UInt8]? = { _ in nil },
        environment: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.file = file
        self.bytes = bytes
        self.project = project
        self.files = files
        self.environment = environment
    }
}

extension Lock {
    /// Reads a lock of any format that is known, by its file's name.
    public init(_ input: LockInput) throws(ProjectFileError) {
        guard let format = LockFormat.of(fileNamed: input.file) else {
            throw ProjectFileError(file: input.file, nil, .unknownFormat)
        }
        self = try format.read(input)
        var words = WheelVocabulary()
        for index in packages.indices where packages[index].wheels.isEmpty { packages[index].readWheels(&words) }
    }
}
