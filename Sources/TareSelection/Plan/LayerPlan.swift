public import TareArchive
public import TareELF
public import TareOCI

/// A layer that does not exist yet: every entry as it will be written.
///
/// Folders above an entry are entries of their own, made with it. Owners are root's: what runs as another user reads
/// what it needs, and changes nothing.
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
        public var elf: ELFFacts?
        /// The first line of a script, without `#!`.
        public var shebang: String?

        public init(
            kind: EntryKind, mode: UInt16, size: UInt64 = 0, crc32: UInt32 = 0, linkTarget: String = "",
            content: [UInt8]? = nil, elf: ELFFacts? = nil, shebang: String? = nil
        ) {
            (self.kind, self.mode, self.size, self.crc32) = (kind, mode, size, crc32)
            (self.linkTarget, self.content, self.elf, self.shebang) = (linkTarget, content, elf, shebang)
        }

        static let directory = Entry(kind: .directory, mode: 0o755)
    }

    /// Two sources want the same path with different contents.
    public struct Collision: Error, Hashable, Sendable {
        public var path: String
    }

    /// What the layer is for, for its place in a history: `dependencies`, `application`.
    public let name: String
    public private(set) var entries: [String: Entry] = [:]

    public init(_ name: String) { self.name = name }

    /// Adds a file whose bytes are at hand.
    public mutating func add(_ path: String, _ content: [UInt8], mode: UInt16 = 0o644) throws(Collision) {
        var checksum = CRC32()
        content.withUnsafeBytes { checksum.update($0) }
        try add(
            path,
            Entry(
                kind: .regular, mode: mode, size: UInt64(content.count), crc32: checksum.value, content: content,
                shebang: Self.shebang(content)))
    }

    public mutating func link(_ path: String, to target: String) throws(Collision) {
        try add(path, Entry(kind: .symbolicLink, mode: 0o777, linkTarget: target))
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

    /// What the first line of a script names, as a measurement keeps it.
    static func shebang(_ content: [UInt8]) -> String? {
        guard content.starts(with: "#!".utf8) else { return nil }
        let line = content.dropFirst(2).prefix(510).prefix { $0 != UInt8(ascii: "\n") && $0 != 0 }
        return String(decoding: line, as: UTF8.self)
    }

    /// The layer as if it had been measured: entries in ascending order of their paths' bytes, and the exact length of
    /// its tar stream. Its packed size is not known before it is packed.
    public func index() throws(ArchiveError) -> LayerIndex {
        var index = LayerIndex()
        var length: UInt64 = 1024
        for path in paths {
            guard let entry = entries[path] else { continue }
            length &+= try TarWriter.length(of: Self.header(path, entry))
            index.add(
                entry.kind, path, mode: entry.mode, size: entry.size, crc32: entry.crc32, linkTarget: entry.linkTarget,
                content: entry.content, elf: entry.elf, shebang: entry.shebang)
        }
        index.uncompressedSize = length
        return index
    }

    /// In the order in which they are written.
    public var paths: [String] { entries.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

    static func header(_ path: String, _ entry: Entry) -> TarEntry {
        let kind: TarKind =
            switch entry.kind {
            case .directory: .directory
            case .symbolicLink: .symbolicLink
            default: .regular
            }
        return TarEntry(
            kind, path, linkTarget: entry.linkTarget, mode: entry.mode, size: kind == .regular ? entry.size : 0)
    }
}
