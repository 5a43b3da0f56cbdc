@testable import TareArchive

/// At most this much is unpacked of one input.
private struct Enough: Error {}

/// What one engine makes of a stream: bytes, and whether it was taken, cut off or refused.
private func decode(_ bytes: [UInt8], _ engine: any RawInflate, _ size: Int) -> (output: [UInt8], end: String) {
    let decoder = GzipDecoder(engine)
    var output: [UInt8] = []
    do {
        try inPieces(bytes, size) { piece in
            try decoder.decode(piece) {
                output.append(contentsOf: $0)
                if output.count > 1 << 20 { throw Enough() }
            }
        }
        try decoder.finish()
        return (output, "whole")
    } catch is Enough { return ([], "enough") } catch ArchiveError.truncated(_, let offset) {
        return (output, "truncated at \(offset)")
    } catch ArchiveError.trailingData(_, let offset) { return (output, "trailing at \(offset)") } catch ArchiveError
        .malformed
    { return ([], "malformed") } catch { fatalError("an error of another type: \(error)") }
}

/// The first byte says in which pieces the stream comes; both engines must agree, whatever the pieces.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzGzip(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 1 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    let whole = decode(bytes, PortableInflate(), .max)
    let pieces = decode(bytes, PortableInflate(), Int(start[0]) + 1)
    expect(pieces == whole, "pieces change what zlib gives: \(pieces.end), \(whole.end)")
    guard let library = IntelligentStorageLibrary.shared else { return 0 }
    for size in [Int.max, Int(start[0]) + 1] {
        let fast = decode(bytes, FastInflate(library), size)
        // An engine may see earlier than the other that data which is cut off was malformed already.
        if fast.end != whole.end, whole.end != "whole", fast.end != "whole" { continue }
        expect(fast == whole, "ISA-L differs from zlib: \(fast.end), \(whole.end)")
    }
    return 0
}
