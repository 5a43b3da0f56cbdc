import Foundation
import TareArchive
import TareOCI
import Testing

/// Measures the layers of images that other builders made, and compares with what Python says of them.
@Suite("Layers of real images", .enabled(if: RealImages.areThere))
struct RealImageTests {
    @Test(arguments: RealImages.names)
    func `digests, sizes, counts and names are those of hashlib and tarfile`(name: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tare-layers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let expected = try RealImages.layers(of: name, in: folder)
        #expect(!expected.isEmpty)
        for layer in expected {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: layer.path)))
            let index = try measured(
                bytes, chunk: 65_536,
                expecting: .init(
                    digest: Digest(layer.digest), size: UInt64(bytes.count), diffID: Digest(layer.diffID)))
            #expect(index.digest?.description == layer.digest)
            #expect(index.diffID?.description == layer.diffID)
            #expect("\(index.compression)" == layer.compression)
            #expect(index.compressedSize == layer.compressedSize && index.uncompressedSize == layer.uncompressedSize)
            var counts = layer.counts.mapValues { _ in 0 }
            var size: UInt64 = 0
            var names: [String] = []
            for entry in 0..<index.count {
                let kind = index[entry].kind
                counts[counts["\(kind)"] == nil ? "other" : "\(kind)", default: 0] += 1
                guard kind == .regular else { continue }
                size += index[entry].size
                names.append(String(decoding: index.path(of: entry), as: UTF8.self))
            }
            #expect(counts == layer.counts)
            #expect(size == layer.size)
            #expect(Digest(sha256Of: Array(names.joined(separator: "\n").utf8)).hex == layer.names)
            let again = try #require(index.encoded().withUnsafeBytes { LayerIndex(encoded: $0) })
            #expect(again.encoded() == index.encoded())
        }
    }
}

/// What `measure_layers.py` says of a layer.
struct RealLayer: Decodable {
    var path: String
    var digest: String
    var diffID: String
    var compression: String
    var counts: [String: Int]
    var size: UInt64
    var compressedSize: UInt64
    var uncompressedSize: UInt64
    /// SHA-256 of the files' paths, one a line.
    var names: String
}

enum RealImages {
    private static let tests = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent()
    /// `shared/data/images` beside the clone.
    private static let folder = tests.deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "shared/data/images")

    static let names: [String] = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { $0.hasSuffix(".tar") || $0.hasSuffix(".tar.gz") }.sorted()
    }()

    static var areThere: Bool {
        let isThere = !names.isEmpty && Tools.python != nil && Tools.find("zstd") != nil
        if !isThere { print("skipped: needs \(folder.path), python3 and zstd") }
        return isThere
    }

    static func layers(of name: String, in scratch: URL) throws -> [RealLayer] {
        let process = Process()
        process.executableURL = URL(filePath: Tools.python ?? "")
        process.arguments = [
            tests.appending(path: "Fixtures/measure_layers.py").path, folder.appending(path: name).path, scratch.path,
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return try data.split(separator: 10).map { try JSONDecoder().decode(RealLayer.self, from: Data($0)) }
    }
}
