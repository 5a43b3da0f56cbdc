import Foundation
import Testing

/// Bases assembled once a run from the Debian archive, for all tests that need one.
enum AssembledBases {
    private static let scratch = Result { try Scratch() }
    /// Packages are fetched once for many runs; what is assembled of them is not kept.
    static let environment = ["TARE_CACHE_DIR": Places.cache.appending(path: "tare-test").path]
    private static let lock = NSLock()

    /// The path of an OCI archive.
    static func archive(_ recipe: String, _ suite: String, arch: String = "amd64") throws -> String {
        lock.lock()
        defer { lock.unlock() }
        let path = try scratch.get().path("\(recipe)-\(suite)-\(arch).tar")
        if !FileManager.default.fileExists(atPath: path) {
            let outcome = try TareProcess.run(
                ["base", "assemble", recipe, "--suite", suite, "--arch", arch, "-o", "oci-archive:" + path + ":base"],
                environment: environment)
            try #require(outcome.code == 0, "\(outcome.errors)")
        }
        return path
    }

    /// A cache of one's own with the packages and wheels that were fetched. Other tests go on writing theirs: what is not
    /// finished begins with a dot and may vanish.
    static func copyCache(_ folders: [String] = ["bases", "blobs"], to target: String) throws {
        let source = Places.cache.appending(path: "tare-test").path
        for folder in folders {
            let entries = FileManager.default.enumerator(atPath: source + "/" + folder)
            while let path = entries?.nextObject() as? String {
                let (from, to) = ("\(source)/\(folder)/\(path)", "\(target)/\(folder)/\(path)")
                let isFile = entries?.fileAttributes?[.type] as? FileAttributeType == .typeRegular
                guard isFile, !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) else { continue }
                try FileManager.default.createDirectory(
                    atPath: String(to[..<(to.lastIndex(of: "/") ?? to.endIndex)]), withIntermediateDirectories: true)
                try FileManager.default.copyItem(atPath: from, toPath: to)
            }
        }
    }
}
