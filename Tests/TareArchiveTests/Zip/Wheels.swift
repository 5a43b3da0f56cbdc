import Foundation

/// Wheels from the Python index, kept between runs in `~/.cache/tare-test/wheels`.
enum Wheels {
    /// Name and version; all for CPython 3.12 on glibc x86_64.
    static let pinned = [
        "six==1.17.0", "uvicorn==0.38.0", "pyyaml==6.0.3", "pydantic-core==2.41.5", "cryptography==46.0.3",
        "uvloop==0.22.1", "numpy==2.3.4",
    ]

    static let folder = FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(
        ".cache/tare-test/wheels")

    /// The file of a wheel, fetched if it is not there; `nil` where the index cannot be reached.
    static func file(_ requirement: String) -> URL? {
        if let kept = kept(requirement) { return kept }
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        _ = try? Tool.run(
            "python3",
            [
                "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:",
                "--python-version", "3.12", "--platform", "manylinux_2_28_x86_64", "--platform",
                "manylinux2014_x86_64", "--platform", "any", "--dest", folder.path, requirement,
            ])
        return kept(requirement)
    }

    private static func kept(_ requirement: String) -> URL? {
        let prefix = requirement.replacing("==", with: "-").replacing("pydantic-core", with: "pydantic_core") + "-"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.first { $0.hasPrefix(prefix) && $0.hasSuffix(".whl") }.map(folder.appendingPathComponent)
    }

    /// Whether all are there; prints which is not, since the tests that need it are skipped.
    static let available: Bool = {
        guard Tool.available("python3", "zipinfo") else { return false }
        let missing = pinned.filter { file($0) == nil }
        if !missing.isEmpty { print("skipped: no \(missing.joined(separator: ", ")) from the Python index") }
        return missing.isEmpty
    }()

    static func bytes(_ requirement: String) throws -> [UInt8] {
        guard let file = file(requirement) else { throw CocoaError(.fileNoSuchFile) }
        return [UInt8](try Data(contentsOf: file))
    }
}
