import Foundation
import TareInventory
import TareOCI

/// User CPU of measuring a gzip layer, both SHA-256 included, against the floors: inflating alone, and inflating with
/// both SHA-256 computed by OpenSSL.
enum MeasureLayer: Figure {
    static let name = "measure-layer"
    static let childFlag = "--measure-layer"

    static func run(_ bench: Workbench) throws -> [FigureLine] {
        let ours = [CommandLine.arguments[0], childFlag, bench.layer]
        let inflate = try TimedCommand.compare(ours, ["bash", "-c", "igzip -dc \(bench.layer) | wc -c"])
        let hashed = try TimedCommand.compare(
            ours,
            ["bash", "-c", "igzip -dc \(bench.layer) | openssl dgst -sha256; openssl dgst -sha256 \(bench.layer)"])
        return [
            line("measure a gzip layer, user CPU", inflate, peer: "igzip -dc | wc -c, no hash", bar: "-"),
            line("measure a gzip layer, user CPU", hashed, peer: "igzip -dc, openssl of both", bar: "≤ 1.40"),
        ]
    }

    private static func line(
        _ figure: String, _ usages: (ours: [Usage], peer: [Usage]), peer: String, bar: String
    ) -> FigureLine {
        let (ours, theirs) = (usages.ours.median(\.user), usages.peer.median(\.user))
        return FigureLine(
            figure: figure, ours: String(format: "%.3f s", ours), peer: String(format: "%.3f s %@", theirs, peer),
            ratio: ours / theirs, bar: bar)
    }

    /// Measures one file as every command does, in a process of its own.
    static func child(_ arguments: ArraySlice<String>) throws {
        let measurement = LayerMeasurement(selection: InventorySelection.all)
        let file = open(arguments.first ?? "", O_RDONLY)
        guard file >= 0 else { throw TimedCommand.Failed(description: "no layer to measure") }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
        while true {
            let count = read(file, buffer.baseAddress, buffer.count)
            guard count > 0 else { break }
            try measurement.consume(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        print(try measurement.finish().count)
    }
}
