import Foundation
import TareOCI
import TareSelection

/// Layers measured from folders, as a registry's would be: `tar` writes the stream, `LayerMeasurement` reads it.
enum MeasuredFolder {
    static func layer(of folders: [String]) throws -> LayerIndex { try measured(try archive(of: folders)) }

    /// A layer of files of this machine, each under its own path.
    static func layer(ofFiles paths: [String]) throws -> LayerIndex {
        try measured(try archive(["-C", "/", "--"] + paths.map { String($0.dropFirst()) }))
    }

    /// The tar stream of folders, one on the other.
    static func archive(of folders: [String]) throws -> Data { try archive(folders.flatMap { ["-C", $0, "."] }) }

    static func measured(_ archive: Data) throws -> LayerIndex {
        let measurement = LayerMeasurement(selection: ProofSelection.all)
        try archive.withUnsafeBytes { try measurement.consume($0) }
        return try measurement.finish()
    }

    private static func archive(_ members: [String]) throws -> Data {
        let scratch = try ScratchFolder()
        let file = scratch.path("layer.tar")
        try Tool.run("tar", ["-cf", file, "--numeric-owner"] + members)
        return try Data(contentsOf: URL(fileURLWithPath: file))
    }
}
