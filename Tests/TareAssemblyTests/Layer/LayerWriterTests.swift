import Foundation
import TareArchive
import TareAssembly
import TareOCI
import Testing

@Suite(.enabled(if: Tool.available("python3")))
struct `A layer that is written of archives` {
    private struct Written {
        var bytes: [UInt8]
        var layer: AssembledLayer
    }

    private func write(
        _ planned: PlannedLayer, _ archives: [[UInt8]], packing: LayerWriter.Packing = .gzip, piece: Int = 70_001
    ) throws -> Written {
        var bytes: [UInt8] = []
        let first = planned.parts.count - archives.count
        let layer = try LayerWriter(planned, packing: packing).write { part, range, body in
            try archives[part - first].withUnsafeBytes { archive in
                var rest = archive[Int(range.lowerBound)..<Int(range.upperBound)]
                while !rest.isEmpty {
                    try body(UnsafeRawBufferPointer(rebasing: rest.prefix(piece)))
                    rest = rest.dropFirst(piece)
                }
            }
        } _: {
            bytes.append(contentsOf: $0)
        }
        return Written(bytes: bytes, layer: layer)
    }

    private func plan(_ seeds: [Int], count: Int) throws -> (PlannedLayer, [[UInt8]]) {
        var plan = LayerPlan("drawn", time: 0)
        try plan.link("app/.venv/bin/python", to: "/usr/bin/python3")
        var archives: [[UInt8]] = []
        for seed in seeds {
            let archive = try DrawnArchive(seed: seed, count: count)
            plan.add(try archive.part(below: "app/.venv/lib/p\(seed)"))
            archives.append(archive.bytes)
        }
        return (try PlannedLayer(plan), archives)
    }

    @Test(arguments: 0..<6)
    func `is what was predicted, to the byte, each time`(seed: Int) throws {
        let (planned, archives) = try plan([seed, seed + 100, seed + 200], count: 120)
        let written = try write(planned, archives)
        #expect(UInt64(written.bytes.count) == planned.index.compressedSize)
        #expect(written.layer.descriptor.size == planned.index.compressedSize)
        #expect(written.layer.uncompressedSize == planned.index.uncompressedSize)
        #expect(written.layer.descriptor.digest == Digest(sha256Of: written.bytes))
        #expect(try write(planned, archives, piece: 13).bytes == written.bytes)

        let measurement = LayerMeasurement(
            selection: .none,
            expecting: .init(
                digest: written.layer.descriptor.digest, size: written.layer.descriptor.size,
                diffID: written.layer.diffID))
        try written.bytes.withUnsafeBytes { try measurement.consume($0) }
        let measured = try measurement.finish()
        #expect(measured.count == planned.count)
        for number in 0..<measured.count {
            let (one, other) = (measured[number], planned.index[number])
            #expect(measured.path(of: number) == planned.index.path(of: number))
            #expect(
                one.kind == other.kind && one.size == other.size && one.crc32 == other.crc32 && one.mode == other.mode)
        }
    }

    @Test func `is read by programs that have nothing of ours, files as the archives have them`() throws {
        let (planned, archives) = try plan([41, 42], count: 150)
        let written = try write(planned, archives)
        let scratch = try ScratchDirectory()
        try scratch.write(written.bytes, to: "layer.tar.gz")
        for (number, archive) in archives.enumerated() { try scratch.write(archive, to: "\(41 + number).zip") }
        for program in ["gzip", "pigz", "igzip"] where Tool.available(program) {
            try Tool.run(program, ["-t", scratch.path("layer.tar.gz")])
            let tar = try Tool.run(program, ["-dc", scratch.path("layer.tar.gz")])
            #expect(Digest(sha256Of: tar) == written.layer.diffID, "\(program)")
        }
        let names = String(decoding: try Tool.run("tar", ["-tzf", scratch.path("layer.tar.gz")]), as: UTF8.self)
        #expect(names.split(separator: "\n").count == planned.count)
        let check = """
            import gzip, sys, tarfile, zipfile
            seen = 0
            with tarfile.open(fileobj=gzip.open(sys.argv[1])) as layer:
                for number in sys.argv[2:]:
                    with zipfile.ZipFile(f"{number}.zip") as archive:
                        for info in archive.infolist():
                            member = layer.getmember(f"app/.venv/lib/p{number}/{info.filename}")
                            assert layer.extractfile(member).read() == archive.read(info), info
                            assert member.mode == (info.external_attr >> 16) & 0o777 and member.mtime == 0
                            assert member.uid == member.gid == 0 and not member.uname
                            seen += 1
            print(seen)
            """
        let seen = try Tool.run(
            "python3", ["-c", check, scratch.path("layer.tar.gz"), "41", "42"], in: scratch.url)
        #expect(String(decoding: seen, as: UTF8.self) == "300\n")
    }

    @Test func `has the same unpacked bytes when it is packed anew`() throws {
        let (planned, archives) = try plan([7], count: 60)
        let gzip = try write(planned, archives)
        let zstd = try write(planned, archives, packing: .zstd)
        #expect(zstd.layer.diffID == gzip.layer.diffID)
        #expect(zstd.layer.uncompressedSize == gzip.layer.uncompressedSize)
        #expect(zstd.layer.descriptor.mediaType == .ociLayerZstd && gzip.layer.descriptor.mediaType == .ociLayerGzip)
        #expect(Compression.detect(zstd.bytes.withUnsafeBytes { $0 }) == .zstd)
        var output = Digest.Hasher(.sha256)
        var reader = try Decompressor(.zstd)
        try zstd.bytes.withUnsafeBytes { try reader.consume($0) { output.update($0) } }
        try reader.finish { output.update($0) }
        #expect(output.finish() == gzip.layer.diffID)
    }

    /// Bytes of an archive that are not what its directory says never become a layer.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `is refused where an archive is damaged`(seed: UInt64) throws {
        let (planned, archives) = try plan([9], count: 40)
        var generator = SeededGenerator(seed: seed)
        let sound = try write(planned, archives)
        var damaged = archives
        let directory = try #require(planned.parts.last?.archive)
        let entry = directory.entries[generator.below(directory.entries.count)]
        let place = Int(entry.range.lowerBound) + generator.below(Int(entry.range.upperBound - entry.range.lowerBound))
        damaged[0][place] ^= 1 << UInt8(generator.below(8))
        // A few bits of a header mean nothing: then the layer is the same.
        do {
            let written = try write(planned, damaged)
            #expect(written.layer.diffID == sound.layer.diffID)
        } catch {
            #expect(error is ZipError || error is ArchiveError, "\(error)")
        }
    }
}
