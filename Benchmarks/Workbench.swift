import Foundation

/// The inputs of all figures, made once and kept beside the build: a real Debian tree and archives of it.
struct Workbench {
    let folder: URL
    /// The release binary, as `make build` leaves it.
    let tare: String
    let syft: String?
    /// A project with a lock of 52 packages.
    let example: String
    let uv: String?
    let hadolint: String?

    /// A gzip layer of a debootstrapped Debian with Python and a virtual environment in it.
    var layer: String { folder.appending(path: "layer.tar.gz").path }
    var archive: String { folder.appending(path: "image.tar").path }

    init() throws {
        let environment = ProcessInfo.processInfo.environment
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        tare = root.appending(path: "bin/tare").path
        example = root.appending(path: "examples/agent").path
        let cache = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "/root") + "/.cache"
        folder = URL(filePath: cache).appending(path: "tare-bench")
        let tools = environment["TARE_TOOLS_DIR"] ?? cache + "/tare-tools"
        func tool(_ name: String) -> String? {
            let path = tools + "/bin/" + name
            return FileManager.default.isExecutableFile(atPath: path) ? path : nil
        }
        syft = tool("syft")
        uv = tool("uv")
        hadolint = tool("hadolint")
        if !FileManager.default.fileExists(atPath: archive) {
            print("making the inputs: a debootstrapped Debian image (needs root and a Debian mirror) …")
            _ = try TimedCommand.run(["bash", root.appending(path: "Benchmarks/make-inputs").path, folder.path])
        }
    }

    /// An environment whose cache keeps the assembled bases, which take longest.
    var comparisonCache: [String: String] { ["TARE_CACHE_DIR": folder.appending(path: "comparison").path] }

    /// An environment with an empty cache of Tare's own.
    func emptyCache() throws -> [String: String] {
        let cache = folder.appending(path: "cache")
        try? FileManager.default.removeItem(at: cache)
        return ["TARE_CACHE_DIR": cache.path]
    }

    /// A project's folder with a `uv.lock` of 1,000 packages.
    func lock() throws -> String {
        let folder = folder.appending(path: "lock").path
        if !FileManager.default.fileExists(atPath: folder + "/uv.lock") {
            print("making the inputs: a lock of 1,000 packages (from two locks on the Python index) …")
            let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "make-lock").path
            _ = try TimedCommand.run(["python3", script, folder])
        }
        return folder
    }
}
