import Foundation
import Testing

/// `tare compare` on the example that the guide deploys, with bases assembled from Debian's archive and wheels of the
/// Python index.
@Suite(
    "tare compare", .serialized, .enabled(if: ExampleService.isPossible, "needs a Debian mirror and the Python index"))
struct CompareCommandTests {
    @Test(
        .enabled(
            if: getuid() == 0 && Peers.umoci != nil && Peers.bwrap != nil && Peers.uv != nil,
            "needs root, umoci, bubblewrap and uv"),
        arguments: [("trixie", "3.13"), ("bookworm", "3.11")])
    func `what is said to start starts, with the packages that uv installs`(suite: String, minor: String) throws {
        let id = "debian-distroless-python-\(suite)"
        let result = try compare(["--base", id]).json()
        let candidate = try #require((result["candidates"] as? [[String: Any]])?.first)
        #expect((candidate["python"] as? String)?.hasPrefix(minor + ".") == true)
        let proof = try #require(candidate["proof"] as? [String: Any])
        #expect(proof["status"] as? String == "starts", "\(proof)")
        #expect((result["recommendation"] as? [String: Any])?["id"] as? String == id)

        let root = try RootFileSystem(of: try AssembledBases.archive("debian-distroless-python", suite))
        let installed = try ExampleService.install(in: root, minor: minor)
        // The same wheels, by number; which ones the tests of the choice hold against uv.
        #expect((candidate["wheels"] as? [String: Any])?["chosen"] as? Int == installed)
        let outcome = try root.run(
            ["/app/.venv/bin/python", "-c", ExampleService.probe], environment: ["PATH": "/app/.venv/bin:/usr/bin"],
            folder: "/app")
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.text.contains("200"), "\(outcome.text)")
    }

    @Test func `a second answer is the same, without the network`() throws {
        let first = try compare([
            "--base", "debian-distroless-python-trixie", "--base", "debian-distroless-python-bookworm",
        ])
        let second = try compare(
            ["--base", "debian-distroless-python-trixie", "--base", "debian-distroless-python-bookworm", "--offline"])
        func steady(_ outcome: TareProcess.Outcome) -> [String] {
            outcome.text.split(separator: "\n").filter { !$0.contains("\"observed\"") }.map(String.init)
        }
        #expect(first.code == 0 && second.code == 0, "\(second.errors)")
        #expect(steady(first) == steady(second))
        let keys = Set(try first.json().keys)
        #expect(keys == ["schema", "project", "candidates", "recommendation"])
        let project = try #require(try first.json()["project"] as? [String: Any])
        #expect(project["application"] as? String == "server:app")
        #expect(project["lock"] as? String == "uv.lock")
    }

    @Test func `a base whose registry cannot be reached is shown as stated, never as measured`() throws {
        let scratch = try Scratch()
        let outcome = try TareProcess.run(
            ["compare", ExampleService.path, "--base", "slim-bookworm", "--format", "json", "--offline"],
            environment: scratch.environment)
        #expect(outcome.code == 1, "no base is known to run the project")
        let result = try outcome.json()
        let candidate = try #require((result["candidates"] as? [[String: Any]])?.first)
        #expect(candidate["evidence"] as? String == "stated")
        #expect((candidate["sources"] as? [[String: Any]])?.isEmpty == false)
        #expect((candidate["proof"] as? [String: Any])?["status"] as? String == "unknown")
        #expect((result["recommendation"] as? [String: Any])?["id"] is NSNull)
        // What the lock alone tells is known all the same.
        #expect(((candidate["wheels"] as? [String: Any])?["chosen"] as? Int ?? 0) > 40)
    }

    @Test func `wheels that cannot be read leave their candidate open, and fail nothing`() throws {
        // Bases are at hand, wheels are not, and nothing may be asked for.
        let scratch = try Scratch()
        let base = "debian-distroless-python-trixie"
        try #require(try compare(["--base", base]).code == 0)
        try AssembledBases.copyCache(["bases"], to: scratch.path("cache"))
        let outcome = try TareProcess.run(
            ["compare", ExampleService.path, "--base", base, "--format", "json", "--offline"],
            environment: scratch.environment)
        #expect(outcome.code == 1, "\(outcome.errors)")
        let candidate = try #require((try outcome.json()["candidates"] as? [[String: Any]])?.first)
        #expect(candidate["evidence"] as? String == "measured")
        let proof = try #require(candidate["proof"] as? [String: Any])
        #expect(proof["status"] as? String == "unknown")
        #expect("\(proof)".contains("a wheel could not be read"))
        #expect((candidate["size"] as? [String: Any])?["addedUncompressed"] is NSNull)
    }

    @Test func `packages that need a build are named, and not taken for installed`() throws {
        let outcome = try TareProcess.run(
            [
                "compare", Places.root.appending(path: "examples/native").path, "--base",
                "debian-distroless-python-trixie", "--format", "json",
            ], environment: AssembledBases.environment)
        let candidate = try #require((try outcome.json()["candidates"] as? [[String: Any]])?.first)
        let wheels = try #require(candidate["wheels"] as? [String: Any])
        let needed = (wheels["needBuild"] as? [[String: Any]])?.compactMap { $0["package"] as? String }
        #expect(needed == ["psycopg2"])
        #expect((candidate["proof"] as? [String: Any])?["status"] as? String == "unknown")
        #expect(outcome.code == 1)
    }

    @Test(
        "a project that is none, or broken, is refused with where and why",
        arguments: [
            ("", "", 4, "has no lock file"), ("uv.lock", "version = 2\n", 4, "uv.lock:1"),
            ("uv.lock", "version = 1\n[[package]\n", 4, "uv.lock:2"),
            ("requirements.txt", "fastapi==0.1 ==\n", 4, "requirements.txt:1"),
        ])
    func refused(file: String, content: String, code: Int32, what: String) throws {
        let scratch = try Scratch()
        if !file.isEmpty { try content.write(toFile: scratch.path(file), atomically: false, encoding: .utf8) }
        let outcome = try TareProcess.run(["compare", scratch.url.path], environment: scratch.environment)
        #expect(outcome.code == code, "\(outcome.errors)")
        #expect(outcome.errors.contains(what), "\(outcome.errors)")
        #expect(outcome.text == "")
    }

    private func compare(_ more: [String]) throws -> TareProcess.Outcome {
        try TareProcess.run(
            ["compare", ExampleService.path, "--format", "json"] + more, environment: AssembledBases.environment)
    }
}

