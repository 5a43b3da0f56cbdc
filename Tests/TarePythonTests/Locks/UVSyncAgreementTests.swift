import Foundation
import Testing

@testable import TarePython

/// uv itself, asked now, over the example projects and the locks of `Fixtures`.
@Suite(.enabled(if: PackagingPeer.uv != nil)) struct UVSyncAgreementTests {
    private static let repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("../../..").standardizedFileURL

    private static let projects =
        ["agent", "native"].map { repository.appendingPathComponent("examples/\($0)").path }
        + ["science", "workspace", "forks", "django"].map { LockFixture.root.appendingPathComponent("uv/\($0)").path }

    /// Pythons of this machine that uv can be told to use, with their full versions.
    private static let pythons: [(path: String, version: String)] = {
        let home = NSHomeDirectory() + "/.pyenv/versions"
        let kept = ((try? FileManager.default.contentsOfDirectory(atPath: home)) ?? []).map {
            "\(home)/\($0)/bin/python3"
        }
        let places = kept + ["/usr/local/bin/python3", "/usr/bin/python3"]
        var found: [String: (String, String)] = [:]
        for path in places.sorted() where FileManager.default.isExecutableFile(atPath: path) {
            guard
                let output = try? PackagingPeer.run(path, ["-c", "import platform; print(platform.python_version())"])
            else { continue }
            let version = String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            let minor = version.split(separator: ".").prefix(2).joined(separator: ".")
            if ["3.11", "3.12", "3.13"].contains(minor) { found[minor] = (path, version) }
        }
        if found.count < 3 { print("skipped: uv is asked only for Python \(found.keys.sorted())") }
        return found.values.sorted { $0.1 < $1.1 }
    }()

    @Test(arguments: projects) func `uv sync would install the same packages`(project: String) throws {
        let uv = try #require(PackagingPeer.uv)
        let lock = try Lock(
            LockInput(file: "uv.lock", bytes: [UInt8](Data(contentsOf: URL(fileURLWithPath: project + "/uv.lock")))))
        let file = URL(fileURLWithPath: project + "/pyproject.toml")
        let groups = try PythonProject([UInt8](Data(contentsOf: file))).productionGroups
        for python in Self.pythons {
            for machine in Machine.allCases {
                let output = try PackagingPeer.run(
                    "/bin/sh",
                    [
                        "-c", "\"$@\" 2>&1", "sh", uv, "sync", "--frozen", "--dry-run", "--no-dev", "--directory",
                        project,
                    ]
                        + ["--python", python.path, "--python-platform", "\(machine.rawValue)-manylinux_2_40"],
                    environment: [
                        "UV_PROJECT_ENVIRONMENT": NSTemporaryDirectory() + "/tare-no-venv-\(UUID().uuidString)",
                        "UV_PYTHON_DOWNLOADS": "never", "NO_COLOR": "1", "UV_PYTHON": python.path,
                    ])
                let pins = String(decoding: output, as: UTF8.self).split(separator: "\n")
                    .filter { $0.hasPrefix(" + ") }
                    .map { String($0.dropFirst(3).prefix { $0 != " " }) }.sorted()
                let environment = MarkerEnvironment(python: try PEP440Version(python.version), machine: machine)
                let resolved = try lock.resolve(
                    for: environment, LockSelection(groups: groups))
                #expect(pins.count > 3)
                #expect(resolved.pins == pins, "\(project) \(python.version) \(machine)")
            }
        }
    }
}
