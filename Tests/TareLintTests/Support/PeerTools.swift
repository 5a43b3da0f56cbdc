import Foundation

/// Linters that we did not write, which `scripts/setup test` installs; absent elsewhere.
enum PeerTools {
    static let hadolint: String? = {
        let environment = ProcessInfo.processInfo.environment
        let cache = environment["XDG_CACHE_HOME"] ?? NSHomeDirectory() + "/.cache"
        return executable((environment["TARE_TOOLS_DIR"] ?? cache + "/tare-tools") + "/bin/hadolint")
    }()
    static let shellCheck = executable("/usr/bin/shellcheck")
    static let areThere = hadolint != nil && shellCheck != nil

    private static func executable(_ path: String) -> String? {
        if FileManager.default.isExecutableFile(atPath: path) { return path }
        print("skipped: no \(path); run scripts/setup test")
        return nil
    }

    /// Its output; no configuration of this machine is read.
    static func run(_ path: String, _ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ["HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent", "LANG": "C.UTF-8"]
        process.currentDirectoryURL = FileManager.default.temporaryDirectory
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return data
    }
}
