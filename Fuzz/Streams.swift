@testable import TareArchive

/// The first byte says in which pieces the stream comes; how it is packed is told by its own first bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzStreams(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 1 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    let compression = bytes.withUnsafeBytes { Compression.detect($0) }
    guard compression != .none else { return -1 }
    let limits = DecompressionLimits(
        maximumOutput: 4 << 20, maximumRatio: 1000, ratioFloor: 1 << 20, maximumWindow: 8 << 20)
    var output: [[UInt8]] = []
    for size in [Int.max, Int(start[0]) + 1] {
        var given: [UInt8] = []
        let reading = Reading.of { _ in
            var decompressor = try Decompressor(compression, limits: limits)
            try inPieces(bytes, size) { try decompressor.consume($0) { given.append(contentsOf: $0) } }
            try decompressor.finish { given.append(contentsOf: $0) }
            expect(decompressor.outputBytes == UInt64(given.count), "bytes are not counted")
        }
        if reading.refusal == nil { output.append(given) }
    }
    // Bounds are held to what was taken in so far, so that only streams that are read whole can be compared.
    if output.count == 2 { expect(output[0] == output[1], "pieces change the output") }
    return 0
}
