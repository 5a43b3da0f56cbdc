import TareDiagnostics
import TareELF

/// The first byte says in which pieces the file comes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzELF(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 1 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    var collector = ELFCollector(fileSize: UInt64(bytes.count))
    bytes.withUnsafeBytes { bytes in
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int(start[0]) + 1)
            rest = rest[piece.endIndex...]
            collector.consume(UnsafeRawBufferPointer(rebasing: piece))
        }
    }
    let outcome = collector.finish()
    do {
        let facts = try ELFFacts(parsing: bytes)
        expect(outcome == .facts(facts), "pieces change the facts")
        expect(ELFFacts(encoded: facts.encoded()[...]) == facts, "kept facts differ")
    } catch { expect(outcome == .malformed(error.description), "pieces change the refusal") }
    _ = ELFFacts(encoded: bytes[...])
    return 0
}
