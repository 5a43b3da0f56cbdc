import Foundation
import Testing

/// `tare compare --base` with images that the catalogue does not know.
@Suite(
    "tare compare with bases of one's own", .serialized,
    .enabled(if: ExampleService.isPossible, "needs a Debian mirror and the Python index"))
struct CompareBaseTests {
    @Test(
        .enabled(
            if: Peers.skopeo != nil && Peers.find("docker-registry") != nil, "needs skopeo and docker-registry"))
    func `a registry's base is weighed without its layers, and proved with them`() throws {
        let scratch = try Scratch()
        let registry = try LoopbackRegistry(scratch)
        defer { registry.end() }
        let archive = try AssembledBases.archive("debian-distroless-python", "trixie")
        let reference = "127.0.0.1:\(registry.port)/team/python:3"
        let copy = try TareProcess.command(
            try #require(Peers.skopeo),
            [
                "--insecure-policy", "copy", "-q", "--dest-tls-verify=false", "oci-archive:" + archive,
                "docker://" + reference,
            ])
        try #require(copy.code == 0, "\(copy.errors)")
        let environment = scratch.environment

        let (weighed, code) = try Self.candidate(["--base", reference, "--no-pull"], environment)
        #expect(code == 1, "nothing says that it starts")
        #expect((weighed["proof"] as? [String: Any])?["status"] as? String == "unknown")
        let (proved, _) = try Self.candidate(["--base", reference], environment)
        #expect((proved["proof"] as? [String: Any])?["status"] as? String == "starts")
        #expect(proved["id"] as? String == reference)
        #expect(proved["digest"] as? String == weighed["digest"] as? String)
        #expect((proved["supportEnds"] as? String)?.hasPrefix("20") == true)
        // What the ends of the blobs tell is what unpacking them gives.
        for key in ["baseCompressed", "baseUncompressed"] {
            let told = try #require((weighed["size"] as? [String: Any])?[key] as? Int)
            #expect(told == (proved["size"] as? [String: Any])?[key] as? Int, "\(key)")
        }
        // Of the wheels less than a seventh was fetched to prove it.
        let kept = try TareProcess.run(["cache", "--format", "json"], environment: environment).json()
        let sections = try #require(kept["kept"] as? [[String: Any]])
        let fetched = try #require(sections.first { $0["kind"] as? String == "wheels" }?["bytes"] as? Double)
        let whole = try #require((proved["wheels"] as? [String: Any])?["bytes"] as? Double)
        #expect(fetched > 0 && fetched < 0.15 * whole, "\(fetched) of \(whole) bytes")
        // What was measured once needs no pulling.
        #expect(try Self.candidate(["--base", reference, "--no-pull"], environment).0["python"] as? String != nil)
    }

    @Test func `an image on disk is a base`() throws {
        let archive = try AssembledBases.archive("debian-distroless-python", "bookworm")
        let (candidate, code) = try Self.candidate(
            ["--base", "oci-archive:" + archive + ":base"], AssembledBases.environment)
        #expect(code == 0)
        #expect(candidate["evidence"] as? String == "measured")
        #expect((candidate["python"] as? String)?.hasPrefix("3.11.") == true)
        #expect((candidate["proof"] as? [String: Any])?["status"] as? String == "starts")
    }

    @Test(
        .enabled(if: ManagedPythonMirror.isPossible, "needs python3, patchelf and binutils"),
        arguments: ["debian-slim-bookworm", "debian-distroless-cc-trixie"])
    func `a base without an interpreter is given one`(id: String) throws {
        var environment = AssembledBases.environment
        environment["TARE_PYTHON_MIRROR"] = try ManagedPythonMirror.folder()
        let (candidate, code) = try Self.candidate(["--base", id, "--fresh"], environment)
        #expect(code == 0)
        #expect((candidate["proof"] as? [String: Any])?["status"] as? String == "starts")
        let minor = try #require(ManagedPythonMirror.minors.first)
        #expect((candidate["python"] as? String)?.hasPrefix(minor + ".") == true)
        let size = try #require(candidate["size"] as? [String: Any])
        let (added, base) = (size["addedCompressed"] as? Int, size["baseCompressed"] as? Int)
        #expect(size["totalCompressed"] as? Int == (added ?? 0) + (base ?? 0))
        #expect(added ?? 0 > 20_000_000, "an interpreter, wheels, the application")
    }

    @Test func `an interpreter that cannot be had leaves its base open, with the way to mend it`() throws {
        let scratch = try Scratch()
        var environment = scratch.environment
        environment["TARE_PYTHON_MIRROR"] = "http://127.0.0.1:9/releases"
        let archive = try AssembledBases.archive("debian-distroless-cc", "trixie")
        let (candidate, code) = try Self.candidate(["--base", "oci-archive:" + archive], environment)
        #expect(code == 1)
        #expect((candidate["proof"] as? [String: Any])?["status"] as? String == "unknown")
        #expect("\(candidate["proof"] ?? "")".contains("TARE_PYTHON_MIRROR"))
        #expect((candidate["wheels"] as? [String: Any])?["chosen"] as? Int ?? 0 > 40)
    }

    @Test func `what somebody names has to be there`() throws {
        let scratch = try Scratch()
        for (base, code) in [("oci:\(scratch.path("none"))", 4), ("no-such-base", 2), ("127.0.0.1:9/none:1", 3)] {
            let outcome = try TareProcess.run(
                ["compare", ExampleService.path, "--base", base], environment: scratch.environment)
            #expect(Int(outcome.code) == code, "\(base): \(outcome.errors)")
            #expect(outcome.text == "")
        }
    }

    @Test func `a registry that does not answer is not asked again at once`() throws {
        let scratch = try Scratch()
        let folder = scratch.path("config/tare")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try #"{"registries": {"docker.io": {"mirrors": ["http://127.0.0.1:9"], "plainHTTP": true}}}"#.write(
            toFile: folder + "/registries.json", atomically: false, encoding: .utf8)
        var environment = scratch.environment
        environment["XDG_CONFIG_HOME"] = scratch.path("config")
        func asks(_ more: [String] = []) throws -> Bool {
            let outcome = try TareProcess.run(
                ["compare", ExampleService.path, "--base", "alpine", "--no-pull", "-v"] + more, environment: environment
            )
            #expect(outcome.code == 1, "\(outcome.errors)")
            return outcome.errors.contains("a source was not reached")
        }
        #expect(try asks())
        #expect(try !asks())
        #expect(try asks(["--fresh"]))
    }

    private static func candidate(
        _ arguments: [String], _ environment: [String: String]
    ) throws -> (candidate: [String: Any], code: Int32) {
        let outcome = try TareProcess.run(
            ["compare", ExampleService.path, "--format", "json"] + arguments, environment: environment)
        let candidates = try outcome.json()["candidates"] as? [[String: Any]]
        return (try #require(candidates?.first, "\(outcome.errors)"), outcome.code)
    }
}
