import Foundation
import TareOCI

@testable import TareSelection

/// The unpacked root of a real Alpine image.
final class AlpineRoot: Sendable {
    private static let archive = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .appendingPathComponent("../../../../../../shared/data/images/alpine-310.tar.gz").standardizedFileURL

    static let isThere: Bool = {
        let isThere = FileManager.default.fileExists(atPath: archive.path)
        if !isThere { print("skipped: no \(archive.path)") }
        return isThere
    }()

    static let shared = Result { try AlpineRoot() }

    let path: String
    let layer: LayerIndex
    private let scratch: ScratchFolder

    private init() throws {
        scratch = try ScratchFolder()
        path = scratch.path("alpine")
        let image = scratch.path("image")
        struct Image: Decodable { var Layers: [String] }
        for folder in [path, image] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        try Tool.run("tar", ["-C", image, "-xf", Self.archive.path])
        let manifest = try Data(contentsOf: URL(fileURLWithPath: image + "/manifest.json"))
        for layer in try JSONDecoder().decode([Image].self, from: manifest).first?.Layers ?? [] {
            try Tool.run("tar", ["-C", path, "-xf", "\(image)/\(layer)"])
        }
        layer = try MeasuredFolder.layer(of: [path])
    }
}
