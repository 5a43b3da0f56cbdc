import Foundation
import TareOCI

@testable import TareSelection

/// Layers measured from folders, as a registry's would be: `tar` writes the stream, `LayerMeasurement` reads it.
enum MeasuredFolder {
    static func layer(of folders: [String]) throws -> LayerIndex {
        let scratch = try ScratchFolder()
        let file = scratch.path("layer.tar")
        try Tool.run("tar", ["-cf", file, "--numeric-owner"] + folders.flatMap { ["-C", $0, "."] })
        let measurement = LayerMeasurement(selection: ProofSelection.all)
        try Data(contentsOf: URL(fileURLWithPath: file)).withUnsafeBytes { try measurement.consume($0) }
        return try measurement.finish()
    }
}
