/// Unpacks entries of a zip archive, one after the other, as their bytes arrive: header, data and data descriptor, all
/// held against the directory; size and CRC-32 checked.
///
///     try reader.begin(entry)                          // then the bytes of entry.range, in pieces of any size
///     try reader.consume(bytes) { hash.update($0) }
///     try reader.finish()
///
/// One reader serves any number of entries, its buffers used again; one thread uses it. After an error the entry is
/// spent; the reader can begin another.
public final class ZipEntryReader {
    private enum State { case idle, header, payload, descriptor, done }

    private let directory: ZipDirectory
    private let inflate: any RawInflate
    private let output = OutputBuffer()
    private var state = State.idle
    private var entry: ZipEntry?
    /// A header or descriptor that is not complete yet.
    private var partial: [UInt8] = []
    private var header: ZipLocalHeader?
    private var offset: UInt64 = 0
    private var remaining: UInt64 = 0
    private var produced: UInt64 = 0
    private var isInflated = false
    private var checksum = CRC32()

    public convenience init(_ directory: ZipDirectory) { self.init(directory, inflate: nil) }

    init(_ directory: ZipDirectory, inflate: (any RawInflate)?) {
        self.directory = directory
        self.inflate = inflate ?? IntelligentStorageLibrary.shared.map(FastInflate.init) ?? PortableInflate()
    }

    /// Where the current entry's packed data lies in the file, known when its header was taken: raw deflate (or the
    /// content itself, if stored) that may be copied as it is into another archive once `finish` has returned.
    public var payload: Range<UInt64>? { header?.payload }

    public func begin(_ entry: ZipEntry) {
        self.entry = entry
        header = nil
        partial.removeAll(keepingCapacity: true)
        offset = entry.headerOffset
        (produced, isInflated, checksum) = (0, false, CRC32())
        inflate.reset()
        state = .header
    }

    /// Takes the next bytes of the entry and gives what comes out of them to `sink`, in pieces that are valid only
    /// during the call.
    public func consume(_ input: UnsafeRawBufferPointer, _ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard let entry, state != .idle else { throw ArchiveError.writerMisused("no zip entry was begun") }
        var input = input
        do {
            while !input.isEmpty {
                switch state {
                case .header: try takeHeader(entry, &input)
                case .payload: try takePayload(entry, &input, sink)
                case .descriptor: try takeDescriptor(entry, &input)
                case .done, .idle: throw ZipError.unclaimedBytes(offset: offset, count: UInt64(input.count))
                }
            }
        } catch {
            state = .idle
            throw error
        }
    }

    /// Says that no more bytes come; throws where the entry is not complete.
    public func finish() throws(ZipError) {
        defer { state = .idle }
        switch state {
        case .done: return
        case .idle, .header: throw .truncated(part: .localHeader, offset: offset)
        case .payload: throw .truncated(part: .content, offset: offset)
        case .descriptor: throw .truncated(part: .descriptor, offset: offset)
        }
    }

    private func takeHeader(_ entry: ZipEntry, _ input: inout UnsafeRawBufferPointer) throws(ZipError) {
        if partial.count < ZipLocalHeader.size { fill(ZipLocalHeader.size, &input) }
        guard partial.count >= ZipLocalHeader.size else { return }
        let length = ZipLocalHeader.length(partial)
        fill(length, &input)
        guard partial.count == length else { return }
        let header = try ZipLocalHeader(partial, entry, name: directory.nameBytes(entry))
        self.header = header
        partial.removeAll(keepingCapacity: true)
        remaining = entry.compressedSize
        state = .payload
        // An empty stored file has no data, a deflated one always.
        if remaining == 0 { try endPayload(entry, header) }
    }

    private func takeDescriptor(_ entry: ZipEntry, _ input: inout UnsafeRawBufferPointer) throws(ZipError) {
        let size = header?.descriptorSize ?? 0
        fill(size, &input)
        guard partial.count == size else { return }
        try ZipLocalHeader.check(
            descriptor: partial, entry, name: directory.name(entry), offset: offset - UInt64(size))
        state = .done
    }

    private func takePayload(
        _ entry: ZipEntry, _ input: inout UnsafeRawBufferPointer, _ sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        // The decoders count in 32 bits.
        let count = Int(min(remaining, UInt64(input.count), 1 << 30))
        let data = UnsafeRawBufferPointer(rebasing: input[..<count])
        switch entry.method {
        case .stored: try give(data, entry, sink)
        case .deflate: try unpack(data, entry, sink)
        }
        input = UnsafeRawBufferPointer(rebasing: input[count...])
        offset &+= UInt64(count)
        remaining -= UInt64(count)
        if remaining == 0, let header { try endPayload(entry, header) }
    }

    private func unpack(
        _ data: UnsafeRawBufferPointer, _ entry: ZipEntry, _ sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var data = data
        func malformed(_ detail: String) -> ZipError {
            .malformedData(name: directory.name(entry), detail: detail, offset: offset)
        }
        guard !isInflated else { throw malformed("its data ends before its stated size") }
        while true {
            guard let step = inflate.inflate(data, into: output.bytes) else { throw malformed("invalid deflate data") }
            if step.produced > 0 {
                try give(UnsafeRawBufferPointer(rebasing: output.bytes[..<step.produced]), entry, sink)
            }
            data = UnsafeRawBufferPointer(rebasing: data.dropFirst(step.consumed))
            if step.isFinished {
                isInflated = true
                guard data.isEmpty, step.leftover.isEmpty else {
                    throw malformed("its data ends before its stated size")
                }
                return
            }
            if data.isEmpty, step.produced < output.bytes.count { return }
            if step.consumed == 0, step.produced == 0 { throw malformed("its data does not advance") }
        }
    }

    private func give(
        _ bytes: UnsafeRawBufferPointer, _ entry: ZipEntry, _ sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        produced &+= UInt64(bytes.count)
        guard produced <= entry.size else {
            throw ZipError.wrongSize(name: directory.name(entry), stated: entry.size, offset: offset)
        }
        checksum.update(bytes)
        try sink(bytes)
    }

    private func endPayload(_ entry: ZipEntry, _ header: ZipLocalHeader) throws(ZipError) {
        let name = { self.directory.name(entry) }
        guard entry.method == .stored || isInflated else {
            // A folder may be called deflated without having data.
            guard entry.kind == .directory, entry.compressedSize == 0 else {
                throw .malformedData(name: name(), detail: "its deflate data does not end", offset: offset)
            }
            return state = header.descriptorSize > 0 ? .descriptor : .done
        }
        guard produced == entry.size else { throw .wrongSize(name: name(), stated: entry.size, offset: offset) }
        guard checksum.value == entry.crc32 else {
            throw .wrongChecksum(name: name(), stated: entry.crc32, actual: checksum.value, offset: offset)
        }
        state = header.descriptorSize > 0 ? .descriptor : .done
    }

    /// Takes bytes until `partial` has `count`.
    private func fill(_ count: Int, _ input: inout UnsafeRawBufferPointer) {
        let taken = min(max(count - partial.count, 0), input.count)
        partial.append(contentsOf: input.prefix(taken))
        input = UnsafeRawBufferPointer(rebasing: input[taken...])
        offset &+= UInt64(taken)
    }
}
