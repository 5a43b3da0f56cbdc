import Foundation
import Testing

/// `tare build` on the example, with an assembled base and wheels of the Python index.
@Suite("tare build", .serialized, .enabled(if: ExampleService.isPossible, "needs a Debian mirror and the Python index"))
struct BuildCommandTests {
    private static let base = "debian-distroless-python-trixie"

    private func build(
        _ arguments: [String], of project: String = ExampleService.path, environment: [String: String] = [:]
    ) throws -> TareProcess.Outcome {
        try TareProcess.run(
            ["build", project, "--base", Self.base, "--format", "json"] + arguments,
            environment: AssembledBases.environment.merging(environment) { $1 })
    }

    @Test(
        .enabled(
            if: getuid() == 0 && Peers.umoci != nil && Peers.bwrap != nil && Peers.uv != nil,
            "needs root, umoci, bubblewrap and uv"))
    func `an image starts, and has the files that uv installs`() throws {
        let scratch = try Scratch()
        let archive = scratch.path("image.tar")
        let outcome = try build(["-o", "oci-archive:\(archive):base"])
        try #require(outcome.code == 0, "\(outcome.errors)")
        let root = try RootFileSystem(of: archive)
        let probe = try root.run(
            ["/app/.venv/bin/python", "-c", ExampleService.probe], environment: ["PATH": "/app/.venv/bin:/usr/bin"],
            folder: "/app")
        #expect(probe.code == 0 && probe.text.contains("200"), "\(probe.errors)")

        let peer = try RootFileSystem(of: try AssembledBases.archive("debian-distroless-python", "trixie"))
        _ = try ExampleService.install(in: peer, minor: "3.13")
        let packages = "/app/.venv/lib/python3.13/site-packages"
        let (ours, theirs) = (try files(root.path + packages), try files(peer.path + packages))
        #expect(Set(ours.keys) == Set(theirs.keys), "\(Set(ours.keys).symmetricDifference(theirs.keys).sorted())")
        for (name, content) in ours where theirs[name] != nil { #expect(theirs[name] == content, "\(name)") }
        #expect(ours.count > 3_000)

        let modules = try root.run(
            [
                "/app/.venv/bin/python", "-c",
                "import fastapi, importlib.util as u; print(open(fastapi.__cached__, 'rb').read(8) == u.MAGIC_NUMBER + bytes([1, 0, 0, 0]))",
            ], environment: [:], folder: "/app")
        if outcome.errors.contains("bytecode is left out") {
            print("skipped: no CPython 3.13 on this machine to compile with")
        } else {
            #expect(modules.text == "True\n", "\(modules.errors)")
        }
    }

    /// Contents by path: what an installer writes of itself and bytecode left out, commands by their own first line.
    private func files(_ folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        let names = try #require(FileManager.default.enumerator(atPath: folder))
        for case let name as String in names {
            let last = (name as NSString).lastPathComponent
            guard !name.contains("__pycache__"), !name.hasPrefix("bin/"), !["RECORD", "INSTALLER"].contains(last),
                last != ".lock", last != "uv_cache.json"
            else { continue }
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder),
                !isFolder.boolValue
            else { continue }
            files[name] = try Data(contentsOf: URL(filePath: folder + "/" + name))
        }
        return files
    }

