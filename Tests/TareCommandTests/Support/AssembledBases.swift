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
}
