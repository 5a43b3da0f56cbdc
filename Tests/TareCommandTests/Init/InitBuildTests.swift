import Foundation
import Testing

/// What `tare init` writes, built by an engine that is not ours, started, and asked by the official client.
@Suite(
    "Generated Dockerfiles", .serialized,
    .enabled(
        if: StandInImages.isPossible,
        "needs root, buildah, docker-registry, skopeo, umoci, bubblewrap, a Debian mirror and the Python index"))
struct InitBuildTests {
    @Test(arguments: StandInImages.recipes)
    func `an image is built, starts on a read-only root as nobody, and answers`(_ recipe: StandInImages.Recipe) throws {
        let images = try StandInImages.shared.get()
        try images.serve(recipe)
        let scratch = try Scratch()
        let project = scratch.path("agent")
        try FileManager.default.copyItem(atPath: ExampleService.path, toPath: project)
        let written = try TareProcess.run(
            ["init", project, "--offline", "--base", recipe.id, "--python", recipe.python],
            environment: AssembledBases.environment)
        try #require(written.code == 0, "\(written.errors)")
        // Not for the image.
        try FileManager.default.createDirectory(atPath: project + "/secrets", withIntermediateDirectories: true)
        try "hidden".write(toFile: project + "/secrets/GITHUB_TOKEN", atomically: false, encoding: .utf8)
        let archive = scratch.path("image.tar")
        try images.build(project, dockerfile: "Dockerfile", to: archive)

        let outcome = try TareProcess.run(
            ["verify", "docker-archive:" + archive, "--run", "--timeout", "90", "--format", "json"],
            environment: AssembledBases.environment)
        #expect(outcome.code == 0, "\(outcome.errors)\(outcome.text)")
        let result = try outcome.json()
        #expect(result["verdict"] as? String == "starts")
        #expect(result["application"] as? String == "server:app")
        let run = try #require(result["run"] as? [String: Any])
        #expect(run["status"] as? String == "healthy", "\(run)")
        let tools = try #require((run["mcp"] as? [String: Any])?["tools"] as? [String], "\(run)")

        let peer = try asked(archive, scratch)
        #expect(peer.tools == tools && tools.count > 1)
        #expect(peer.health == 0, "the image's own health check, while it runs")
        #expect(peer.healthAfter != 0, "and when it runs no more")
        #expect(!peer.files.contains { $0.contains("secrets") || $0.hasPrefix("Dockerfile") }, "\(peer.files)")
        print("answered: \(recipe.id), healthy after \(run["timeToHealthy"] ?? "-") ms, tools \(tools)")
    }

    /// Each kind of lock, of a project that is a package where it is not.
    @Test(.enabled(if: StandInImages.all, "asked for by TARE_TEST_ALL_IMAGES=1"), arguments: LockedProject.all)
    func `each kind of lock is installed by the builder`(_ project: LockedProject) throws {
        let images = try StandInImages.shared.get()
        let recipe = try #require(StandInImages.recipes.first { $0.id == project.base })
        try images.serve(recipe)
        let scratch = try Scratch()
        let folder = scratch.path("project")
        try project.write(to: folder)
        let written = try TareProcess.run(
            ["init", folder, "--base", recipe.id, "--python", recipe.python], environment: AssembledBases.environment)
        try #require(written.code == 0, "\(written.errors)")
        let archive = scratch.path("image.tar")
        try images.build(folder, dockerfile: "Dockerfile", to: archive)
        let outcome = try TareProcess.run(
            ["verify", "docker-archive:" + archive, "--run", "--timeout", "90", "--format", "json"],
            environment: AssembledBases.environment)
        #expect(outcome.code == 0, "\(outcome.errors)\(outcome.text)")
        #expect((try outcome.json()["run"] as? [String: Any])?["status"] as? String == "healthy")
        print("answered: \(project) on \(recipe.id)")
    }

    private struct Answers: Decodable {
        var tools: [String]
        var health: Int
        var healthAfter: Int
        /// Names in the service's folder.
        var files: [String]
    }

    /// Starts the image's own command, and asks by the `mcp` package's client and by the image's own health check.
    private func asked(_ archive: String, _ scratch: Scratch) throws -> Answers {
        let oci = scratch.path("oci.tar")
        let copied = try TareProcess.command(
            try #require(Peers.skopeo),
            ["--insecure-policy", "copy", "-q", "docker-archive:" + archive, "oci-archive:\(oci):base"])
        try #require(copied.code == 0, "\(copied.errors)")
        let config = try config(of: archive)
        #expect(config["User"] as? String == "65532:65532" && config["StopSignal"] as? String == "SIGTERM")
        #expect((config["Entrypoint"] as? [String])?.isEmpty ?? true)
        let health = try #require((config["Healthcheck"] as? [String: Any])?["Test"] as? [String])
        #expect(health.first == "CMD")
        let command = try #require(config["Cmd"] as? [String])
        let root = try RootFileSystem(of: oci)
        let words = try [command, Array(health.dropFirst())].map {
            String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self)
        }
        let listed = try root.run(
            [command[0], "-c", Self.client] + words, folder: config["WorkingDir"] as? String ?? "/")
        try #require(listed.code == 0, "\(listed.errors)")
        return try JSONDecoder().decode(Answers.self, from: listed.output)
    }

    /// As the archive has it: skopeo shows OCI's form, which has no health check.
    private func config(of archive: String) throws -> [String: Any] {
        func member(_ name: String) throws -> Any {
            let outcome = try TareProcess.command("/bin/tar", ["-xOf", archive, name])
            try #require(outcome.code == 0, "\(outcome.errors)")
            return try JSONSerialization.jsonObject(with: outcome.output)
        }
        let manifest = try #require((try member("manifest.json") as? [[String: Any]])?.first)
        let document = try member(try #require(manifest["Config"] as? String)) as? [String: Any]
        return try #require(document?["config"] as? [String: Any])
    }

    private static let client = """
        import asyncio, json, os, signal, subprocess, sys, time, urllib.request
        from mcp import Client
        # The test's own thread lets no signal through, and what it starts has that from it.
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        command, health = json.loads(sys.argv[1]), json.loads(sys.argv[2])
        service = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        async def tools():
            async with Client("http://127.0.0.1:8000/mcp") as client:
                return [tool.name for tool in (await client.list_tools()).tools]
        try:
            for _ in range(300):
                try:
                    urllib.request.urlopen("http://127.0.0.1:8000/health", timeout=2)
                    break
                except OSError:
                    time.sleep(0.2)
            answers = {"tools": asyncio.run(tools()), "health": subprocess.run(health).returncode}
        finally:
            service.terminate()
            service.wait(60)
        answers["healthAfter"] = subprocess.run(health, stderr=subprocess.DEVNULL).returncode
        answers["files"] = os.listdir(".")
        print(json.dumps(answers))
        """
}
