import TareELF
import Testing

@Suite("A file that goes by in pieces")
struct ELFCollectorTests {
    @Test("gives the same facts, whatever the size of the pieces", arguments: [1, 61, 4096, 1 << 20])
    func pieces(size: Int) throws {
        let file = MadeELF().bytes
        let whole = try ELFFacts(parsing: file)
        #expect(whole.needed == ["libfirst.so.1", "libc.so.6"])
        #expect(whole.versionNeeds == [.init(library: "libc.so.6", versions: [.init(name: "GLIBC_2.34")])])
        #expect(collect(file, pieces: size) == .facts(whole))
    }

    @Test("larger than what is kept is read where its tables ask for parts that are still to come")
    func tablesBehindTheHead() throws {
        let file = MadeELF(padding: 20 << 20).bytes
        let whole = try ELFFacts(parsing: file)
        #expect(whole.needed == ["libfirst.so.1", "libc.so.6"])
        #expect(collect(file, pieces: 100_000) == .facts(whole))
        #expect(collect(file, pieces: 17 << 20) == .facts(whole))
    }

    @Test("whose names went by before anything said where they are is incomplete, never empty")
    func lostNames() {
        let file = MadeELF(padding: 20 << 20, stringsBeforeDynamic: true).bytes
        guard case .incomplete = collect(file, pieces: 100_000) else {
            Issue.record("names that were not kept were reported")
            return
        }
    }

    @Test("one collector serves many files")
    func reuse() throws {
        var collector = ELFCollector(fileSize: 3)
        feed(&collector, [0x7F, 0x45, 0x4C], 2)
        #expect(collector.finish() == .malformed("the file is not ELF"))
        let file = MadeELF().bytes
        collector.reset(fileSize: UInt64(file.count))
        feed(&collector, file, 1000)
        #expect(collector.finish() == .facts(try ELFFacts(parsing: file)))
    }
}

/// Feeds a file to a collector in pieces of one size.
func feed(_ collector: inout ELFCollector, _ file: [UInt8], _ size: Int) {
    file.withUnsafeBytes { bytes in
        for start in stride(from: 0, to: bytes.count, by: size) {
            collector.consume(UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + size, bytes.count)]))
        }
    }
}

func collect(_ file: [UInt8], pieces size: Int) -> ELFOutcome {
    var collector = ELFCollector(fileSize: UInt64(file.count))
    feed(&collector, file, size)
    return collector.finish()
}
