import Foundation
import Synchronization
import Testing

/// Images in a registry on loopback at the names that generated Dockerfiles have: assembled bases as they are, and in place
/// of what only public registries have, stand-ins of the same kind. A `registries.conf` leads there.
final class StandInImages: Sendable {
    static let isPossible: Bool = {
        let missing = ["buildah", "docker-registry", "skopeo", "bwrap", "umoci"].filter { Peers.find($0) == nil }
        if !missing.isEmpty { print("skipped: not installed: " + missing.joined(separator: ", ")) }
        return getuid() == 0 && missing.isEmpty && ManagedPythonMirror.isPossible && ExampleService.isPossible
    }()
    static let shared = Result { try StandInImages() }

    /// Whether all recipes are built, and not only two.
    static let all = ProcessInfo.processInfo.environment["TARE_TEST_ALL_IMAGES"] == "1"

    /// A recipe, and what its base is made of here.
    struct Recipe: Sendable, CustomTestStringConvertible {
        enum Source: Sendable {
            case assembled(String, String)
            /// A CPython at `/usr/local`, as Docker's official image has it.
            case python(String)
        }

        var id: String
        var image: String
        var source: Source
        var python: String
        var testDescription: String { id }
    }

    private static var minor: String { ManagedPythonMirror.minors.first ?? "3.13" }

    static var recipes: [Recipe] {
        let minor = Self.minor
        func google(_ name: String, _ recipe: String, _ release: (String, String), _ python: String) -> Recipe {
            Recipe(
                id: "distroless-\(name)-debian\(release.0)",
                image: "gcr.io/distroless/\(name == "python" ? "python3" : name)-debian\(release.0):nonroot",
                source: .assembled(recipe, release.1), python: python)
        }
        func debian(_ recipe: String, _ suite: String, _ python: String) -> Recipe {
            Recipe(
                id: "\(recipe)-\(suite)", image: "localhost/tare/\(recipe):\(suite)", source: .assembled(recipe, suite),
                python: python)
        }
        let (bookworm, trixie) = (("12", "bookworm"), ("13", "trixie"))
        return [
            Recipe(
                id: "slim-trixie", image: "docker.io/library/python:\(minor)-slim-trixie", source: .python("trixie"),
                python: minor),
            google("cc", "debian-distroless-cc", trixie, minor),
        ]
            + (all
                ? [
                    Recipe(
                        id: "slim-bookworm", image: "docker.io/library/python:\(minor)-slim-bookworm",
                        source: .python("bookworm"), python: minor),
                    google("python", "debian-distroless-python", trixie, "3.13"),
                    google("python", "debian-distroless-python", bookworm, "3.11"),
                    google("cc", "debian-distroless-cc", bookworm, minor),
                    debian("debian-slim", "trixie", minor), debian("debian-slim", "bookworm", minor),
                    debian("debian-distroless-cc", "trixie", minor), debian("debian-distroless-cc", "bookworm", minor),
                    debian("debian-distroless-python", "trixie", "3.13"),
                    debian("debian-distroless-python", "bookworm", "3.11"),
                ] : [])
    }

    private let scratch: Scratch
    private let port: Int
    // Kept so that it runs.
    nonisolated(unsafe) private let registry: LoopbackRegistry
    private let lock = NSLock()
    nonisolated(unsafe) private var pushed: Set<String> = []

    private init() throws {
        scratch = try Scratch()
        registry = try LoopbackRegistry(scratch)
        port = registry.port
        for folder in ["uv", "tmp"] {
            try FileManager.default.createDirectory(atPath: scratch.path(folder), withIntermediateDirectories: true)
        }
        var hosts = "short-name-mode = \"disabled\"\n"
        for host in ["docker.io", "gcr.io", "ghcr.io", "localhost"] {
            hosts += "[[registry]]\nprefix = \"\(host)\"\nlocation = \"127.0.0.1:\(port)/\(host)\"\ninsecure = true\n"
        }
        try hosts.write(toFile: scratch.path("registries.conf"), atomically: false, encoding: .utf8)
        // Kept for all tests of a run: nothing else ends it, layers are large, and buildah leaves some mounted.
        Self.folder.withLock { $0 = scratch.url.path }
        atexit { StandInImages.remove() }
        try writeUVSettings()
        try pushUV()
    }