    @Test func `two builds in other places, locales and masks give the same digest`() throws {
        let scratch = try Scratch()
        let first = try build(["-o", "oci:" + scratch.path("one")])
        try #require(first.code == 0, "\(first.errors)")
        let copy = scratch.path("elsewhere/näme")
        try FileManager.default.createDirectory(
            atPath: scratch.path("elsewhere"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: ExampleService.path, toPath: copy)
        // Its own cache: every layer is written anew; the base alone is at hand.
        try AssembledBases.copyCache(["bases"], to: scratch.path("cache"))
        let second = try TareProcess.command(
            "/bin/sh",
            [
                "-c", "umask 077; exec \"$@\"", "sh", TareProcess.binary, "build", copy, "--base", Self.base,
                "--format", "json", "-o", "oci:" + scratch.path("two"),
            ],
            environment: [
                "TARE_CACHE_DIR": scratch.path("cache"), "TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8",
                "LANG": "tr_TR.UTF-8",
            ])
        try #require(second.code == 0, "\(second.errors)")
        // The example lies in a checkout, its copy in none.
        func layers(_ outcome: TareProcess.Outcome) throws -> [String] {
            let image = try #require((try outcome.json()["images"] as? [[String: Any]])?.first)
            return try #require(image["layers"] as? [[String: Any]]).compactMap { $0["digest"] as? String }
        }
        #expect(try layers(first) == layers(second))
        let third = try build(["-o", "oci:" + scratch.path("three")], of: copy)
        #expect(try third.json()["digest"] as? String == (try second.json()["digest"] as? String))
    }

    @Test(.enabled(if: Peers.skopeo != nil, "needs skopeo"))
    func `skopeo reads every form that is written`() throws {
        let scratch = try Scratch()
        let outputs = [
            "oci:" + scratch.path("layout") + ":agent", "oci-archive:" + scratch.path("oci.tar"),
            "docker-archive:" + scratch.path("docker.tar") + ":agent:1",
        ]
        let outcome = try build(outputs.flatMap { ["-o", $0] } + ["--label", "a=b"])
        try #require(outcome.code == 0, "\(outcome.errors)")
        let result = try #require((try outcome.json()["images"] as? [[String: Any]])?.first)
        for output in outputs {
            let config = try TareProcess.command(
                try #require(Peers.skopeo), ["inspect", "--config", output]
            ).json()
            let execution = try #require(config["config"] as? [String: Any])
            #expect(execution["User"] as? String == "65532:65532" && execution["WorkingDir"] as? String == "/app")
            #expect((execution["Labels"] as? [String: String])?["a"] == "b")
            #expect((execution["Cmd"] as? [String])?.first == "/app/.venv/bin/python")
            #expect(execution["Entrypoint"] == nil)
            let identifiers = (config["rootfs"] as? [String: Any])?["diff_ids"] as? [String]
            let made = (result["layers"] as? [[String: Any]])?.compactMap { $0["diffID"] as? String } ?? []
            #expect(identifiers?.suffix(made.count) == made[...])
            let copied = try TareProcess.command(
                try #require(Peers.skopeo), ["--insecure-policy", "copy", "-q", output, "dir:" + scratch.path("copy")])
            #expect(copied.code == 0, "\(copied.errors)")
        }
    }

    @Test(
        .enabled(if: Peers.skopeo != nil, "needs skopeo"),
        arguments: [("/health", ":8000/health'"), ("/healthz", ":8000/healthz'"), ("/about", "create_connection")])
    func `the health check asks for what the sources answer`(route: String, check: String) throws {
        let scratch = try Scratch()
        let copy = scratch.path("project")
        try FileManager.default.copyItem(atPath: ExampleService.path, toPath: copy)
        let server = try String(contentsOfFile: copy + "/server.py", encoding: .utf8)
        try server.replacing("\"/health\"", with: "\"\(route)\"").write(
            toFile: copy + "/server.py", atomically: true, encoding: .utf8)
        let output = "oci:" + scratch.path("layout") + ":agent"
        let outcome = try build(["-o", output], of: copy)
        try #require(outcome.code == 0, "\(outcome.errors)")
        // Its own form of a configuration has no health check.
        let config = try TareProcess.command(
            try #require(Peers.skopeo), ["inspect", "--config", "--raw", output]
        ).json()
        let execution = try #require(config["config"] as? [String: Any])
        let test = try #require((execution["Healthcheck"] as? [String: Any])?["Test"] as? [String])
        #expect(test.last?.contains(check) == true, "\(test)")
    }

    @Test func `a code change rewrites the application's layer alone`() throws {
        let scratch = try Scratch()
        let copy = scratch.path("project")
        try FileManager.default.copyItem(atPath: ExampleService.path, toPath: copy)
        func layers() throws -> [[String: Any]] {
            let outcome = try build(["-o", "oci:" + scratch.path("layout") + ":agent"], of: copy)
            try #require(outcome.code == 0, "\(outcome.errors)")
            let image = try #require((try outcome.json()["images"] as? [[String: Any]])?.first)
            return try #require(image["layers"] as? [[String: Any]])
        }
        let before = try layers()
        let server = try String(contentsOfFile: copy + "/server.py", encoding: .utf8)
        try (server + "\n# changed\n").write(toFile: copy + "/server.py", atomically: true, encoding: .utf8)
        try "notes\n".write(toFile: copy + "/.dockerignore", atomically: true, encoding: .utf8)
        let noted = try layers()
        try FileManager.default.createDirectory(atPath: copy + "/notes", withIntermediateDirectories: true)
        try "x".write(toFile: copy + "/notes/a.txt", atomically: true, encoding: .utf8)
        let after = try layers()
        for (one, other) in zip(before.dropLast(), after.dropLast()) {
            #expect(one["digest"] as? String == other["digest"] as? String)
            #expect(other["isNew"] as? Bool == false)
        }
        #expect(before.last?["digest"] as? String != after.last?["digest"] as? String)
        #expect(
            noted.last?["digest"] as? String == after.last?["digest"] as? String, "what is ignored is no part of it")
    }

    @Test func `a wheel of another digest is refused, and nothing is written`() throws {
        let scratch = try Scratch()
        let copy = scratch.path("project")
        try FileManager.default.copyItem(atPath: ExampleService.path, toPath: copy)
        let lock = try String(contentsOfFile: copy + "/uv.lock", encoding: .utf8)
        let wheel = try #require(lock.firstRange(of: "idna-"))
        let hash = try #require(lock[wheel.upperBound...].firstRange(of: ".whl\", hash = \"sha256:"))
        var changed = lock
        let place = hash.upperBound
        changed.replaceSubrange(place...place, with: lock[place] == "0" ? "1" : "0")
        try changed.write(toFile: copy + "/uv.lock", atomically: true, encoding: .utf8)
        let outcome = try build(["-o", "oci:" + scratch.path("layout")], of: copy)
        #expect(outcome.code != 0 && outcome.errors.contains("idna-"), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: scratch.path("layout")))
    }

    @Test(
        .enabled(
            if: getuid() == 0 && Peers.umoci != nil && Peers.bwrap != nil && Peers.uv != nil,
            "needs root, umoci, bubblewrap and uv"))
    func `a project that is a package is built and installed, with its command`() throws {
        let scratch = try Scratch()
        let project = scratch.path("project")
        let git = project + "/.git"
        for folder in [project + "/src/greeter", git] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        let commit = String(repeating: "0123456789", count: 4)
        for (name, content) in [
            (
                "pyproject.toml",
                """
                [project]
                name = "greeter"
                version = "2.1"
                requires-python = ">=3.11"
                dependencies = ["six==1.17.0"]
                [project.scripts]
                greet = "greeter:main"
                [build-system]
                requires = ["uv_build>=0.5"]
                build-backend = "uv_build"

                """
            ), ("src/greeter/__init__.py", "import six\ndef main():\n    print('hello', six.__version__)\n"),
            ("README.md", "none of the wheel\n"), (".git/HEAD", commit + "\n"),
            (".git/config", "[remote \"origin\"]\n\turl = https://user:secret@example.org/team/greeter.git\n"),
        ] { try content.write(toFile: project + "/" + name, atomically: false, encoding: .utf8) }
        let uv = try #require(Peers.uv)
        let locked = try TareProcess.command(uv, ["lock", "-q", "--directory", project])
        try #require(locked.code == 0, "\(locked.errors)")
        let archive = scratch.path("image.tar")
        let tools = URL(filePath: uv).deletingLastPathComponent().path
        let path = tools + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
        let outcome = try build(
            ["-o", "oci-archive:\(archive):base"], of: project, environment: ["PATH": path])
        try #require(outcome.code == 0, "\(outcome.errors)")
        let root = try RootFileSystem(of: archive)
        let greeting = try root.run(["/app/.venv/bin/greet"])
        #expect(greeting.text == "hello 1.17.0\n", "\(greeting.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: root.path + "/app") == [".venv"])
        let inspected = try TareProcess.run(
            ["inspect", "oci-archive:" + archive, "--format", "json"], environment: scratch.environment)
        #expect(!inspected.text.contains("secret"))
        func document(_ name: String) throws -> [String: Any] {
            let bytes = try Data(contentsOf: URL(filePath: root.layout + "/" + name))
            return try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
        }
        let entry = try #require((try document("index.json")["manifests"] as? [[String: Any]])?.first)
        let digest = try #require(entry["digest"] as? String).replacingOccurrences(of: ":", with: "/")
        let annotations = try #require(try document("blobs/" + digest)["annotations"] as? [String: String])
        let prefix = "org.opencontainers.image."
        #expect(annotations[prefix + "source"] == "https://example.org/team/greeter")
        #expect(annotations[prefix + "revision"] == commit)
        #expect(annotations[prefix + "title"] == "greeter" && annotations[prefix + "version"] == "2.1")
        #expect(annotations[prefix + "base.name"] == Self.base)
    }
}
