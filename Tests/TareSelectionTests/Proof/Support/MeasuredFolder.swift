import Foundation
import TareOCI

@testable import TareSelection

/// Layers measured from folders, as a registry's would be: `tar` writes the stream, `LayerMeasurement` reads it.
enum MeasuredFolder {
    static func layer(of folders: [String]) throws -> LayerIndex {
        try measured(folders.flatMap { ["-C", $0, "."] })
    }

    /// A layer of files of this machine, each under its own path.
    static func layer(ofFiles paths: [String]) throws -> LayerIndex {
        try measured(["-C", "/", "--"] + paths.map { String($0.dropFirst()) })
    }

    private static func measured(_ members: [String]) throws -> LayerIndex {
        let scratch = try ScratchFolder()
        let file = scratch.path("layer.tar")
        try Tool.run("tar", ["-cf", file, "--numeric-owner"] + members)
        let measurement = LayerMeasurement(selection: ProofSelection.all)
        try Data(contentsOf: URL(fileURLWithPath: file)).withUnsafeBytes { try measurement.consume($0) }
        return try measurement.finish()
    }
}