    private static let folder = Mutex<String?>(nil)

    private static func remove() {
        guard let folder = folder.withLock({ $0 }) else { return }
        let script =
            "cut -d' ' -f2 /proc/mounts | grep '^\(folder)/' | while read -r mount; do umount -l $mount 2>/dev/null; done; rm -rf '\(folder)'"
        let words: [String] = ["/bin/sh", "-c", script]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var child = pid_t()
        if posix_spawn(&child, "/bin/sh", nil, nil, &arguments, environ) == 0 { waitpid(child, nil, 0) }
    }

    /// What uv needs to know of this machine: where CPythons are, and where the index is if that is said. A file beside
    /// the build, mounted for its time: nothing of it is in a Dockerfile or an image.
    private func writeUVSettings() throws {
        let environment = ProcessInfo.processInfo.environment
        let mirror = try ManagedPythonMirror.folder()
        let program = """
            import hashlib, json, os, re, sys
            found = {}
            for root, _, names in os.walk(sys.argv[1]):
                for name in names:
                    match = re.match(r"cpython-(\\d+)\\.(\\d+)\\.(\\d+)\\+(\\d+)-(\\w+?)-unknown-linux-(gnu|musl)-", name)
                    if not match: continue
                    major, minor, patch, build, machine, library = match.groups()
                    path = os.path.relpath(os.path.join(root, name), sys.argv[1]).replace("+", "%2B")
                    found[f"cpython-{major}.{minor}.{patch}-linux-{machine}-{library}"] = {
                        "name": "cpython", "arch": {"family": machine, "variant": None}, "os": "linux", "libc": library,
                        "major": int(major), "minor": int(minor), "patch": int(patch), "prerelease": "", "build": build,
                        "variant": None, "url": "file:///mirror/" + path,
                        "sha256": hashlib.sha256(open(os.path.join(root, name), "rb").read()).hexdigest()}
            json.dump(found, open(sys.argv[2], "w"))
            """
        let listed = try TareProcess.command(
            "/usr/bin/env", ["python3", "-c", program, mirror, scratch.path("uv/downloads.json")])
        try #require(listed.code == 0, "\(listed.errors)")
        var settings = "system-certs = true\npython-downloads-json-url = \"file:///etc/uv/downloads.json\"\n"
        if let index = ["UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"].lazy.compactMap({ environment[$0] }).first
        {
            settings += "index-url = \"\(index)\"\n"
        }
        try settings.write(toFile: scratch.path("uv/uv.toml"), atomically: false, encoding: .utf8)
    }

