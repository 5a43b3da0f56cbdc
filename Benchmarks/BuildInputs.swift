import Foundation

/// What the figures of `tare build` share: a copy of the example whose code may change, a cache that is warm, an
/// environment of uv's that is warm too, and the same image as a Dockerfile.
///
/// No figure asks the network: bases, wheels and interpreters are at hand for both sides.
struct BuildInputs {
    /// Debian's own interpreter on this machine, for both sides.
    static let interpreter = "/usr/bin/python3"

    /// The suite of the base whose interpreter has the same minor: compiled modules and wheels are the same for both.
    let suite: String
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
        try dockerfile.write(toFile: project + "/Dockerfile", atomically: false, encoding: .utf8)
        // Fetches what is not kept.
        _ = try TimedCommand.run(build(to: "first"), environment: environment)
    }

    func build(to name: String) -> [String] {
        [
            bench.tare, "build", project, "--base", "debian-distroless-python-" + suite, "-q", "-o",
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

    /// The example as a Dockerfile of two stages, on the same base: packages in a layer of their own, code last. The
    /// base has no shell; uv comes from this machine.
    private var dockerfile: String {
        """
        FROM localhost/tare-bench-base AS packages
        USER 0
        WORKDIR /app
        ENV UV_PROJECT_ENVIRONMENT=/app/.venv UV_CACHE_DIR=/uv UV_OFFLINE=1 UV_NO_CONFIG=1 UV_LINK_MODE=copy UV_PYTHON=/usr/bin/python\(minor)
        COPY pyproject.toml uv.lock ./
        RUN ["/tools/uv", "sync", "--frozen", "--no-dev", "--compile-bytecode"]
        FROM localhost/tare-bench-base
        WORKDIR /app
        COPY --from=packages /app/.venv /app/.venv
        COPY agent /app/agent
        COPY server.py /app/
        ENV PATH=/app/.venv/bin:/usr/bin
        USER 65532:65532
        CMD ["/app/.venv/bin/python", "-m", "uvicorn", "server:app", "--host", "0.0.0.0"]

        """
    }
}
