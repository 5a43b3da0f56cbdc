import Foundation

/// BuildKit's Dockerfiles, outside the repository; absent in a clone elsewhere.
enum Corpus {
    static let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .appendingPathComponent("../../../../../shared/data/vectors/dockerfile").standardizedFileURL

    /// Path and bytes of each, in the order of their paths.
    static let files: [(path: String, bytes: [UInt8])] = {
        guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else {
            print("skipped: no \(folder.path)")
            return []
        }
        return walk.compactMap { $0 as? URL }.filter { $0.lastPathComponent.hasPrefix("Dockerfile") }
            .sorted { $0.path < $1.path }.compactMap { file in
                guard let data = try? Data(contentsOf: file) else { return nil }
                return (String(file.path.dropFirst(folder.path.count + 1)), Array(data))
            }
    }()

    static var isThere: Bool { !files.isEmpty }
}
