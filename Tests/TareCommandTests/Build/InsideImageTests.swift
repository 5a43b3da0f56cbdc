import Foundation
import Testing

/// The example on assembled bases, seen from the inside: its service by the official client, its packages by uv and pip.
@Suite(
    "tare build: inside the image", .serialized,
    .enabled(
        if: getuid() == 0 && Peers.umoci != nil && Peers.bwrap != nil && Peers.uv != nil && ExampleService.isPossible,
        "needs root, umoci, bubblewrap, uv, a Debian mirror and the Python index"))
struct InsideImageTests {
    /// One has an interpreter, or all: those without need a mirror of CPythons besides.
    private static let bases: [String] = {
        let own = ["debian-distroless-python-trixie", "debian-distroless-python-bookworm"]
        guard ProcessInfo.processInfo.environment["TARE_TEST_ALL_IMAGES"] == "1" else { return [own[0]] }
        let managed = [
            "debian-slim-bookworm", "debian-slim-trixie", "debian-distroless-cc-bookworm",
            "debian-distroless-cc-trixie",
        ]
        return own + (ManagedPythonMirror.isPossible ? managed : [])
    }()

    @Test(arguments: bases)
    func `it answers, and uv, pip and uv sync agree on what is installed`(base: String) throws {
        let scratch = try Scratch()
        let archive = scratch.path("image.tar")
        var environment = AssembledBases.environment
        if !base.contains("python") { environment["TARE_PYTHON_MIRROR"] = try ManagedPythonMirror.folder() }
        let built = try TareProcess.run(
            ["build", ExampleService.path, "--base", base, "--format", "json", "-o", "oci-archive:\(archive):base"],
            environment: environment)
        try #require(built.code == 0, "\(built.errors)")
        let image = try #require((try built.json()["images"] as? [[String: Any]])?.first)
        let minor = try #require(image["python"] as? String).split(separator: ".").prefix(2).joined(separator: ".")
        let root = try RootFileSystem(of: archive)
        let python = "/app/.venv/bin/python"
        let path = ["PATH": "/app/.venv/bin:/usr/bin:/bin"]

        // As tare runs it, and as the official client sees it.
        let verified = try TareProcess.run(
            ["verify", "oci-archive:" + archive, "--run", "--format", "json"], environment: environment)
        #expect(verified.code == 0, "\(verified.errors)\(verified.text.suffix(2000))")
        let run = try #require(try verified.json()["run"] as? [String: Any])
        let asked = try root.run([python, "-c", Self.client], environment: path, folder: "/app")
        try #require(asked.code == 0, "\(asked.errors)")
        let lines = asked.text.split(separator: "\n").map(String.init)
        #expect(lines.last == "python/cpython 7 PSF-2.0", "\(asked.text)")
        #expect((run["mcp"] as? [String: Any])?["tools"] as? [String] == Array(lines.dropLast()))

        // What uv sync installs for the same minor.
        let peer = try Self.sync(scratch, minor: minor)
        let packages = "lib/python\(minor)/site-packages"
        let (ours, theirs) = (
            try Self.files(root.path + "/app/.venv/" + packages), try Self.files(peer + "/" + packages)
        )
        #expect(ours.keys.sorted() == theirs.keys.sorted(), "\(Set(ours.keys).symmetricDifference(theirs.keys))")
        for (name, content) in ours where theirs[name] != content { Issue.record("\(name) differs from uv's") }
        func commands(_ folder: String) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder + "/bin")
                .filter {
                    !$0.hasPrefix("activate") && !$0.hasPrefix("python") && !$0.hasPrefix("pydoc")
                        && $0 != "deactivate.bat"
                }
                .sorted()
        }
        #expect(try commands(root.path + "/app/.venv") == commands(peer))

        // What tools inside the image say of it.
        let uv = try #require(Peers.uv)
        let listed = try root.run(
            [
                "/tmp/uv", "pip", "list", "--python", python, "--format", "freeze", "--no-cache", "--offline",
                "--no-config",
            ],
            environment: path, showing: [uv: "/tmp/uv"])
        #expect(listed.code == 0, "\(listed.errors)")
        let outside = try TareProcess.command(
            uv,
            [
                "pip", "list", "--python", peer + "/bin/python", "--format", "freeze", "--no-cache", "--offline",
                "--no-config",
            ])
        #expect(listed.text == outside.text && listed.text.split(separator: "\n").count > 40, "\(outside.errors)")
        // pip's code alone: what it checks are the image's packages.
        let pip = try #require(
            FileManager.default.enumerator(atPath: URL(filePath: uv).deletingLastPathComponent().path + "/../lib")?
                .lazy.compactMap { $0 as? String }.first { $0.hasSuffix("site-packages/pip") })
        let pipFolder = URL(filePath: uv).deletingLastPathComponent().path + "/../lib/" + pip
        let checked = try root.run(
            [python, "-m", "pip", "check"], environment: path.merging(["PYTHONPATH": "/tmp/pip"]) { $1 },
            showing: [pipFolder: "/tmp/pip/pip"])
        #expect(
            checked.code == 0 && checked.text == "No broken requirements found.\n", "\(checked.text)\(checked.errors)")
        print("\(base): \(ours.count) files and \(listed.text.split(separator: "\n").count) packages agree")
    }

    /// The environment that uv makes of the lock, with an interpreter of the minor on this machine.
    private static func sync(_ scratch: Scratch, minor: String) throws -> String {
        let folder = scratch.path("peer/.venv")
        let interpreter = ManagedPythonMirror.interpreters.first { $0.version.hasPrefix(minor + ".") }?.program
        let outcome = try TareProcess.command(
            try #require(Peers.uv),
            [
                "sync", "-q", "--frozen", "--no-dev", "--no-config", "--link-mode", "copy", "--directory",
                ExampleService.path, "--python", interpreter ?? minor, "--cache-dir",
                Places.cache.appending(path: "tare-test/uv").path,
            ], environment: ["UV_PROJECT_ENVIRONMENT": folder])
        try #require(outcome.code == 0, "\(outcome.errors)")
        return folder
    }

    /// Contents by path, but for what installers write of themselves and what interpreters write.
    private static func files(_ folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        let names = try #require(FileManager.default.enumerator(atPath: folder))
        while let name = names.nextObject() as? String {
            let last = (name as NSString).lastPathComponent
            guard names.fileAttributes?[.type] as? FileAttributeType == .typeRegular, !name.contains("__pycache__"),
                !["RECORD", "INSTALLER", "_virtualenv.py", "_virtualenv.pth"].contains(last)
            else { continue }
            files[name] = try Data(contentsOf: URL(filePath: folder + "/" + name))
        }
        return files
    }

    /// Starts the service beside something that answers as GitHub does; lists the tools, and calls one.
    private static let client = AgentImages.client(
        setup: """
            class GitHub(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    body = json.dumps({"full_name": self.path.removeprefix("/repos/"), "description": None, "stargazers_count": 7,
                        "open_issues_count": 0, "default_branch": "main", "license": {"spdx_id": "PSF-2.0"}}).encode()
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                def log_message(self, *arguments): pass
            github = http.server.HTTPServer(("127.0.0.1", 0), GitHub)
            threading.Thread(target=github.serve_forever, daemon=True).start()
            """,
        environment: """
            dict(os.environ, GITHUB_TOKEN="t", GITHUB_API=f"http://127.0.0.1:{github.server_port}")
            """,
        question: [
            "answer = await client.call_tool(\"get_repository\", {\"owner\": \"python\", \"name\": \"cpython\"})",
            "found = json.loads(answer.content[0].text)",
            "print(found[\"name\"], found[\"stars\"], found[\"license\"])",
        ])
}
