internal import TareArchive
internal import TareELF

/// Turns tar entries into an index: normalises names, reads markers, keeps what was asked for.
struct LayerRecorder: TarSink {
    private(set) var index = LayerIndex()

    private let selection: ContentSelection
    private var path: [UInt8] = []
    private var link: [UInt8] = []
    /// The path before: a tree can have no more nodes than paths have components that the path before has not.
    private var previous: [UInt8] = []
    private var components = 0
    private var statedBytes: UInt64 = 0
    private var keptContent = 0

    /// The entry whose content is arriving.
    private var entry = -1
    private var checksum = CRC32()
    private var head: [UInt8] = []
    private var isELF = false
    private var collector = ELFCollector(fileSize: 0)
    private var versions: PythonVersionScanner?
    private var size: UInt64 = 0
    private var content: [UInt8] = []
    private var keepsContent = false

    /// Enough for any interpreter line: Linux reads 256 bytes.
    private static let headBytes = 512
    /// Most bytes kept of one layer, so that memory stays bounded whatever the layer holds.
    private static let maximumKept = 40 << 20
    /// Most bytes of ELF facts and first lines besides; real layers have some megabytes.
    private static let maximumFacts = 128 << 20
    /// Twice the entries that a tar stream may have: enough for files and the directories that no entry names.
    private static let maximumComponents = 8_000_000
    /// A sparse file states a size that no content backs; sums of sizes must not overflow.
    private static let maximumStatedBytes: UInt64 = 1 << 56

    init(_ selection: ContentSelection) { self.selection = selection }

    mutating func begin(_ header: TarHeader) throws {
        try normalise(header.name, at: header.offset, into: &path)
        if header.kind == .hardLink { try normalise(header.linkTarget, at: header.offset, into: &link) }
        entry = -1
        guard let kind = try kindAfterMarkers(header) else { return }
        if kind == .symbolicLink, header.linkTarget.isEmpty {
            throw unsafeName("is a symlink without a target", header)
        }
        guard !path.isEmpty || kind == .directory || kind == .opaque else {
            throw unsafeName("is the root and not a directory", header)
        }
        try checkBounds(header)
        var record = LayerEntry(kind: kind, mode: header.mode, size: kind == .regular ? header.size : 0)
        record.modified = header.modified
        record.userID = header.userID
        record.groupID = header.groupID
        path.withUnsafeBytes { path in
            switch kind {
            case .hardLink: link.withUnsafeBytes { entry = index.append(record, path: path, link: $0) }
            case .symbolicLink: entry = index.append(record, path: path, link: header.linkTarget)
            default: entry = index.append(record, path: path)
            }
        }
        if kind == .regular { prepare(header) } else { entry = -1 }
    }

    mutating func content(_ bytes: UnsafeRawBufferPointer) throws {
        guard entry >= 0 else { return }
        checksum.update(bytes)
        let seen = head.count
        if seen < Self.headBytes {
            head.append(contentsOf: bytes.prefix(Self.headBytes - seen))
            if seen < 4, head.count >= 4, head.withUnsafeBytes({ ELFCollector.looksLikeELF($0) }) {
                isELF = true
                collector.reset(fileSize: size)
                head[..<seen].withUnsafeBytes { collector.consume($0) }
            }
        }
        if isELF {
            collector.consume(bytes)
            versions?.consume(bytes)
        }
        if keepsContent { content.append(contentsOf: bytes) }
    }

    mutating func end() throws {
        guard entry >= 0 else { return }
        defer { entry = -1 }
        index.table[entry].crc32 = checksum.value
        if keepsContent {
            index.keep(.content, content)
            keptContent += content.count
            if content.capacity > 1 << 20 { content = [] }
        }
        if isELF {
            switch collector.finish() {
            case .facts(let facts): index.keep(.elf, facts.encoded())
            case .incomplete(let reason), .malformed(let reason): index.keep(.elfProblem, Array(reason.utf8))
            }
            if let found = versions?.found, !found.isEmpty { index.keep(.versionStrings, found) }
        } else if head.starts(with: [UInt8(ascii: "#"), UInt8(ascii: "!")]) {
            index.keep(.shebang, head.dropFirst(2).prefix { $0 != UInt8(ascii: "\n") && $0 != 0 })
        }
    }

