internal import TareArchive
internal import TareNetwork
internal import TareOCI
internal import TarePython

/// Writes an interpreter's layer from its archive.
///
/// Entries stand in the archive's order, each folder right before what is first in it, so that nothing but the piece at
/// hand is in memory. Owners are root's, times 0, modes 0755 for folders and programs and 0644 for the rest: the same
/// archive gives the same tar stream on every machine.
enum InterpreterLayer {
    static func write(
        _ fetched: FetchedStandalone, as plan: InterpreterPlan, in folder: InterpreterFolder,
        _ sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> PackedLayer {
        var packer = try LayerPacker()
        var reader = TarReader(
            InterpreterRepacking(plan: plan, folder: folder.name, archive: fetched.archive.name))
        var unpacker = try Decompressor(.gzip)
        var hasher = Digest.Hasher(.sha256)
        func unpacked(_ bytes: UnsafeRawBufferPointer) throws {
            try reader.consume(bytes)
            try reader.sink.output.withUnsafeBytes { try packer.write($0, sink) }
            reader.sink.output.removeAll(keepingCapacity: true)
        }
        try fetched.file.forEachPiece { piece in
            try Task.checkCancellation()
            hasher.update(piece)
            try unpacker.consume(piece, unpacked)
        }
        try unpacker.finish(unpacked)
        try reader.finish()
        // The file may have been replaced since it was measured.
        let actual = hasher.finish().hex
        guard actual == fetched.archive.sha256 else {
            throw ManagedInterpreterError.wrongDigest(
                archive: fetched.file.path, expected: fetched.archive.sha256, actual: actual)
        }
        try reader.sink.finish()
        try reader.sink.output.withUnsafeBytes { try packer.write($0, sink) }
        return try packer.finish(sink)
    }
}

/// Turns an archive's entries into those of a layer, as they are planned.
struct InterpreterRepacking: TarSink {
    /// The layer's tar stream as far as it is not taken yet.
    var output: [UInt8] = []
    private let plan: InterpreterPlan
    private let folder: [UInt8]
    private let archive: String
    private var writer = TarWriter()
    private var folders: Set<[UInt8]> = []
    private var takesContent = false

    private static let slash = UInt8(ascii: "/")

    init(plan: InterpreterPlan, folder: [UInt8], archive: String) {
        self.plan = plan
        self.folder = folder
        self.archive = archive
    }

    mutating func begin(_ header: TarHeader) throws {
        takesContent = false
        guard header.kind != .directory, let path = Self.path(header.name), let entry = plan.entries[path] else {
            return
        }
        try makeFolders(above: entry.path)
        let name = folder + [Self.slash] + entry.path
        switch (entry.kind, header.kind) {
        case (.file(let isExecutable), .regular) where !header.isSparse:
            takesContent = true
            try writer.append(
                TarEntry(.regular, name: name, mode: isExecutable ? 0o755 : 0o644, size: header.size), to: &output)
        case (.hardLink(let target, let isExecutable), .hardLink):
            try writer.append(
                TarEntry(
                    .hardLink, name: name, linkTarget: folder + [Self.slash] + target,
                    mode: isExecutable ? 0o755 : 0o644), to: &output)
        case (.symbolicLink(let target), .symbolicLink):
            try writer.append(TarEntry(.symbolicLink, name: name, linkTarget: target, mode: 0o777), to: &output)
        default:
            throw ManagedInterpreterError.unsafeEntry(
                archive: archive, path: String(decoding: path, as: UTF8.self), detail: "is sparse, or has changed")
        }
    }

    mutating func content(_ bytes: UnsafeRawBufferPointer) throws {
        if takesContent { try writer.append(content: bytes, to: &output) }
    }

    mutating func end() throws {}

    mutating func finish() throws { try writer.finish(to: &output) }

    /// The installation's folder and those in it that an entry needs; folders above it are the base's.
    private mutating func makeFolders(above path: [UInt8]) throws {
        var missing: [[UInt8]] = []
        var place = path[...]
        while let slash = place.lastIndex(of: Self.slash) {
            place = place[..<slash]
            guard !folders.contains(Array(place)) else { break }
            missing.append(Array(place))
        }
        if folders.insert([]).inserted {
            try writer.append(TarEntry(.directory, name: folder, mode: 0o755), to: &output)
        }
        for place in missing.reversed() {
            folders.insert(place)
            try writer.append(
                TarEntry(.directory, name: folder + [Self.slash] + place, mode: 0o755), to: &output)
        }
    }

    /// An entry's path below `python`, as measuring found it.
    private static func path(_ name: UnsafeRawBufferPointer) -> [UInt8]? {
        let parts = name.split(separator: slash).filter { !$0.elementsEqual(".".utf8) }
        guard parts.count > 1, parts[0].elementsEqual("python".utf8) else { return nil }
        return Array(parts.dropFirst().joined(separator: [slash]))
    }
}
