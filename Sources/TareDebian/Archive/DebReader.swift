public import TareArchive

/// Receives a package: its control information first, then its files as tar entries.
public protocol DebSink: TarSink {
    mutating func control(_ control: DebControl) throws
}

/// Reads a Debian binary package (deb(5), format 2.x) as its bytes arrive.
///
/// Memory is the control archive, the decompressor's window and one block, whatever the package's size. Members whose
/// names begin with an underscore are passed over, as deb(5) asks; anything else out of order is refused.
public struct DebReader<Sink: DebSink>: ~Copyable {
    private var archive: ArReader<DebMemberSink<Sink>>

    /// `limits` bounds what the data archive may unpack to.
    public init(_ sink: Sink, limits: DecompressionLimits = .standard) {
        archive = ArReader(DebMemberSink(sink, limits: limits))
    }

    public var sink: Sink { archive.sink.sink }

    /// Takes the next bytes of the package.
    public mutating func consume(_ input: UnsafeRawBufferPointer) throws { try archive.consume(input) }

    /// Says that no more bytes come; throws where the package is not complete. Gives the sink back.
    public mutating func finish() throws -> Sink {
        try archive.finish()
        try archive.sink.finish()
        return archive.sink.sink
    }
}

/// Takes a package's members apart.
struct DebMemberSink<Sink: DebSink>: ArSink, ~Copyable {
    private enum Place { case version, control, data, done }
    private enum Member { case version, control, data, ignored }

    private let limits: DecompressionLimits
    private var place = Place.version
    private var member = Member.ignored
    private var version: [UInt8] = []
    private var decompressor: Decompressor?
    private var controlReader = TarReader(ControlArchiveSink(), limits: TarLimits(maximumEntries: 4096))
    private var dataReader: TarReader<Sink>

    var sink: Sink { dataReader.sink }

    init(_ sink: Sink, limits: DecompressionLimits) {
        self.limits = limits
        dataReader = TarReader(sink)
    }

    mutating func begin(_ header: ArHeader) throws {
        if place != .version, header.name.hasPrefix("_") {
            member = .ignored
            return
        }
        switch place {
        case .version:
            guard header.name == "debian-binary" else {
                throw DebError.unexpectedMember(found: header.name, expected: "debian-binary")
            }
            guard header.size <= 4096 else { throw DebError.memberTooLarge(header.name, limit: 4096) }
            member = .version
        case .control:
            try open(header, base: "control.tar", limits: .metadata)
            member = .control
        case .data:
            try open(header, base: "data.tar", limits: limits)
            member = .data
        // dpkg ignores what follows the data archive.
        case .done: member = .ignored
        }
    }

    private mutating func open(_ header: ArHeader, base: String, limits: DecompressionLimits) throws {
        guard header.name.hasPrefix(base) else {
            throw DebError.unexpectedMember(found: header.name, expected: base)
        }
        let compression: Compression
        switch header.name.dropFirst(base.utf8.count) {
        case "": compression = .none
        case ".gz": compression = .gzip
        case ".xz": compression = .xz
        case ".zst": compression = .zstd
        default: throw DebError.unsupportedCompression(member: header.name)
        }
        decompressor = try Decompressor(compression, limits: limits)
    }

    mutating func content(_ bytes: UnsafeRawBufferPointer) throws {
        switch member {
        case .version: version.append(contentsOf: bytes)
        case .control: try decompressor?.consume(bytes) { try controlReader.consume($0) }
        case .data: try decompressor?.consume(bytes) { try dataReader.consume($0) }
        case .ignored: break
        }
    }

    mutating func end() throws {
        switch member {
        case .version:
            let line = version.prefix { $0 != UInt8(ascii: "\n") }
            guard line.starts(with: "2.".utf8) else {
                throw DebError.unsupportedVersion(String(decoding: line, as: UTF8.self))
            }
            place = .control
        case .control:
            try decompressor?.finish { try controlReader.consume($0) }
            try controlReader.finish()
            try dataReader.sink.control(try DebControl(files: controlReader.sink.files))
            place = .data
        case .data:
            try decompressor?.finish { try dataReader.consume($0) }
            try dataReader.finish()
            place = .done
        case .ignored: break
        }
        decompressor = nil
    }

    func finish() throws(DebError) {
        switch place {
        case .version: throw .missingMember("debian-binary")
        case .control: throw .missingMember("control.tar")
        case .data: throw .missingMember("data.tar")
        case .done: return
        }
    }
}
