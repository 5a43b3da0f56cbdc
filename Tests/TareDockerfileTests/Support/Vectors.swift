import Foundation

/// BuildKit's published cases, outside the repository; absent in a clone elsewhere.
enum Vectors {
    static let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .appendingPathComponent("../../../../../shared/data/vectors/dockerfile").standardizedFileURL

    static let areThere: Bool = {
        let exists = FileManager.default.fileExists(atPath: folder.path)
        if !exists { print("skipped: no \(folder.path)") }
        return exists
    }()

    static func names(in folder: String) -> [String] {
        let path = Self.folder.appendingPathComponent(folder).path
        return (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? []
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appendingPathComponent(path)))
    }

    static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }
}
