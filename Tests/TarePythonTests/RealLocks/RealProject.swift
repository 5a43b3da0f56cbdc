import Foundation
import Testing

@testable import TarePython

/// A lock of a project that is not ours, as the project's own source distribution on pypi.org holds it.
struct RealProject: Sendable, CustomTestStringConvertible {
    /// The source distribution's file without `.tar.gz`.
    var distribution: String
    /// Where files.pythonhosted.org has it: the digest that the address is made of.
    var place: String
    var sha256: String
    /// The lock's folder in the distribution.
    var folder = ""
    var lock = "uv.lock"
    /// The minors of CPython that it is asked for.
    var minors = [11, 12, 13]
    /// Extras to ask for, where all at once conflict; `nil` is all.
    var extras: [String]?

    var testDescription: String { ([distribution] + (folder.isEmpty ? [] : [folder]) + [lock]).joined(separator: " ") }

    private static let cache: URL = {
        let base =
            ProcessInfo.processInfo.environment["XDG_CACHE_HOME"].map { URL(fileURLWithPath: $0) }
            ?? FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".cache")
        return base.appendingPathComponent("tare-test/real-locks")
    }()

    private var root: URL { Self.cache.appendingPathComponent(distribution) }

    /// The project's folder, as far as locks and `pyproject.toml` go.
    var path: URL { folder.isEmpty ? root : root.appendingPathComponent(folder) }

    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: path.appendingPathComponent(name))) }

    func project() throws -> PythonProject { try PythonProject(bytes("pyproject.toml")) }

    func read() throws -> Lock { try Lock(LockInput(file: lock, bytes: bytes(lock), project: project())) }

    /// Whether every lock is at hand; fetches what is not, and prints what could not be fetched, since the tests that
    /// need them are skipped.
    static let areThere: Bool = {
        for project in all where !FileManager.default.fileExists(atPath: project.path.path) {
            do { try project.fetch() } catch {
                print("skipped: \(project.distribution).tar.gz of files.pythonhosted.org cannot be had: \(error)")
                return false
            }
        }
        return true
    }()

    /// Keeps only the locks and the files that describe projects. A folder is put in its place whole.
    private func fetch() throws {
        let scratch = Self.cache.appendingPathComponent("\(distribution).\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let script = """
            set -e; cd "$1"
            curl --silent --show-error --fail --location --max-time 300 --output sdist.tar.gz "$2"
            echo "$3  sdist.tar.gz" | sha256sum --check --quiet
            mkdir project
            tar -xzf sdist.tar.gz -C project --strip-components=1 --no-same-owner --wildcards \\
                '*/pyproject.toml' '*.lock'
            """
        let address = "https://files.pythonhosted.org/packages/\(place)/\(distribution).tar.gz"
        try PackagingPeer.run("/bin/sh", ["-c", script, "sh", scratch.path, address, sha256])
        // Another process may have been first.
        try? FileManager.default.moveItem(at: scratch.appendingPathComponent("project"), to: root)
    }
}
