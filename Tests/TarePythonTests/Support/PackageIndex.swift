import Foundation
import Testing

@testable import TarePython

/// What pypi.org lists, fetched once and kept in the tests' cache: a release's files do not change.
enum PackageIndex {
    private static let cache: URL = {
        let base =
            ProcessInfo.processInfo.environment["XDG_CACHE_HOME"].map { URL(fileURLWithPath: $0) }
            ?? FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".cache")
        return base.appendingPathComponent("tare-test/python-index")
    }()

    /// Where uv keeps what it has fetched.
    static let uvCache = cache.appendingPathComponent("uv").path

    /// Whether the index answers; prints that it does not, since the tests that need it are skipped.
    static let isReachable: Bool = {
        let answer = try? PackagingPeer.run(
            "/usr/bin/env", ["curl", "--silent", "--fail", "--max-time", "10", "--head", "https://pypi.org/simple/"])
        if answer == nil { print("skipped: https://pypi.org/simple/ cannot be reached by curl") }
        return answer != nil
    }()

    private struct Page: Codable {
        var files: [File]
    }

    private struct File: Codable {
        var filename: String
        var requiresPython: String?

        enum CodingKeys: String, CodingKey {
            case filename
            case requiresPython = "requires-python"
        }
    }

    /// The wheels of one version, in the index's order.
    static func wheels(of name: String, _ version: String) throws -> [WheelCandidate] {
        let kept = cache.appendingPathComponent("\(name)-\(version).json")
        let files: [File]
        if let data = try? Data(contentsOf: kept), let known = try? JSONDecoder().decode([File].self, from: data) {
            files = known
        } else {
            files = try fetch(name).filter { $0.filename.contains("-\(version)-") && $0.filename.hasSuffix(".whl") }
            try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
            try JSONEncoder().encode(files).write(to: kept, options: .atomic)
        }
        return try files.map { file in
            WheelCandidate(
                try WheelFilename(file.filename),
                requiresPython: try file.requiresPython.map { try VersionSpecifierSet($0) })
        }
    }

    private static func fetch(_ name: String) throws -> [File] {
        let data = try PackagingPeer.run(
            "/usr/bin/env",
            [
                "curl", "--silent", "--fail", "--max-time", "60", "--compressed", "--header",
                "Accept: application/vnd.pypi.simple.v1+json", "https://pypi.org/simple/\(name)/",
            ])
        return try JSONDecoder().decode(Page.self, from: data).files
    }
}
