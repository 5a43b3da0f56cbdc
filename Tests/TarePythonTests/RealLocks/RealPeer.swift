import Foundation
import Testing

@testable import TarePython

/// uv on a real lock, offline.
enum RealPeer {
    private static let settings = ["UV_PYTHON_DOWNLOADS": "never", "NO_COLOR": "1"]

    private static func run(_ arguments: [String]) throws -> Data {
        let python = try #require(PackagingPeer.python)
        return try PackagingPeer.run(
            // Its answer goes to standard error.
            "/bin/sh",
            ["-c", "exec \"$0\" \"$@\" 2>&1", try #require(PackagingPeer.uv)] + arguments
                + ["--python", python, "--offline", "--no-config", "--no-build"],
            environment: settings)
    }

    /// What a lock holds for a selection, for every target.
    static func export(_ project: RealProject, _ selection: [String]) throws -> StandInLock {
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("pylock.\(UUID().uuidString).toml")
        defer { try? FileManager.default.removeItem(at: output) }
        _ = try run(
            ["export", "--frozen", "--quiet", "--no-emit-workspace", "--no-emit-local", "--format", "pylock.toml"]
                + ["--directory", project.path.path, "--output-file", output.path] + selection)
        return StandInLock(exported: String(decoding: try Data(contentsOf: output), as: UTF8.self))
    }

    /// The pins that uv would install from the `pylock.toml` in a folder.
    static func install(_ folder: URL, on target: RealTarget) throws -> Set<String> {
        let output = try run(
            ["pip", "install", "--dry-run", "--preview-features", "pylock", "--target", folder.path + "/target"]
                + ["--python-platform", target.platform, "--python-version", "3.\(target.minor)"]
                + ["--requirements", folder.path + "/pylock.toml"])
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
        return Set(lines.filter { $0.hasPrefix(" + ") }.map { String($0.dropFirst(3).prefix { $0 != " " }) })
    }

    /// Packages of a Poetry or PDM lock and the names of their files, read by Python's own reader.
    static func entries(of project: RealProject) throws -> [StandInLock.Entry] {
        struct Package: Decodable {
            var name: String
            var version: String
            var files: [String]
        }
        let script = """
            import json, sys, tomllib
            from packaging.utils import canonicalize_name
            from packaging.version import Version
            lock = tomllib.loads(json.load(sys.stdin))
            found = {}
            for package in lock["package"]:
                key = (canonicalize_name(package["name"]), str(Version(package["version"])))
                files = found.setdefault(key, [])
                files += [file["file"] for file in package.get("files", []) if file["file"] not in files]
            print(json.dumps([{"name": n, "version": v, "files": f} for (n, v), f in found.items()]))
            """
        let text = String(decoding: try project.bytes(project.lock), as: UTF8.self)
        return try PackagingPeer.ask(script, text, as: [Package].self).map {
            StandInLock.Entry(name: $0.name, version: $0.version, files: $0.files)
        }
    }
}
