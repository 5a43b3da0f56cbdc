import TareArchive
import Testing

struct `Plain tar headers` {
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `are those that the writer makes, or are left to it`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var plain = 0
        for _ in 0..<100 {
            var entry = TarEntry.random(&generator, ascii: generator.below(3) > 0)
            (entry.userID, entry.groupID) = (0, 0)
            if entry.kind == .regular, generator.below(10) == 0 { entry.size = 1 << UInt64(30 + generator.below(8)) }
            var output: [UInt8] = [7]
            let isDone = entry.name.withUnsafeBytes { name in
                entry.linkTarget.withUnsafeBytes { target in
                    TarWriter.appendPlain(
                        entry.kind, name: name, linkTarget: target, mode: entry.mode, size: entry.size,
                        modified: entry.modified, to: &output)
                }
            }
            guard isDone else {
                #expect(output == [7])
                continue
            }
            plain += 1
            var expected: [UInt8] = [7]
            var writer = TarWriter()
            try writer.append(entry, to: &expected)
            #expect(output == expected)
        }
        #expect(plain > 0)
    }
}
