public import TareELF

/// A layer that does not exist yet: every entry as it will be written.
///
/// It is made of parts, each the files of one source such as a wheel, which are made once and used in any number of plans;
/// and of single entries. Folders above an entry are entries of their own, made with it. Owners are root's: what runs as
/// another user reads what it needs, and changes nothing.
///
/// One plan is weighed to the byte (`PlannedLayer`) and written: the two cannot differ, since one walk gives both.
public struct LayerPlan: Sendable {
    /// One entry; paths are relative to the root, without a leading slash.
    public struct Entry: Sendable {
        public var kind: EntryKind
        public var mode: UInt16
        /// Bytes of content.
        public var size: UInt64
        public var crc32: UInt32
        /// Of a symbolic link.
        public var linkTarget: String
        /// Where the content is known: what is written, or what a measurement would keep of it.
        public var content: [UInt8]?
        /// The number of the entry of the part's archive whose content is written, as it is packed there.
        public var archived: Int?
        public var elf: ELFFacts?
        /// The first line of a script, without `#!`.
        public var shebang: String?

        public init(
            kind: EntryKind, mode: UInt16, size: UInt64 = 0, crc32: UInt32 = 0, linkTarget: String = "",
            content: [UInt8]? = nil, archived: Int? = nil, elf: ELFFacts? = nil, shebang: String? = nil
        ) {
            (self.kind, self.mode, self.size, self.crc32) = (kind, mode, size, crc32)
            (self.linkTarget, self.content, self.archived) = (linkTarget, content, archived)
            (self.elf, self.shebang) = (elf, shebang)
        }

        public static let directory = Entry(kind: .directory, mode: 0o755)

        /// A file whose bytes are at hand.
        public static func file(_ content: [UInt8], mode: UInt16 = 0o644) -> Entry {
            Entry(
                kind: .regular, mode: mode, size: UInt64(content.count), crc32: content.crc32, content: content,
                shebang: shebang(of: content))
        }

        public static func link(to target: String) -> Entry {
            Entry(kind: .symbolicLink, mode: 0o777, linkTarget: target)
        }

        /// What the first line of a script names, as a measurement keeps it.
        public static func shebang(of content: [UInt8]) -> String? {
            guard content.starts(with: "#!".utf8) else { return nil }
            let line = content.dropFirst(2).prefix(510).prefix { $0 != UInt8(ascii: "\n") && $0 != 0 }
            return String(decoding: line, as: UTF8.self)
        }
    }

    /// Two sources want the same path with different contents.
    public struct Collision: Error, Hashable, Sendable {
        public var path: String

        public init(path: String) { self.path = path }
    }

    /// Of how a plan is made: one that was kept holds for this version only.
    public static let formatVersion = 1

    /// What the layer is for, for its place in a history: `dependencies`, `application`.
    public let name: String
    /// Of every entry that was added singly, in seconds since 1970; parts have their own.
    public let time: Int64
    public private(set) var parts: [LayerPart] = []
    /// What was added singly, by path.
    public private(set) var entries: [String: Entry] = [:]

    public init(_ name: String, time: Int64 = 0) { (self.name, self.time) = (name, time) }

    /// Adds the entries of a part. Where two parts have the same path, weighing decides whether that is one file.
    public mutating func add(_ part: LayerPart) { parts.append(part) }

    /// Adds a file whose bytes are at hand.
    public mutating func add(_ path: String, _ content: [UInt8], mode: UInt16 = 0o644) throws(Collision) {
        try add(path, .file(content, mode: mode))
    }

    public mutating func link(_ path: String, to target: String) throws(Collision) {
        try add(path, .link(to: target))
    }

    public mutating func makeDirectory(_ path: String) throws(Collision) { try add(path, .directory) }

    /// Adds an entry and the folders above it. The same content twice is one file, as installers leave it where two
    /// packages ship the same (`__init__.py` of a namespace); another content is refused.
    public mutating func add(_ path: String, _ entry: Entry) throws(Collision) {
        try makeParents(of: path)
        guard let present = entries[path] else { return entries[path] = entry }
        let isSame =
            present.kind == entry.kind && present.size == entry.size && present.crc32 == entry.crc32
            && present.linkTarget == entry.linkTarget
        guard isSame else { throw Collision(path: path) }
    }

    private mutating func makeParents(of path: String) throws(Collision) {
        var folder = path[...]
        while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) {
            folder = folder[..<slash]
            let name = String(folder)
            switch entries[name]?.kind {
            case .directory: return
            case nil: entries[name] = .directory
            default: throw Collision(path: name)
            }
        }
    }

    /// The layer as if it had been measured: entries in ascending order of their paths' bytes, the exact length of its
    /// tar stream and of the packed layer that is written of it.
    public func index() throws -> LayerIndex { try PlannedLayer(self).index }
}
