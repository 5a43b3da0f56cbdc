import Foundation
import TareArchive
import TareOCI
import Testing

/// A zip archive that Python's `zipfile` made of drawn files, and what is in it.
struct DrawnArchive {
    var bytes: [UInt8]
    var directory: ZipDirectory

    private static let script = """
        import random, sys, zipfile
        seed, count, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
        draw = random.Random(seed)
        words = [bytes(draw.choices(range(256), k=draw.randrange(1, 12))) for _ in range(300)]
        with zipfile.ZipFile(path, "w") as archive:
            for number in range(count):
                parts = [draw.choice(["pkg", "pkg-two", "sub", "data", "näme"]) for _ in range(draw.randrange(1, 5))]
                size = draw.choice([0, 0, 1, 40, 511, 512, 513, 5000, 70000, 300000 if number % 17 == 0 else 9])
                content = b"".join(draw.choices(words, k=size // 6 + 1))[:size]
                info = zipfile.ZipInfo("/".join(parts) + f"/f{number}" + "x" * draw.choice([0, 0, 0, 120]))
                info.compress_type = draw.choice([zipfile.ZIP_DEFLATED] * 4 + [zipfile.ZIP_STORED])
                info.external_attr = draw.choice([0o100644, 0o100755]) << 16
                level = draw.choice([1, 6, 9])
                if draw.random() < 0.2:
                    # A data descriptor behind the data.
                    with archive.open(info, "w") as file:
                        file.write(content)
                else:
                    archive.writestr(info, content, compresslevel=level)
        """

    init(seed: Int, count: Int) throws {
        let scratch = try ScratchDirectory()
        try Tool.run("python3", ["-c", Self.script, "\(seed)", "\(count)", scratch.path("made.zip")])
        bytes = try scratch.read("made.zip")
        directory = try ZipDirectory(of: bytes)
    }

    /// All files below a folder, the archive's own bytes at hand beside two that are made.
    func part(below folder: String, time: Int64 = 0) throws -> LayerPart {
        var builder = LayerPartBuilder(archive: directory, time: time)
        for (number, entry) in directory.entries.enumerated() where entry.kind == .file {
            builder.add(
                folder + "/" + directory.name(entry),
                .init(
                    kind: .regular, mode: entry.isExecutable ? 0o755 : 0o644, size: entry.size, crc32: entry.crc32,
                    archived: number))
        }
        let record = (0..<900).map { "pkg/file\($0).py,sha256=\($0 * 7_919 % 10_007),\($0)" }.joined(separator: "\n")
        builder.add(folder + "/RECORD", .file(Array(record.utf8)))
        builder.add(folder + "/INSTALLER", .file(Array("tare".utf8)))
        return try builder.finish()
    }
}
