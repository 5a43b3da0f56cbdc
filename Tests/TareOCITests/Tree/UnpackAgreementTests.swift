import Foundation
import TareOCI
import Testing

/// Holds the merged tree against what `umoci unpack` writes to disk, on images of random layers.
@Suite("Merging as unpacking does", .enabled(if: Tools.umoci != nil && Tools.python != nil, "needs umoci and python3"))
struct UnpackAgreementTests {
    @Test(arguments: 0..<6)
    func `the merged tree is the tree that umoci unpacks`(batch: Int) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tare-merge-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var compared = 0
        for seed in batch * 30..<(batch + 1) * 30 {
            let layout = folder.appending(path: "\(seed)")
            let bundle = folder.appending(path: "\(seed).bundle")
            try #require(Tools.run(Tools.python ?? "", [Self.generator, "\(seed)", layout.path]) == 0)
            // An image that umoci refuses (a file where a directory is needed) has no tree to compare with.
            guard
                Tools.run(Tools.umoci ?? "", ["unpack", "--rootless", "--image", layout.path + ":t", bundle.path]) == 0
            else { continue }
            compared += 1
            let merged = try Self.tree(layout)
            #expect(Self.listing(merged) == Self.listing(bundle.appending(path: "rootfs").path), "seed \(seed)")
        }
        #expect(compared >= 3)
    }

    private static let generator = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/random_image.py").path

    private static func tree(_ layout: URL) throws -> ImageTree {
        let names = try String(contentsOf: layout.appending(path: "layers"), encoding: .utf8).split(separator: "\n")
        return ImageTree(
            layers: try names.map { name in
                let bytes = [UInt8](try Data(contentsOf: layout.appending(path: "blobs/sha256/\(name)")))
                let measurement = LayerMeasurement(selection: .none)
                try bytes.withUnsafeBytes { try measurement.consume($0) }
                return try measurement.finish()
            })
    }

    private static func listing(_ tree: ImageTree) -> [String] {
        var lines: [String] = []
        tree.forEachNode { node in
            let path = tree.path(of: node)
            switch tree.kind(of: node) {
            case .directory: lines.append("d \(path)")
            case .symbolicLink: lines.append("l \(path) -> \(tree.linkText(of: node))")
            default: lines.append("f \(path) \(tree.size(of: node))")
            }
        }
        return lines.sorted()
    }

    private static func listing(_ root: String) -> [String] {
        let manager = FileManager.default
        guard let names = manager.enumerator(atPath: root) else { return [] }
        return names.compactMap { $0 as? String }.map { name in
            let path = root + "/" + name
            if let target = try? manager.destinationOfSymbolicLink(atPath: path) { return "l /\(name) -> \(target)" }
            let attributes = (try? manager.attributesOfItem(atPath: path)) ?? [:]
            if attributes[.type] as? FileAttributeType == .typeDirectory { return "d /\(name)" }
            return "f /\(name) \((attributes[.size] as? NSNumber)?.intValue ?? -1)"
        }.sorted()
    }
}

enum Tools {
    static let umoci = find("umoci")
    static let python = find("python3")

    static func find(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The exit code of a command whose output is not looked at.
    static func run(_ tool: String, _ arguments: [String]) -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: tool)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return -1 }
        process.waitUntilExit()
        return process.terminationStatus
    }
}
