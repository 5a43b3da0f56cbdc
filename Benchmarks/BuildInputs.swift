import Foundation

/// What the figures of `tare build` share: a copy of the example whose code may change, a cache that is warm, an
/// cache of uv's that is warm too, and the Dockerfile of the same image.
///
/// No figure asks the network: bases, wheels and interpreters are at hand for both sides.
struct BuildInputs {
    /// Debian's own interpreter on this machine, for both sides.
    static let interpreter = "/usr/bin/python3"

    /// The suite of the base whose interpreter has the same minor: compiled modules and wheels are the same for both.
    let suite: String
    var base: String { "debian-distroless-python-" + suite }
    /// `3.13`.
    let minor: String
    let bench: Workbench
    /// The project.
    let project: String
    let cache: String
    /// Where the results go; emptied before each figure.
    let output: String
    let uvCache: String

    var environment: [String: String] { ["TARE_CACHE_DIR": cache] }

    init(_ bench: Workbench) throws {
        self.bench = bench
        let version = try TimedCommand.output([
            Self.interpreter, "-c", "import sys; print('%d.%d' % sys.version_info[:2])",
        ])
        minor = String(version.filter { $0 != "\n" })
        guard let suite = ["3.11": "bookworm", "3.13": "trixie"][minor] else {
            throw TimedCommand.Failed(description: "no base has the CPython \(minor) of \(Self.interpreter)")
        }
        self.suite = suite
        let folder = bench.folder.appending(path: "build").path
        (project, cache, output) = (folder + "/project", folder + "/cache", folder + "/output")
        uvCache = folder + "/uv"
        for place in [project, output] { try? FileManager.default.removeItem(atPath: place) }
        try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: bench.example, toPath: project)
        // Fetches what is not kept.
        _ = try TimedCommand.run(build(to: "first"), environment: environment)
    }

    func build(to name: String) -> [String] {
        [
            bench.tare, "build", project, "--base", base, "-q", "-o",
            "oci:\(output)/\(name):agent",
        ]
    }

    /// Changes one line of the application.
    func changeCode() throws {
        let path = project + "/server.py"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("# changed ") }
        try (lines + ["# changed \(UUID().uuidString)"]).joined(separator: "\n")
            .write(toFile: path, atomically: false, encoding: .utf8)
    }

    /// The Dockerfile that `tare init` writes for the base, but for where packages come from: uv's cache is handed in, and
    /// the network is not asked.
    func writeDockerfile() throws -> (uv: String, base: String) {
        let path = project + "/Dockerfile"
        _ = try TimedCommand.run([bench.tare, "init", project, "--base", base, "-q"], environment: environment)
        var text = try String(contentsOfFile: path, encoding: .utf8)
        for (written, wanted) in [
            ("UV_PYTHON_DOWNLOADS=never\n", "UV_PYTHON_DOWNLOADS=never \\\n    UV_OFFLINE=1\n"),
            ("RUN --mount=type=cache,target=/root/.cache/uv \\\n    ", "RUN "),
        ] {
            guard text.contains(written) else {
                throw TimedCommand.Failed(description: "the Dockerfile of 'tare init' has no '\(written)'")
            }
            text = text.replacing(written, with: wanted)
        }
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        func image(_ stage: String) throws -> String {
            let line = text.split(separator: "\n").first { $0.hasPrefix("FROM ") && $0.hasSuffix(" AS " + stage) }
            guard let words = line?.split(separator: " "), words.count == 4 else {
                throw TimedCommand.Failed(description: "the Dockerfile of 'tare init' has no stage '\(stage)'")
            }
            return String(words[1])
        }
        return (try image("uv"), try image("base"))
    }
}
