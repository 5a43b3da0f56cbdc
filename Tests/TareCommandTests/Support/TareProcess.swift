import Foundation
import Testing

/// Runs the built command as a user would: arguments, environment and files in, output and exit code out.
struct TareProcess {
    struct Outcome {
        var output: Data
        var errors: String
        var code: Int32

        var text: String { String(decoding: output, as: UTF8.self) }

        func json() throws -> [String: Any] {
            try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any])
        }
    }

    /// The binary that the package build left beside the tests'.
    static let binary: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: tests).deletingLastPathComponent().appending(path: "tare").path
    }()

    static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
        try command(binary, arguments, environment: environment)
    }

    static func command(_ tool: String, _ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: tool)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let folder = FileManager.default.temporaryDirectory
        let files = ["out", "err"].map { folder.appending(path: "tare-test-\(UUID().uuidString).\($0)") }
        defer { files.forEach { try? FileManager.default.removeItem(at: $0) } }
        for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        process.waitUntilExit()
        return Outcome(
            output: try Data(contentsOf: files[0]), errors: try String(contentsOf: files[1], encoding: .utf8),
            code: process.terminationStatus)
    }
}

/// A folder that goes away with its test.
final class Scratch: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "tare-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    /// An environment whose cache is this folder's.
    var environment: [String: String] { ["TARE_CACHE_DIR": path("cache")] }
}

enum Peers {
    static let syft = executable(
        (ProcessInfo.processInfo.environment["TARE_TOOLS_DIR"] ?? Places.cache.path + "/tare-tools") + "/bin/syft")
    static let uv = executable(
        (ProcessInfo.processInfo.environment["TARE_TOOLS_DIR"] ?? Places.cache.path + "/tare-tools") + "/bin/uv")
    /// A Python with the libraries of CycloneDX and in-toto.
    static let documents: String? = {
        let tools = ProcessInfo.processInfo.environment["TARE_TOOLS_DIR"] ?? Places.cache.path + "/tare-tools"
        return executable(tools + "/bin/python").flatMap { python in
            let imports = "import cyclonedx.validation.json, jsonschema, in_toto_attestation"
            return (try? TareProcess.command(python, ["-c", imports]).code) == 0 ? python : nil
        }
    }()
    static let hadolint = executable(
        (ProcessInfo.processInfo.environment["TARE_TOOLS_DIR"] ?? Places.cache.path + "/tare-tools") + "/bin/hadolint")
    static let skopeo = find("skopeo")
    static let buildah = find("buildah")
    static let bwrap = find("bwrap")
    static let umoci = find("umoci")

    static func find(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").lazy
            .compactMap { executable("\($0)/\(name)") }.first
    }

    private static func executable(_ path: String) -> String? {
        FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }
}

/// Folders of the repository and of what lies beside it.
enum Places {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    /// The user's cache folder, where what is costly to make is kept for later runs.
    static let cache: URL = {
        let environment = ProcessInfo.processInfo.environment
        return URL(filePath: environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "/root") + "/.cache")
    }()
    static let sharedImages = root.deletingLastPathComponent().appending(path: "shared/data/images")

    static var hasSharedImages: Bool { FileManager.default.fileExists(atPath: sharedImages.path) }
}
