/// Reads a tar stream as its bytes arrive: ustar, PAX, GNU and v7; contents are passed on without a copy.
///
/// Memory is one block and the extended headers, whatever the stream's size. A stream may end without its end marker, as
/// all readers allow; behind the marker only zeros may follow.
public struct TarReader<Sink: TarSink> {
    private enum State {
        case header
        case content(remaining: UInt64, padding: Int)
        case padding(Int)
        /// An extended header's content.
        case extended(remaining: Int, padding: Int, typeflag: UInt8)
        /// Blocks that continue an old GNU sparse header.
        case sparseMap
        case end
        /// Behind the end, in the name of an entry that is allowed there: bytes of it that were seen.
        case trailer(Int)
        case ignored
    }

    public var sink: Sink
    /// Entries seen.
    public private(set) var entries = 0
    /// Bytes taken in.
    public private(set) var offset: UInt64 = 0

    private let limits: TarLimits
    private var state = State.header
    private var partial: [UInt8] = []
    private var extended: [UInt8] = []
    private var overrides = TarOverrides()
    private var headerOffset: UInt64 = 0
    private var sparseHeader: [UInt8] = []
    private var zeroBlocks = 0

    public init(_ sink: Sink, limits: TarLimits = TarLimits()) {
        self.sink = sink
        self.limits = limits
        partial.reserveCapacity(TarFields.blockSize)
    }

    /// Takes the next bytes of the stream.
    public mutating func consume(_ input: UnsafeRawBufferPointer) throws {
        var input = input
        while !input.isEmpty {
            switch state {
            case .header, .sparseMap:
                if partial.isEmpty, input.count >= TarFields.blockSize {
                    let block = take(TarFields.blockSize, from: &input)
                    try takeBlock(block)
                } else {
                    partial.append(contentsOf: take(TarFields.blockSize - partial.count, from: &input))
                    guard partial.count == TarFields.blockSize else { return }
                    let block = partial
                    partial.removeAll(keepingCapacity: true)
                    try block.withUnsafeBytes { try takeBlock($0) }
                }
            case .content(let remaining, let padding):
                let bytes = take(Int(min(remaining, UInt64(input.count))), from: &input)
                try sink.content(bytes)
                let left = remaining - UInt64(bytes.count)
                if left > 0 {
                    state = .content(remaining: left, padding: padding)
                } else {
                    try sink.end()
                    state = padding > 0 ? .padding(padding) : .header
                }
            case .padding(let count):
                let skipped = take(count, from: &input).count
                state = skipped == count ? .header : .padding(count - skipped)
            case .extended(let remaining, let padding, let typeflag):
                let bytes = take(remaining, from: &input)
                extended.append(contentsOf: bytes)
                if bytes.count < remaining {
                    state = .extended(remaining: remaining - bytes.count, padding: padding, typeflag: typeflag)
                } else {
                    try applyExtended(typeflag)
                    state = padding > 0 ? .padding(padding) : .header
                }
            case .end:
                let zeros = take(input.count, from: &input)
                if let junk = zeros.firstIndex(where: { $0 != 0 }) {
                    let place = offset - UInt64(zeros.count) + UInt64(junk)
                    guard !limits.trailer.isEmpty, place % UInt64(TarFields.blockSize) == 0 else {
                        throw ArchiveError.trailingData(format: "tar", offset: place)
                    }
                    state = .trailer(0)
                    try matchTrailer(zeros[junk...])
                }
            case .trailer:
                let bytes = take(input.count, from: &input)
                try matchTrailer(bytes[...])
            case .ignored: _ = take(input.count, from: &input)
            }
        }
    }

    /// Gives up what is left of the current entry's content and its padding, for a caller that can seek: the bytes that
    /// it passes over in the stream, 0 between entries.
    public mutating func skipContent() throws -> UInt64 {
        guard case .content(let remaining, let padding) = state else { return 0 }
        try sink.end()
        state = .header
        let count = remaining &+ UInt64(padding)
        offset &+= count
        return count
    }

    /// Says that no more bytes come; throws where an entry is not complete.
    public mutating func finish() throws(ArchiveError) {
        switch state {
        case .end, .ignored: return
        case .header where partial.isEmpty && overrides.isEmpty: return
        // The padding behind the last entry's content holds nothing.
        case .padding where overrides.isEmpty: return
        default: throw .truncated(format: "tar", offset: offset)
        }
    }

