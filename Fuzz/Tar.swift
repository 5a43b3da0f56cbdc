@testable import TareArchive

private struct Lines: TarSink {
    var lines: [String] = []
    private var checksum = CRC32()

    mutating func begin(_ header: TarHeader) {
        lines.append(
            "\(header.kind) \(Array(header.name)) \(Array(header.linkTarget)) \(header.mode) \(header.userID) "
                + "\(header.groupID) \(header.size) \(header.modified) \(header.isSparse) \(header.contentOffset) "
                + "\(header.contentLength)")
        checksum = CRC32()
    }
    mutating func content(_ bytes: UnsafeRawBufferPointer) { checksum.update(bytes) }
    mutating func end() { lines.append("\(checksum.value)") }
}

private func read(_ bytes: [UInt8], _ size: Int) -> Reading {
    var reader = TarReader(Lines(), limits: TarLimits(trailer: Array("stargz.index.json".utf8)))
    var reading = Reading.of { _ in
        try inPieces(bytes, size) { try reader.consume($0) }
        try reader.finish()
    }
    reading.lines = reader.sink.lines
    return reading
}

/// The first byte says in which pieces the archive comes, and whether checksums are made to hold first.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTar(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 1 else { return 0 }
    var bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    if start[0] & 1 == 0 {
        for block in stride(from: 0, to: bytes.count - 511, by: 512) where bytes[block] != 0 {
            for index in 148..<156 { bytes[block + index] = 0x20 }
            var sum = bytes[block..<block + 512].reduce(0) { $0 + Int($1) }
            for index in (148..<154).reversed() {
                bytes[block + index] = 0x30 + UInt8(sum & 7)
                sum >>= 3
            }
            bytes[block + 154] = 0
        }
    }
    let whole = read(bytes, .max)
    let pieces = read(bytes, Int(start[0]) * 5 + 1)
    expect(pieces == whole, "pieces change the reading:\n\(pieces)\n\(whole)")
    return 0
}
