import Foundation
import TareOCI

/// The unpacked root of a real Alpine image.
final class AlpineRoot: Sendable {
    private static let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .appendingPathComponent("../../../../shared/data/images/alpine-310.tar.gz").standardizedFileURL

    static let isThere: Bool = {
        let isThere = FileManager.default.fileExists(atPath: file.path)
        if !isThere { print("skipped: no \(file.path)") }
        return isThere
    }()

    static let shared = Result { try AlpineRoot() }

    let path: String
    let layer: LayerIndex
    /// The layer's tar stream.
    let archive: Data
    private let scratch: ScratchFolder

    private init() throws {
        scratch = try ScratchFolder()
        path = scratch.path("alpine")
        let image = scratch.path("image")
        struct Image: Decodable { var Layers: [String] }
        for folder in [path, image] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        try Tool.run("tar", ["-C", image, "-xf", Self.file.path])
        let manifest = try Data(contentsOf: URL(fileURLWithPath: image + "/manifest.json"))
        for layer in try JSONDecoder().decode([Image].self, from: manifest).first?.Layers ?? [] {
            try Tool.run("tar", ["-C", path, "-xf", "\(image)/\(layer)"])
        }
        archive = try MeasuredFolder.archive(of: [path])
        layer = try MeasuredFolder.measured(archive)
    }
}
