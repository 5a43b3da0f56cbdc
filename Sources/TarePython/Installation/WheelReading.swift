public import TareArchive
internal import TareDiagnostics
public import TareELF

/// Reads of a wheel only what decides how it installs and whether it loads: the directory, the metadata, scripts and
/// path files, and the heads of its shared libraries.
///
/// Does no I/O: it says which ranges of the file it needs next, and is given them, from a server or a disk:
///
///     while case let ranges = try reading.needed(), !ranges.isEmpty {
///         for range in ranges { reading.provide(fetch(range), at: range.lowerBound) }
///     }
///
/// Of a shared library the first some KiB tell what it needs (`ELFHead`); those that do not decide are read whole.
public struct WheelReading: Sendable {
    /// What is known of an ELF file in the wheel.
    public enum Library: Sendable, Hashable {
        case exact(ELFFacts)
        /// From its head alone: what it needs, and perhaps more.
        case head(ELFHeadFacts)
        /// It cannot be read: the reason.
        case malformed(String)
    }

    public private(set) var pieces: WheelPieces
    public private(set) var wheel: WheelContents?
    /// Of the entries that decide, by number.
    public private(set) var contents: [Int: [UInt8]] = [:]
    /// ELF files by entry number.
    public private(set) var libraries: [Int: Library] = [:]
    private var directoryReader: ZipDirectoryReader
    /// Whether it is asked what libraries need, too: what a wheel weighs is known without that.
    private let readsLibraries: Bool
    /// Entries that may be ELF files and are not decided, with the packed bytes to read of each.
    private var undecided: [Int: UInt64] = [:]

    /// The packed bytes of a library that are read first; nine of ten are decided by them.
    private static let firstHead: UInt64 = 6 << 10
    /// A script of more bytes is a program: it is not rewritten, and its head is enough.
    private static let largestScript: UInt64 = 256 << 10
    /// Bytes between two ranges that are fetched rather than asked for apart.
    private static let gap: UInt64 = 16 << 10

    /// Begins with what is at hand of the file, which may be nothing.
    ///
    /// - Parameter readsLibraries: `false` to leave out what only decides whether the wheel loads, not how it installs.
    public init(_ pieces: WheelPieces, readsLibraries: Bool = true) throws(ZipError) {
        self.pieces = pieces
        self.readsLibraries = readsLibraries
        // A small wheel's directory and metadata are a part of it that grows slower than the wheel.
        let tail = min(max(pieces.size / 12, 12 << 10), 64 << 10)
        directoryReader = try ZipDirectoryReader(size: pieces.size, firstTail: Int(tail))
    }

    /// Takes bytes of the file.
    public mutating func provide(_ bytes: [UInt8], at offset: UInt64) { pieces.add(bytes, at: offset) }

    /// The ranges that are needed next, in order and apart from each other; empty when all is known.
    public mutating func needed() throws -> [Range<UInt64>] {
        if wheel == nil {
            while let range = directoryReader.needed {
                guard let bytes = pieces.bytes(in: range) else { return [range] }
                try directoryReader.provide(Array(bytes), at: range.lowerBound)
            }
            guard let directory = directoryReader.directory else { return [] }
            let wheel = try WheelContents(directory)
            self.wheel = wheel
            if readsLibraries { for number in Self.mayBeELF(wheel) { undecided[number] = Self.firstHead } }
        }
        guard let wheel else { return [] }
        var wanted = try readContents(of: wheel)
        for number in undecided.keys.sorted() {
            if let range = try decide(number, wheel.directory) { wanted.append(range) }
        }
        return wanted.joined(gap: Self.gap)
    }

    /// Asks for the whole of a library whose head was not enough.
    public mutating func wantWhole(_ number: Int) {
        guard let entry = wheel?.directory.entries[number] else { return }
        libraries[number] = nil
        undecided[number] = entry.range.upperBound - entry.range.lowerBound
    }