/// The example, installed by uv into a real root as `compare` plans it.
enum ExampleService {
    static let path = Places.root.appending(path: "examples/agent").path

    static let isPossible: Bool = {
        let reached = ["https://pypi.org/simple/six/", "http://deb.debian.org/debian/dists/trixie/InRelease"].allSatisfy
        {
            (try? TareProcess.command("/usr/bin/env", ["curl", "-sfL", "-o", "/dev/null", "--max-time", "20", $0]))?
                .code
                == 0
        }
        if !reached { print("skipped: no Debian mirror or no Python index can be reached") }
        return reached
    }()

    /// Installs; gives the number of distributions.
    static func install(in root: RootFileSystem, minor: String) throws -> Int {
        let scratch = try Scratch()
        let uv = try #require(Peers.uv)
        let list = scratch.path("requirements.txt")
        let environment = root.path + "/app/.venv"
        let packages = "\(environment)/lib/python\(minor)/site-packages"
        try FileManager.default.createDirectory(atPath: environment + "/bin", withIntermediateDirectories: true)
        for arguments in [
            ["export", "--frozen", "--no-dev", "--no-emit-project", "-q", "--directory", path, "-o", list],
            [
                "pip", "install", "-q", "--no-deps", "--require-hashes", "-r", list, "--target", packages,
                "--python-version", minor, "--python-platform", "x86_64-manylinux_2_36", "--link-mode", "copy",
            ],
        ] {
            let outcome = try TareProcess.command(uv, arguments + ["--cache-dir", scratch.path("uv")])
            try #require(outcome.code == 0, "\(outcome.errors)")
        }
        try FileManager.default.createSymbolicLink(
            atPath: environment + "/bin/python", withDestinationPath: "/usr/bin/python\(minor)")
        try "home = /usr/bin\n".write(toFile: environment + "/pyvenv.cfg", atomically: false, encoding: .utf8)
        for name in ["server.py", "agent"] {
            try FileManager.default.copyItem(atPath: "\(path)/\(name)", toPath: "\(root.path)/app/\(name)")
        }
        return try FileManager.default.contentsOfDirectory(atPath: packages).count { $0.hasSuffix(".dist-info") }
    }

    /// Starts the service as the plan's command does, and asks for its health.
    static let probe = """
        import subprocess, sys, time, urllib.request
        command = [sys.executable, "-m", "uvicorn", "server:app", "--host", "0.0.0.0", "--port", "8000"]
        service = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            for _ in range(400):
                if service.poll() is not None:
                    sys.exit(f"it ended with {service.returncode}")
                try:
                    print(urllib.request.urlopen("http://127.0.0.1:8000/health", timeout=20).status)
                    break
                except OSError:
                    time.sleep(0.2)
            else:
                sys.exit("it does not answer")
        finally:
            service.terminate()
        """
}