    /// The image of uv: its static program, which the Python index has too, and nothing else.
    private func pushUV() throws {
        let version = "0.13.9"
        let kept = Places.cache.appending(path: "tare-test/uv-musl-\(version)").path
        if !FileManager.default.fileExists(atPath: kept + "/uv") {
            let pip = URL(filePath: try #require(Peers.uv)).deletingLastPathComponent().appending(path: "pip").path
            let machine = try TareProcess.command("/bin/uname", ["-m"]).text.trimmingCharacters(
                in: .whitespacesAndNewlines)
            let fetched = try TareProcess.command(
                pip,
                [
                    "install", "-q", "--no-deps", "--only-binary", ":all:", "--platform", "musllinux_1_1_\(machine)",
                    "--target", scratch.path("wheel"), "uv==\(version)",
                ])
            try #require(fetched.code == 0, "\(fetched.errors)")
            try? FileManager.default.createDirectory(atPath: kept, withIntermediateDirectories: true)
            for name in ["uv", "uvx"] {
                try FileManager.default.copyItem(atPath: scratch.path("wheel/bin/\(name)"), toPath: "\(kept)/\(name)")
            }
        }
        try push("FROM scratch\nCOPY uv uvx /\nENTRYPOINT [\"/uv\"]\n", kept, as: "ghcr.io/astral-sh/uv:\(version)")
    }

    /// Puts the base of a recipe where its Dockerfile looks for it.
    func serve(_ recipe: Recipe) throws {
        lock.lock()
        defer { lock.unlock() }
        switch recipe.source {
        case .assembled(let name, let suite): try copy(name, suite, as: recipe.image)
        case .python(let suite):
            let base = "localhost/tare/debian-slim:\(suite)"
            try copy("debian-slim", suite, as: base)
            guard pushed.insert(recipe.image).inserted else { return }
            let folder = scratch.path("python-\(suite)")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let release = try ManagedPythonMirror.folder() + "/" + ManagedPythonMirror.release
            let archive = try #require(
                try FileManager.default.contentsOfDirectory(atPath: release).first {
                    $0.hasPrefix("cpython-\(recipe.python).")
                })
            try #require(
                try TareProcess.command("/bin/tar", ["-xzf", release + "/" + archive, "-C", folder]).code == 0)
            try push("FROM \(base)\nCOPY python /usr/local\nCMD [\"python3\"]\n", folder, as: recipe.image)
        }
    }

    private func copy(_ name: String, _ suite: String, as image: String) throws {
        guard pushed.insert(image).inserted else { return }
        let archive = try AssembledBases.archive(name, suite)
        let copied = try TareProcess.command(
            try #require(Peers.skopeo),
            [
                "--insecure-policy", "copy", "-q", "--dest-tls-verify=false", "oci-archive:" + archive + ":base",
                "docker://127.0.0.1:\(port)/\(image)",
            ])
        try #require(copied.code == 0, "\(copied.errors)")
    }

    private func push(_ dockerfile: String, _ context: String, as image: String) throws {
        let file = scratch.path("Dockerfile." + String(image.filter { $0.isLetter || $0.isNumber }))
        try dockerfile.write(toFile: file, atomically: false, encoding: .utf8)
        try buildah(["bud", "--isolation", "chroot", "-q", "-f", file, "-t", image, context])
        try buildah(["push", "-q", "--tls-verify=false", image, "docker://127.0.0.1:\(port)/\(image)"])
        // From here on it is only where a Dockerfile finds it.
        try buildah(["rmi", "-f", image])
    }

    /// Builds a project's Dockerfile, as it is, into a docker-archive, which keeps the health check.
    func build(_ project: String, dockerfile: String, to archive: String) throws {
        let name = "localhost/built-" + String(archive.filter(\.isNumber).suffix(12)) + ":1"
        let mirror = try ManagedPythonMirror.folder()
        try buildah([
            "bud", "--isolation", "chroot", "--format", "docker", "-q", "--volume", "/etc/ssl/certs:/etc/ssl/certs:ro",
            "--volume", scratch.path("uv") + ":/etc/uv:ro", "--volume", mirror + ":/mirror:ro", "-f",
            project + "/" + dockerfile, "-t", name, project,
        ])
        try buildah(["push", "-q", name, "docker-archive:\(archive):agent:1"])
        try buildah(["rmi", "-f", name])
    }

    private func buildah(_ arguments: [String]) throws {
        let outcome = try TareProcess.command(
            try #require(Peers.buildah),
            ["--root", scratch.path("storage"), "--runroot", scratch.path("run")] + arguments,
            environment: [
                "CONTAINERS_REGISTRIES_CONF": scratch.path("registries.conf"), "TMPDIR": scratch.path("tmp"),
            ])
        try #require(outcome.code == 0, "\(arguments): \(outcome.errors.suffix(4000))\(outcome.text.suffix(2000))")
    }
}
