import Foundation
import TareArchive
import TareNetwork
import TareOCI

/// A folder that goes away with its test.
final class LayoutScratch {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "tare-layout-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func path(_ name: String) -> String { path + "/" + name }

    func cache() -> CacheDirectory { CacheDirectory(path: path("cache")) }
}

/// A small image of two layers.
struct MadeImage {
    var finished: FinishedImage
    let layers: [[UInt8]]

    init(architecture: String = "amd64", marker: String = "hello") throws {
        layers = [
            try Self.tar([("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n"), ("etc/marker", marker)]),
            try Self.tar([("etc/.wh.marker", ""), ("app/main.py", "print('x')\n")]),
        ]
        let descriptors = layers.map { Descriptor(.ociLayer, of: $0) }
        let config = try ImageConfig(
            platform: Platform(os: "linux", architecture: architecture), diffIDs: layers.map { Digest(sha256Of: $0) }
        ).canonicalJSON()
        let manifest = try ImageManifest(config: Descriptor(.ociConfig, of: config), layers: descriptors)
            .canonicalJSON()
        finished = FinishedImage(
            manifest: manifest, config: config,
            layers: zip(descriptors, layers).map { .init(descriptor: $0, content: BlobSource($1)) },
            platform: Platform(os: "linux", architecture: architecture))
    }

    var manifestDigest: Digest { Digest(sha256Of: finished.manifest) }

    static func tar(_ files: [(name: String, content: String)]) throws -> [UInt8] {
        var output: [UInt8] = []
        var writer = TarWriter()
        for file in files {
            let content = Array(file.content.utf8)
            try writer.append(TarEntry(.regular, file.name, size: UInt64(content.count)), to: &output)
            try content.withUnsafeBytes { try writer.append(content: $0, to: &output) }
        }
        try writer.finish(to: &output)
        return output
    }
}
