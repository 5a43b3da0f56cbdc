import Foundation
import Testing

/// A mirror of CPython's archives, made once of interpreters at hand by `scripts/managed-python-mirror`: a folder for
/// `TARE_PYTHON_MIRROR`.
enum ManagedPythonMirror {
    /// The release that all archives are of.
    static let release = "20260101"

    /// What is at hand, the system's own first: each with its full version. Where pyenv keeps others, the newest of
    /// them is a build as the project makes them: from source, its library shared.
    static let interpreters: [(program: String, version: String)] = {
        let pyenv = (ProcessInfo.processInfo.environment["HOME"] ?? "/root") + "/.pyenv/versions"
        let built = ((try? FileManager.default.contentsOfDirectory(atPath: pyenv)) ?? [])
            .filter { $0.hasPrefix("3.1") }.sorted { $0.compare($1, options: .numeric) == .orderedAscending }
            .map { "\(pyenv)/\($0)/bin/python3" }
        return (["/usr/bin/python3"] + built.suffix(1)).compactMap { program in
            guard
                let outcome = try? TareProcess.command(
                    program, ["-c", "import platform; print(platform.python_version())"]), outcome.code == 0
            else { return nil }
            return (program, outcome.text.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }()

    static let isPossible: Bool = {
        let missing = ["patchelf", "strip", "ldd"].filter { Peers.find($0) == nil }
        if !missing.isEmpty { print("skipped: not installed: " + missing.joined(separator: ", ")) }
        if interpreters.isEmpty { print("skipped: no /usr/bin/python3") }
        return missing.isEmpty && !interpreters.isEmpty
    }()

    /// The minors that the mirror has, the newest first: `["3.13", "3.11"]`.
    static var minors: [String] {
        Set(interpreters.map { $0.version.split(separator: ".").prefix(2).joined(separator: ".") })
            .sorted { $0.compare($1, options: .numeric) == .orderedDescending }
    }

    /// The folder, for all tests of this run and of later ones.
    static func folder() throws -> String { try made.get() }

    private static let made = Result { () throws -> String in
        let script = Places.root.appending(path: "scripts/managed-python-mirror").path
        // What changes with the script and with the interpreters.
        var name = "python-mirror-" + interpreters.map(\.version).joined(separator: "-")
        let text = try Data(contentsOf: URL(filePath: script))
        name +=
            "-"
            + String(
                text.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }, radix: 16)
        let folder = Places.cache.appending(path: "tare-test/\(name)").path
        if FileManager.default.fileExists(atPath: folder) { return folder }
        let scratch = folder + ".\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let programs = interpreters.flatMap { ["--python", $0.program] }
        let outcome = try TareProcess.command(
            "/usr/bin/env", ["python3", script, scratch, "--release", release] + programs)
        try #require(outcome.code == 0, "\(outcome.errors)")
        try? FileManager.default.moveItem(atPath: scratch, toPath: folder)
        return folder
    }
}