    private mutating func take(_ wanted: Int, from input: inout UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let count = min(wanted, input.count)
        let taken = UnsafeRawBufferPointer(rebasing: input[..<count])
        input = UnsafeRawBufferPointer(rebasing: input[count...])
        offset &+= UInt64(count)
        return taken
    }

    /// Goes through the name of what stands behind the end; it must be the one that is allowed there.
    private mutating func matchTrailer(_ bytes: Slice<UnsafeRawBufferPointer>) throws {
        guard case .trailer(var seen) = state else { return }
        let name = limits.trailer + [0]
        for (index, byte) in bytes.enumerated() {
            guard byte == name[seen] else {
                throw ArchiveError.trailingData(format: "tar", offset: offset &- UInt64(bytes.count - index))
            }
            seen += 1
            guard seen < name.count else {
                state = .ignored
                return
            }
        }
        state = .trailer(seen)
    }

    private func malformed(_ detail: String) -> ArchiveError {
        .malformed(format: "tar", detail: detail, offset: headerOffset)
    }

    private mutating func takeBlock(_ block: UnsafeRawBufferPointer) throws {
        if case .sparseMap = state { return try takeSparseBlock(block) }
        headerOffset = offset - UInt64(TarFields.blockSize)
        let fields = TarFields(block: block)
        if block[0] == 0, fields.isZero {
            guard overrides.isEmpty else { throw malformed("an extended header has no entry behind it") }
            zeroBlocks += 1
            if zeroBlocks == 2 { state = .end }
            return
        }
        // GNU tar and tarfile end here, others go on, and Go refuses.
        guard zeroBlocks == 0 else { throw malformed("a single block of zeros stands before an entry") }
        guard fields.checksumHolds else { throw malformed("the header's checksum does not hold") }
        guard let size = fields.number(124..<136), size >= 0 else { throw malformed("the size is not a number") }
        switch fields.typeflag {
        case UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "g"), UInt8(ascii: "L"), UInt8(ascii: "K"):
            guard size <= limits.maximumExtension else {
                throw malformed("an extended header of \(size) bytes is larger than \(limits.maximumExtension)")
            }
            extended.removeAll(keepingCapacity: true)
            state = .extended(remaining: Int(size), padding: Self.padding(UInt64(size)), typeflag: fields.typeflag)
            if size == 0 {
                state = .header
                try applyExtended(fields.typeflag)
            }
        case UInt8(ascii: "S"):
            sparseHeader = Array(block)
            if block[482] != 0 { state = .sparseMap } else { try enter(fields, sparse: try sparseSize(fields)) }
        default: try enter(fields, sparse: nil)
        }
    }

    private mutating func takeSparseBlock(_ block: UnsafeRawBufferPointer) throws {
        // Only the end of the map matters: holes are not filled in, so contents of sparse files are never used.
        guard block[504] == 0 else { return }
        try sparseHeader.withUnsafeBytes { header in
            let fields = TarFields(block: header)
            try enter(fields, sparse: try sparseSize(fields))
        }
    }

    private func sparseSize(_ fields: TarFields) throws -> UInt64 {
        guard let size = fields.number(483..<495), size >= 0 else { throw malformed("the sparse size is not a number") }
        return UInt64(size)
    }

    private mutating func applyExtended(_ typeflag: UInt8) throws {
        switch typeflag {
        // Global headers carry comments (git archives) in practice; runtimes ignore them, and so does this reader.
        case UInt8(ascii: "g"):
            guard overrides.isEmpty else { throw malformed("a global header parts an entry from its extended header") }
        case UInt8(ascii: "L"), UInt8(ascii: "K"):
            do { try overrides.applyGNU(extended, isLink: typeflag == UInt8(ascii: "K")) } catch {
                throw malformed(error.detail)
            }
        default:
            do { try overrides.apply(extended) } catch { throw malformed(error.detail) }
        }
    }

    private static func padding(_ size: UInt64) -> Int { Int((512 - size % 512) % 512) }

    private mutating func enter(_ fields: TarFields, sparse: UInt64?) throws {
        entries += 1
        guard entries <= limits.maximumEntries else { throw ArchiveError.tooManyEntries(limit: limits.maximumEntries) }
        let overrides = overrides
        self.overrides = TarOverrides()
        let name = try Self.name(fields, overrides)
        let link = overrides.link ?? overrides.longLink ?? Array(fields.text(157..<257))
        let isPAXSparse: Bool
        do { isPAXSparse = try overrides.checkedForSparse() } catch { throw malformed(error.detail) }
        guard name.count <= limits.maximumName, link.count <= limits.maximumName else {
            throw malformed("a name of \(max(name.count, link.count)) bytes is longer than \(limits.maximumName)")
        }
        guard let kind = Self.kind(fields.typeflag, name: name) else {
            throw malformed("typeflag \(fields.typeflag) is not one that an image layer may have")
        }
        guard let mode = fields.number(100..<108), let headerUser = fields.number(108..<116),
            let headerGroup = fields.number(116..<124), let time = fields.number(136..<148),
            let major = fields.dialect == .v7 ? 0 : fields.number(329..<337),
            let minor = fields.dialect == .v7 ? 0 : fields.number(337..<345)
        else { throw malformed("a header field is not a number") }
        let stated = overrides.size ?? UInt64(bitPattern: fields.number(124..<136) ?? 0)
        let stored = kind.hasContent ? stated : 0
        // Readers disagree on whether content follows such an entry, so that two of them could see different archives.
        guard stated == 0 || kind.hasContent || !Self.isRegular(fields.typeflag) else {
            throw malformed("a file's name ends in a slash")
        }
        let holes = sparse ?? overrides.sparseSize
        if let sparse, stored > sparse { throw malformed("a sparse file has more content than its size") }
        guard let user = overrides.userID ?? UInt32(exactly: headerUser),
            let group = overrides.groupID ?? UInt32(exactly: headerGroup)
        else { throw malformed("a user or group number is not of 32 bits") }
        guard let major = UInt32(exactly: major), let minor = UInt32(exactly: minor) else {
            throw malformed("a device number is not of 32 bits")
        }
        try name.withUnsafeBytes { name in
            try link.withUnsafeBytes { link in
                try sink.begin(
                    TarHeader(
                        kind: kind, name: name,
                        linkTarget: kind == .hardLink || kind == .symbolicLink ? link : .init(start: nil, count: 0),
                        mode: UInt16(truncatingIfNeeded: mode & 0o7777), userID: user, groupID: group,
                        size: kind.hasContent ? holes ?? stored : 0, modified: overrides.modified ?? time,
                        deviceMajor: major, deviceMinor: minor,
                        isSparse: kind.hasContent && (sparse != nil || isPAXSparse), offset: headerOffset,
                        contentOffset: offset, contentLength: stored))
            }
        }
        if stored > 0 {
            state = .content(remaining: stored, padding: Self.padding(stored))
        } else {
            try sink.end()
            state = .header
        }
    }

    private static func name(_ fields: TarFields, _ overrides: TarOverrides) throws -> [UInt8] {
        if let name = overrides.sparseName ?? overrides.name ?? overrides.longName { return name }
        let name = Array(fields.text(0..<100))
        let prefix = fields.prefix
        return prefix.isEmpty ? name : Array(prefix) + [UInt8(ascii: "/")] + name
    }

    private static func isRegular(_ typeflag: UInt8) -> Bool {
        typeflag == 0 || typeflag == UInt8(ascii: "0") || typeflag == UInt8(ascii: "7") || typeflag == UInt8(ascii: "S")
    }

    private static func kind(_ typeflag: UInt8, name: [UInt8]) -> TarKind? {
        // Before POSIX a directory was a file whose name ends in a slash.
        if isRegular(typeflag) { return name.last == UInt8(ascii: "/") ? .directory : .regular }
        switch typeflag {
        case UInt8(ascii: "1"): return .hardLink
        case UInt8(ascii: "2"): return .symbolicLink
        case UInt8(ascii: "3"): return .characterDevice
        case UInt8(ascii: "4"): return .blockDevice
        case UInt8(ascii: "5"): return .directory
        case UInt8(ascii: "6"): return .fifo
        default: return nil
        }
    }
}
