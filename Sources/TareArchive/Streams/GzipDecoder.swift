/// Decodes gzip (RFC 1952): any number of members, each header, CRC-32 and length checked.
///
/// Zeros behind the last member are padding, as gzip(1) and pigz take them; anything else there is refused.
final class GzipDecoder {
    private enum State {
        case header
        case body
        case trailer
        case zeros
    }

    private let inflate: any RawInflate
    private let output = OutputBuffer()
    private var state = State.header
    private var header = GzipHeader()
    /// A trailer that is not complete yet.
    private var trailer: [UInt8] = []
    private var checksum = CRC32()
    private var memberLength: UInt64 = 0
    private var members = 0
    private var offset: UInt64 = 0

    init(_ inflate: (any RawInflate)? = nil) {
        self.inflate = inflate ?? IntelligentStorageLibrary.shared.map(FastInflate.init) ?? PortableInflate()
    }

    func decode(_ input: UnsafeRawBufferPointer, _ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        var input = input
        while !input.isEmpty {
            let before = input.count
            switch state {
            case .header: try takeHeader(&input)
            case .body: try takeBody(&input, sink)
            case .trailer: try takeTrailer(&input)
            case .zeros: try takeZeros(&input)
            }
            offset &+= UInt64(before - input.count)
        }
    }

    func finish() throws(ArchiveError) {
        if state == .zeros { return }
        guard state == .header, header.isEmpty, members > 0 else { throw .truncated(format: "gzip", offset: offset) }
    }

    private func takeBody(_ input: inout UnsafeRawBufferPointer, _ sink: (UnsafeRawBufferPointer) throws -> Void) throws
    {
        while true {
            // Both engines count in 32 bits.
            let piece = UnsafeRawBufferPointer(rebasing: input.prefix(1 << 30))
            guard let step = inflate.inflate(piece, into: output.bytes) else {
                throw ArchiveError.malformed(format: "gzip", detail: "invalid deflate data", offset: offset)
            }
            if step.produced > 0 {
                let bytes = UnsafeRawBufferPointer(rebasing: output.bytes[..<step.produced])
                checksum.update(bytes)
                memberLength &+= UInt64(step.produced)
                try sink(bytes)
            }
            if step.isFinished {
                state = .trailer
                trailer = step.leftover
                input = UnsafeRawBufferPointer(rebasing: input.dropFirst(step.consumed))
                return try checkTrailer()
            }
            input = UnsafeRawBufferPointer(rebasing: input.dropFirst(step.consumed))
            if input.isEmpty, step.produced < output.bytes.count { return }
            if step.consumed == 0, step.produced == 0 {
                throw ArchiveError.malformed(format: "gzip", detail: "deflate data does not advance", offset: offset)
            }
        }
    }

    private func takeTrailer(_ input: inout UnsafeRawBufferPointer) throws(ArchiveError) {
        let taken = min(8 - trailer.count, input.count)
        trailer.append(contentsOf: input.prefix(taken))
        input = UnsafeRawBufferPointer(rebasing: input.dropFirst(taken))
        try checkTrailer()
    }

    private func checkTrailer() throws(ArchiveError) {
        guard trailer.count >= 8 else { return }
        guard little32(trailer[0..<4]) == checksum.value else {
            throw .malformed(format: "gzip", detail: "CRC-32 does not hold", offset: offset)
        }
        guard little32(trailer[4..<8]) == UInt32(truncatingIfNeeded: memberLength) else {
            throw .malformed(format: "gzip", detail: "the stated length does not hold", offset: offset)
        }
        members += 1
        header = GzipHeader()
        state = .header
    }

    private func takeZeros(_ input: inout UnsafeRawBufferPointer) throws(ArchiveError) {
        if let junk = input.firstIndex(where: { $0 != 0 }) {
            throw .trailingData(format: "gzip", offset: offset &+ UInt64(junk))
        }
        input = UnsafeRawBufferPointer(rebasing: input[input.endIndex...])
    }

    private func takeHeader(_ input: inout UnsafeRawBufferPointer) throws(ArchiveError) {
        if members > 0, header.isEmpty, input.first == 0 { return state = .zeros }
        let start = offset
        var taken = 0
        defer { input = UnsafeRawBufferPointer(rebasing: input.dropFirst(taken)) }
        while taken < input.count {
            let step = header.take(input[taken])
            taken += 1
            switch step {
            case .more: continue
            case .refused(let detail):
                let at = start &+ UInt64(taken - 1)
                guard members == 0 || header.hasMagic else { throw .trailingData(format: "gzip", offset: at) }
                throw .malformed(format: "gzip", detail: detail, offset: at)
            case .complete:
                inflate.reset()
                checksum = CRC32()
                memberLength = 0
                state = .body
                return
            }
        }
    }

    private func little32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
