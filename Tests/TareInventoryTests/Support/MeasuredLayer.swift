import Foundation
import TareOCI
import Testing

@testable import TareInventory

/// Layers measured from real files, as a registry's would be: `tar` writes the stream, `LayerMeasurement` reads it.
enum MeasuredLayer {
    /// Packs what is at `members` of a directory, under the names that `--transform` options give.
    static func packing(_ members: [String], of root: String, options: [String] = []) throws -> LayerIndex {
        let measurement = LayerMeasurement(selection: InventorySelection.all)
        try Tool.stream("tar", ["-C", root, "-cf", "-"] + options + ["--"] + members) { try measurement.consume($0) }
        return try measurement.finish()
    }

    /// Measures a blob.
    static func reading(_ blob: URL) throws -> LayerIndex {
        let measurement = LayerMeasurement(selection: InventorySelection.all)
        try Data(contentsOf: blob).withUnsafeBytes { try measurement.consume($0) }
        return try measurement.finish()
    }

    /// The layers of an image in the format of `docker save`, bottom first.
    static func dockerArchive(_ file: URL) throws -> [LayerIndex] {
        struct Image: Decodable { var Layers: [String] }
        let scratch = try ScratchDirectory()
        _ = try Tool.run("tar", ["-C", scratch.url.path, "-xf", file.path])
        let manifest = try Data(contentsOf: scratch.url.appendingPathComponent("manifest.json"))
        let images = try JSONDecoder().decode([Image].self, from: manifest)
        return try #require(images.first).Layers.map { try reading(scratch.url.appendingPathComponent($0)) }
    }

    /// The layers of the first image in an OCI archive.
    static func ociArchive(_ file: URL) throws -> [LayerIndex] {
        struct Descriptor: Decodable { var digest: String }
        struct Index: Decodable { var manifests: [Descriptor] }
        struct Manifest: Decodable { var layers: [Descriptor] }
        let scratch = try ScratchDirectory()
        _ = try Tool.run("tar", ["-C", scratch.url.path, "-xf", file.path])
        func blob(_ digest: String) -> URL {
            scratch.url.appendingPathComponent("blobs/" + digest.replacingOccurrences(of: ":", with: "/"))
        }
        let decoder = JSONDecoder()
        let index = try decoder.decode(
            Index.self, from: Data(contentsOf: scratch.url.appendingPathComponent("index.json")))
        let manifest = try decoder.decode(
            Manifest.self, from: Data(contentsOf: blob(try #require(index.manifests.first).digest)))
        return try manifest.layers.map { try reading(blob($0.digest)) }
    }
}
