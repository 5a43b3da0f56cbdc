import Foundation
import Testing

/// `tare init` as somebody uses it, without a network.
@Suite("tare init")
struct InitCommandTests {
    /// A copy of the example, in a folder that goes away with the value.
    private struct Project {
        let scratch: Scratch
        let path: String

        init(_ example: String = "agent", named name: String = "project") throws {
            scratch = try Scratch()
            path = scratch.path(name)
            try FileManager.default.copyItem(
                atPath: Places.root.appending(path: "examples/\(example)").path, toPath: path)
        }

        func run(_ arguments: [String]) throws -> TareProcess.Outcome {
            try TareProcess.run(["init", path, "--offline"] + arguments, environment: scratch.environment)
        }

        func text(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }

        func write(_ text: String, _ name: String) throws {
            try text.write(toFile: path + "/" + name, atomically: false, encoding: .utf8)
        }

        var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }
    }

    private static let base = ["--base", "slim-trixie"]

    @Test func `files are written once, and are then up to date`() throws {
        let project = try Project()
        let before = try project.names
        let first = try project.run(
            Self.base + ["--format", "json", "--kubernetes", "--image", "registry.example/agent:1"])
        try #require(first.code == 0, "\(first.errors)")
        let result = try first.json()
        #expect(result["schema"] as? String == "tare.init/1" && result["application"] as? String == "server:app")
        let files = try #require(result["files"] as? [[String: Any]])
        let names = files.compactMap { $0["path"] as? String }
        #expect(names == ["Dockerfile", ".dockerignore", "compose.yaml", "kubernetes.yaml"])
        for file in files {
            #expect(file["status"] as? String == "written")
            #expect(try project.text(try #require(file["path"] as? String)) == file["content"] as? String)
        }
        #expect(try project.names == (before + names).sorted(), "nothing else is left")
        let check = try project.run(["--check", "--format", "json"])
        #expect(check.code == 0, "\(check.text)")
        let checked = try #require(try check.json()["files"] as? [[String: Any]])
        // The base and its CPython are read from the Dockerfile, and the manifests are found.
        #expect(checked.map { $0["status"] as? String } == Array(repeating: "unchanged", count: 4))
        let again = try project.run(Self.base)
        #expect(again.code == 0 && again.text.contains("Dockerfile  unchanged\n"), "\(again.errors)")
    }

    @Test func `nothing is overwritten without being told to, and then all or nothing is`() throws {
        let project = try Project()
        try project.write("services: {}\n", "compose.yaml")
        let refused = try project.run(Self.base)
        #expect(refused.code == 4 && refused.text.isEmpty)
        #expect(refused.errors.contains("compose.yaml would be overwritten\nhint: "), "\(refused.errors)")
        #expect(try !project.names.contains("Dockerfile") && project.text("compose.yaml") == "services: {}\n")
        try FileManager.default.createSymbolicLink(
            atPath: project.path + "/.dockerignore", withDestinationPath: project.scratch.path("elsewhere"))
        let linked = try project.run(Self.base + ["--force"])
        #expect(linked.code == 4 && linked.errors.contains("no regular file"), "\(linked.errors)")
        #expect(try !project.names.contains("Dockerfile") && project.text("compose.yaml") == "services: {}\n")
        try FileManager.default.removeItem(atPath: project.path + "/.dockerignore")
        let forced = try project.run(Self.base + ["--force"])
        #expect(forced.code == 0 && forced.text.contains("compose.yaml  replaced\n"), "\(forced.errors)")
        #expect(try project.text("compose.yaml").hasPrefix("# tare init\n"))
    }

    @Test func `a check fails with the difference, and writes nothing`() throws {
        let project = try Project()
        try #require(try project.run(Self.base).code == 0)
        let digest = "sha256:" + String(repeating: "ab", count: 32)
        let pinned = try project.text("Dockerfile").replacingOccurrences(
            of: "slim-trixie AS base", with: "slim-trixie@\(digest) AS base"
        ).replacingOccurrences(
            of: "base.name", with: "base.digest=\(digest) \\\n      org.opencontainers.image.base.name")
        try project.write(pinned, "Dockerfile")
        let kept = try project.run(["--check"])
        #expect(kept.code == 0, "what images are pinned to is kept: \(kept.text)")
        // A route of another name, and a secret more.
        let server = try project.text("server.py").replacingOccurrences(of: "\"/health\"", with: "\"/healthz\"")
        try project.write(server + "\nimport os\nmore = os.environ['SIGNING_KEY']\n", "server.py")
        let drifted = try project.run(["--check"])
        #expect(drifted.code == 1)
        for line in ["Dockerfile  differs", "+      SIGNING_KEY: #", "--- a/compose.yaml", ".dockerignore  unchanged"] {
            #expect(drifted.text.contains(line), "\(drifted.text)")
        }
        #expect(drifted.text.contains("-    CMD [") && drifted.text.contains("8000/healthz'"))
        #expect(try project.text("Dockerfile") == pinned)
        let mended = try project.run(Self.base + ["--force"])
        #expect(mended.code == 0 && mended.text.contains("read from the environment only"), "\(mended.errors)")
        #expect(try project.text("Dockerfile").contains("slim-trixie@\(digest) AS base"))
        #expect(try project.run(["--check"]).code == 0)
        try FileManager.default.removeItem(atPath: project.path + "/.dockerignore")
        let missing = try project.run(["--check"])
        #expect(missing.code == 1 && missing.text.contains(".dockerignore  missing\n"))
    }

    @Test func `the files can be printed`() throws {
        let project = try Project()
        let before = try project.names
        let outcome = try project.run(Self.base + ["--stdout"])
        #expect(outcome.code == 0)
        #expect(outcome.text.hasPrefix("==> Dockerfile <==\n# tare init --base slim-trixie --python 3."))
        #expect(outcome.text.contains("\n==> compose.yaml <==\n"))
        #expect(try project.names == before)
    }

    @Test func `a base that cannot run the project is refused with the reason`() throws {
        let project = try Project("native")
        let outcome = try project.run(["--base", "alpine"])
        #expect(outcome.code == 4, "\(outcome.errors)")
        #expect(outcome.errors.contains("onnxruntime"), "\(outcome.errors)")
        let other = try project.run(["--base", "distroless-python-debian13", "--python", "3.12"])
        #expect(other.code == 4 && other.errors.contains("CPython 3.12 can't be taken"), "\(other.errors)")
        // Built from source, which is said.
        let slim = try project.run(["--base", "slim-bookworm", "--stdout"])
        #expect(slim.code == 0 && slim.errors.contains("psycopg2"), "\(slim.errors)")
    }

    @Test func `every kind of base and lock gives a Dockerfile that hadolint finds nothing in`() throws {
        let bases = [
            "slim-bookworm", "slim-trixie", "distroless-python-debian12", "distroless-python-debian13",
            "distroless-cc-debian12", "distroless-cc-debian13", "alpine", "debian-slim-trixie",
            "debian-distroless-cc-trixie", "debian-distroless-python-bookworm",
        ]
        let hadolint = try #require(Peers.hadolint, "scripts/setup build test installs it")
        for base in bases {
            let project = try Project()
            try #require(try project.run(["--base", base]).code == 0)
            let found = try TareProcess.command(hadolint, ["--format", "json", project.path + "/Dockerfile"])
            #expect(found.text.trimmingCharacters(in: .whitespacesAndNewlines) == "[]", "\(base): \(found.text)")
            #expect(try project.run(["--check"]).code == 0)
        }
    }

    @Test(arguments: [
        ["--base", "nothing"], ["--base", "slim-trixie", "--all"], ["--check", "--force"], ["--image", "a:1"],
        ["--python", "three"], ["--base", "slim-trixie", "--kubernetes", "--image", "A B"],
    ]) func `a wrong command line is told, and nothing is written`(_ arguments: [String]) throws {
        let project = try Project()
        let before = try project.names
        let outcome = try project.run(arguments)
        #expect(
            outcome.code == 2 && outcome.errors.hasPrefix("error: ") || outcome.errors.hasPrefix("Error: "),
            "\(outcome.errors)")
        #expect(try project.names == before)
    }

    @Test func `a folder that is no project, or does not start, is refused`() throws {
        let scratch = try Scratch()
        let empty = try TareProcess.run(["init", scratch.url.path, "--offline"], environment: scratch.environment)
        #expect(empty.code == 4 && empty.errors.contains("no lock file"), "\(empty.errors)")
        try "six==1.17.0\n".write(toFile: scratch.path("requirements.txt"), atomically: false, encoding: .utf8)
        let none = try TareProcess.run(["init", scratch.url.path, "--offline"], environment: scratch.environment)
        #expect(none.code == 4 && none.errors.contains("not known how the project starts"), "\(none.errors)")
    }
}
