import TareArchive

/// An entry as it came out of a reader, with its content.
struct RecordedEntry: Hashable {
    var kind: TarKind
    var name: [UInt8]
    var linkTarget: [UInt8]
    var mode: UInt16
    var userID: UInt32
    var groupID: UInt32
    var size: UInt64
    var modified: Int64
    var deviceMajor: UInt32
    var deviceMinor: UInt32
    var isSparse: Bool
    var contentOffset: UInt64
    var contentLength: UInt64
    var content: [UInt8] = []
    var isEnded = false

    var text: String { String(decoding: name, as: UTF8.self) }
}

/// Keeps every entry, and checks that the calls come in their order.
struct TarRecorder: TarSink {
    enum OutOfOrder: Error { case call }

    var entries: [RecordedEntry] = []

    mutating func begin(_ header: TarHeader) throws {
        guard entries.last?.isEnded ?? true else { throw OutOfOrder.call }
        entries.append(
            RecordedEntry(
                kind: header.kind, name: Array(header.name), linkTarget: Array(header.linkTarget), mode: header.mode,
                userID: header.userID, groupID: header.groupID, size: header.size, modified: header.modified,
                deviceMajor: header.deviceMajor, deviceMinor: header.deviceMinor, isSparse: header.isSparse,
                contentOffset: header.contentOffset, contentLength: header.contentLength))
    }

    mutating func content(_ bytes: UnsafeRawBufferPointer) throws {
        guard let last = entries.indices.last, !entries[last].isEnded else { throw OutOfOrder.call }
        entries[last].content.append(contentsOf: bytes)
    }

    mutating func end() throws {
        guard let last = entries.indices.last, !entries[last].isEnded else { throw OutOfOrder.call }
        entries[last].isEnded = true
    }

    /// The entries of an archive, its bytes fed in pieces.
    static func read(_ bytes: [UInt8], limits: TarLimits = TarLimits(), chunk: Int = .max) throws -> [RecordedEntry] {
        var reader = TarReader(TarRecorder(), limits: limits)
        try bytes.forEachChunk(chunk) { try reader.consume($0) }
        try reader.finish()
        return reader.sink.entries
    }
}