    private mutating func readContents(of wheel: WheelContents) throws -> [Range<UInt64>] {
        var wanted: [Range<UInt64>] = []
        for number in wheel.decisive + Self.pathFiles(wheel) where contents[number] == nil {
            let entry = wheel.directory.entries[number]
            let isProgram = entry.size > Self.largestScript && Self.isScript(number, of: wheel)
            let range = isProgram ? Self.head(of: entry, Self.firstHead) : entry.range
            guard let bytes = pieces.bytes(in: range) else {
                wanted.append(range)
                continue
            }
            contents[number] =
                isProgram
                ? try wheel.directory.head(entry, of: bytes, count: WheelContents.scriptHead)
                : try wheel.directory.content(entry, of: bytes)
        }
        return wanted
    }

    /// Decides a library by the bytes at hand, or says which are missing.
    private mutating func decide(_ number: Int, _ directory: ZipDirectory) throws -> Range<UInt64>? {
        let entry = directory.entries[number]
        while let length = undecided[number] {
            let range = Self.head(of: entry, length)
            guard let bytes = pieces.bytes(in: range) else { return range }
            if range == entry.range {
                undecided[number] = nil
                let file = try directory.content(entry, of: bytes, limit: Self.largestLibrary)
                if let library = Self.whole(file) { libraries[number] = library }
                return nil
            }
            let head = try directory.prefix(entry, of: bytes, limit: ELFHead.mostBytes)
            guard head.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else {
                undecided[number] = nil
                return nil
            }
            switch ELFHead.parse(head, fileSize: entry.size) {
            case .exact(let facts): libraries[number] = .exact(facts)
            // A run path relative to the file decides where the others are found.
            case .facts(let facts) where facts.mayFindIn.isEmpty: libraries[number] = .head(facts)
            case .needsMore where length < UInt64(ELFHead.mostBytes):
                undecided[number] = length * 4
                continue
            default:
                undecided[number] = entry.range.upperBound - entry.range.lowerBound
                continue
            }
            undecided[number] = nil
        }
        return nil
    }

    private static let largestLibrary = 1 << 30

    private static func whole(_ file: [UInt8]) -> Library? {
        guard file.withUnsafeBytes({ ELFCollector.looksLikeELF($0) }) else { return nil }
        do { return .exact(try ELFFacts(parsing: file)) } catch { return .malformed(error.description) }
    }

    /// Shared libraries by their names, and programs among the scripts.
    private static func mayBeELF(_ wheel: WheelContents) -> [Int] {
        wheel.files.filter { file in
            let size = wheel.directory.entries[file.number].size
            let name = file.name.split(separator: "/").last ?? ""
            let isLibrary = name.hasSuffix(".so") || name.contains(".so.")
            return size >= 64 && (isLibrary || (size > largestScript && isScript(file.number, of: wheel)))
        }.map(\.number)
    }

    /// `.pth` files beside the packages: an interpreter reads them when it starts.
    private static func pathFiles(_ wheel: WheelContents) -> [Int] {
        wheel.files.filter { file in
            let parts = file.name.split(separator: "/")
            let isTop = parts.count == 1 || (parts.count == 3 && file.name.hasPrefix(wheel.data + "/"))
            return isTop && file.name.hasSuffix(".pth") && wheel.directory.entries[file.number].size <= largestScript
        }.map(\.number)
    }

    private static func isScript(_ number: Int, of wheel: WheelContents) -> Bool {
        wheel.directory.name(wheel.directory.entries[number]).hasPrefix(wheel.data + "/scripts/")
    }

    /// The range of an entry's header and of so many packed bytes, or of the whole entry where it has no more.
    private static func head(of entry: ZipEntry, _ length: UInt64) -> Range<UInt64> {
        let end = entry.range.lowerBound &+ min(length, 1 << 40) &+ 512
        return entry.range.lowerBound..<(end >= entry.range.upperBound ? entry.range.upperBound : end)
    }
}