    private mutating func checkBounds(_ header: TarHeader) throws(LayerError) {
        guard path.count <= Int(UInt16.max), header.linkTarget.count <= Int(UInt16.max) else {
            throw .unsafeName(name: String(decoding: path, as: UTF8.self), detail: "is too long", offset: header.offset)
        }
        guard index.text.count < Int(UInt32.max) - 2 * Int(UInt16.max) else {
            throw .tooLarge(detail: "its names take more than 4 GiB")
        }
        guard index.kept.count - keptContent <= Self.maximumFacts else {
            throw .tooLarge(detail: "what is kept of its programs takes more than \(Self.maximumFacts >> 20) MiB")
        }
        components += LayerPath.newComponents(path, after: previous)
        previous.removeAll(keepingCapacity: true)
        previous.append(contentsOf: path)
        guard components <= Self.maximumComponents else {
            throw .tooLarge(detail: "it names more than \(Self.maximumComponents) files and directories")
        }
        let (sum, overflows) = statedBytes.addingReportingOverflow(header.size)
        guard !overflows, sum <= Self.maximumStatedBytes else {
            throw .tooLarge(detail: "its files state sizes of more than 64 PiB together")
        }
        statedBytes = sum
    }

    private mutating func prepare(_ header: TarHeader) {
        // A sparse file's stored bytes are not its content.
        guard !header.isSparse else { return entry = -1 }
        checksum = CRC32()
        head.removeAll(keepingCapacity: true)
        content.removeAll(keepingCapacity: true)
        isELF = false
        size = header.size
        keepsContent = false
        path.withUnsafeBytes { path in
            if let limit = selection.limit(forPath: path) {
                keepsContent = header.size <= UInt64(limit) && keptContent + Int(header.size) <= Self.maximumKept
                if !keepsContent { index.keep(.contentTooLarge, []) }
            }
            versions = PythonVersionScanner(path: path)
        }
    }

    private func normalise(_ name: UnsafeRawBufferPointer, at offset: UInt64, into path: inout [UInt8])
        throws(LayerError)
    {
        do { try LayerPath.normalise(name, into: &path) } catch {
            throw .unsafeName(name: String(decoding: name, as: UTF8.self), detail: error.detail, offset: offset)
        }
    }

    private func unsafeName(_ detail: String, _ header: TarHeader) -> LayerError {
        .unsafeName(name: String(decoding: header.name, as: UTF8.self), detail: detail, offset: header.offset)
    }

    /// Reads whiteout markers: the entry's kind, with `path` changed to what the marker speaks of. `nil` for aufs's own
    /// metadata (`.wh..wh.plnk` and the like), which every runtime passes over.
    private mutating func kindAfterMarkers(_ header: TarHeader) throws(LayerError) -> EntryKind? {
        let nameStart = (path.lastIndex(of: separator) ?? -1) + 1
        if LayerMarkers.isAufsMetadata(path[nameStart...]) { return nil }
        if path[nameStart...].starts(with: LayerMarkers.whiteout) {
            let name = path[(nameStart + LayerMarkers.whiteout.count)...]
            if name.elementsEqual(LayerMarkers.opaque) {
                path.removeSubrange(max(0, nameStart - 1)...)
                return .opaque
            }
            // Joined to its directory, such a name is the directory itself or the one above, which runtimes then delete.
            guard !name.isEmpty, !name.elementsEqual([dot]), !name.elementsEqual([dot, dot]) else {
                throw unsafeName("is a whiteout of no file", header)
            }
            path.removeSubrange(nameStart..<nameStart + LayerMarkers.whiteout.count)
            return .whiteout
        }
        return switch header.kind {
        case .regular: .regular
        case .hardLink: .hardLink
        case .symbolicLink: .symbolicLink
        case .characterDevice: .characterDevice
        case .blockDevice: .blockDevice
        case .directory: .directory
        case .fifo: .fifo
        }
    }
}
