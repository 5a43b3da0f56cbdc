@testable import TareArchive

private struct Lines: ArSink {
    var lines: [String] = []
    private var checksum = CRC32()

    mutating func begin(_ header: ArHeader) {
        lines.append("\(header.name) \(header.size) \(header.contentOffset)")
        checksum = CRC32()
    }
    mutating func content(_ bytes: UnsafeRawBufferPointer) { checksum.update(bytes) }
    mutating func end() { lines.append("\(checksum.value)") }
}

private func read(_ bytes: [UInt8], _ size: Int) -> Reading {
    var reader = ArReader(Lines())
    var reading = Reading.of { _ in
        try inPieces(bytes, size) { try reader.consume($0) }
        try reader.finish()
    }
    reading.lines = reader.sink.lines
    return reading
}

/// The first byte says in which pieces the archive comes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAr(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 1 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    let whole = read(bytes, .max)
    let pieces = read(bytes, Int(start[0]) + 1)
    expect(pieces == whole, "pieces change the reading:\n\(pieces)\n\(whole)")
    return 0
}
