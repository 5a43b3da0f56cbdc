import Foundation
import Testing

/// `tare build --push` to a registry that we did not write, with a relay before it that sees and spoils.
@Suite(
    "tare build --push", .serialized,
    .enabled(
        if: ExampleService.isPossible && Peers.skopeo != nil && Peers.find("docker-registry") != nil
            && Peers.find("python3") != nil, "needs a Debian mirror, skopeo, docker-registry and python3"))
struct PushTests {
    private func push(
        _ project: SmallProject, to port: Int, tag: String = "1"
    ) throws -> TareProcess.Outcome {
        try TareProcess.run(
            project.arguments() + ["-q", "--push", "127.0.0.1:\(port)/team/made:\(tag)"],
            environment: AssembledBases.environment)
    }

    private func uploaded(_ requests: [Relay.Request]) -> [Relay.Request] {
        requests.filter { $0.path.contains("/blobs/uploads") }
    }

    @Test func `what was pushed is read back by skopeo and by verify, and pushing it again uploads nothing`() throws {
        let scratch = try Scratch()
        let registry = try LoopbackRegistry(scratch)
        let relay = try Relay(before: registry)
        let reference = "127.0.0.1:\(registry.port)/team/agent:1"
        func push() throws -> [String: Any] {
            let outcome = try TareProcess.run(
                [
                    "build", ExampleService.path, "--base", SmallProject.base, "--format", "json", "--sbom", "--push",
                    "127.0.0.1:\(relay.port)/team/agent:1",
                ], environment: AssembledBases.environment)
            try #require(outcome.code == 0, "\(outcome.errors)")
            return try #require((try outcome.json()["images"] as? [[String: Any]])?.first)
        }
        let image = try push()
        #expect(uploaded(try relay.log()).reduce(0) { $0 + $1.bytes } > 40_000_000)
        _ = try push()
        let second = try relay.log()
        #expect(uploaded(second).isEmpty && !second.isEmpty)
        #expect(second.allSatisfy { ["HEAD", "GET"].contains($0.method) }, "\(second)")

        let copy = scratch.path("copy")
        let copied = try TareProcess.command(
            try #require(Peers.skopeo),
            ["--insecure-policy", "copy", "-q", "--src-tls-verify=false", "docker://" + reference, "oci:\(copy):agent"])
        try #require(copied.code == 0, "\(copied.errors)")
        for place in [reference, "oci:\(copy):agent"] {
            let verified = try TareProcess.run(
                ["verify", place, "--format", "json"], environment: AssembledBases.environment)
            #expect(verified.code == 0, "\(verified.errors)")
            #expect(try verified.json()["digest"] as? String == image["digest"] as? String)
        }
        // What is read more than once is fetched once.
        for _ in 0..<2 {
            let verified = try TareProcess.run(
                ["verify", "127.0.0.1:\(relay.port)/team/agent:1", "-q"], environment: scratch.environment)
            #expect(verified.code == 0, "\(verified.errors)")
        }
        let fetched = try relay.log().filter { $0.method == "GET" && $0.path.contains("/blobs/") }.map(\.path)
        let layers = fetched.filter { !$0.contains(image["imageID"] as? String ?? "-") }
        #expect(layers.count == Set(layers).count, "\(layers)")
        #expect(layers.count == (try #require(image["layers"] as? [Any])).count + 1, "one is the base's")
    }

    @Test func `a base of the same registry is mounted, and its layers are not pulled`() throws {
        let scratch = try Scratch()
        let project = try SmallProject(scratch)
        let registry = try LoopbackRegistry(scratch)
        let relay = try Relay(before: registry)
        let archive = try AssembledBases.archive("debian-distroless-python", "trixie")
        let copied = try TareProcess.command(
            try #require(Peers.skopeo),
            [
                "--insecure-policy", "copy", "-q", "--dest-tls-verify=false", "oci-archive:" + archive,
                "docker://127.0.0.1:\(registry.port)/team/base:1",
            ])
        try #require(copied.code == 0, "\(copied.errors)")
        func push(_ tag: String, _ more: [String] = []) throws -> [Relay.Request] {
            let outcome = try TareProcess.run(
                [
                    "build", project.path, "--base", "127.0.0.1:\(relay.port)/team/base:1", "--wheel",
                    project.wheel("good"), "--no-bytecode", "--push", "127.0.0.1:\(relay.port)/team/made:" + tag,
                ] + more, environment: scratch.environment)
            try #require(outcome.code == 0, "\(outcome.errors)")
            return try relay.log()
        }
        // Measured once; then what was pulled for that is pruned.
        let first = try push("1")
        func pulls(_ requests: [Relay.Request]) -> [Relay.Request] {
            requests.filter { $0.method == "GET" && $0.path.contains("/team/base/blobs/") }
        }
        #expect(first.contains { $0.method == "POST" && $0.path.contains("mount=") && $0.status == 201 })
        #expect(pulls(first).count == 2, "the configuration and the one layer: \(pulls(first))")
        try FileManager.default.removeItem(atPath: scratch.path("cache/blobs/sha256"))
        let second = try push("2", ["--label", "a=b"])
        #expect(pulls(second).count == 1, "the configuration alone: \(pulls(second))")

        // To another registry, by its address, the layer has to be sent.
        let other = try TareProcess.run(
            [
                "build", project.path, "--base", "127.0.0.1:\(relay.port)/team/base:1", "--wheel",
                project.wheel("good"), "--no-bytecode", "--push", "127.0.0.1:\(registry.port)/team/other:1",
            ], environment: scratch.environment)
        #expect(other.code == 0, "\(other.errors)")
        #expect(pulls(try relay.log()).count >= 1, "\(other.errors)")
    }

    @Test func `an upload that is cut off goes on in the same push`() throws {
        let scratch = try Scratch()
        let project = try SmallProject(scratch)
        let registry = try LoopbackRegistry(scratch)
        let relay = try Relay(
            before: registry,
            faults: #"[{"method": "PUT", "path": "/blobs/uploads/.+", "times": 2, "dropHalf": 200}]"#)
        let outcome = try push(project, to: relay.port)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(uploaded(try relay.log()).contains { $0.bytes == 200 })
    }

    @Test func `a registry that fails midway is told of, and the next push sends only what is missing`() throws {
        let scratch = try Scratch()
        let project = try SmallProject(scratch)
        let registry = try LoopbackRegistry(scratch)
        let refuses =
            #""status": 500, "body": "{\"errors\": [{\"code\": \"UNKNOWN\", \"message\": \"no space left\"}]}"}]"#
        let relay = try Relay(
            before: registry, faults: #"[{"method": "PUT", "path": "/blobs/uploads/.+", "skip": 2, "# + refuses)
        let first = try push(project, to: relay.port)
        #expect(first.code == 3, "\(first.errors)")
        #expect(first.errors.split(separator: "\n").first?.hasPrefix("error: ") == true)
        #expect(first.errors.contains("500") && first.errors.contains("no space left"), "\(first.errors)")
        let sent = uploaded(try relay.log()).filter { $0.method == "PUT" && $0.status == 201 }
        // Others are given up with the one that fails.
        #expect((1...2).contains(sent.count))
        let catalogue = try TareProcess.command(
            try #require(Peers.skopeo),
            ["inspect", "--tls-verify=false", "docker://127.0.0.1:\(registry.port)/team/made:1"])
        #expect(catalogue.code != 0, "no manifest names what is not there")

        // The manifest itself fails: all blobs are there.
        try relay.set(faults: #"[{"method": "PUT", "path": "/manifests/", "# + refuses)
        let second = try push(project, to: relay.port)
        #expect(second.code == 3, "\(second.errors)")
        let all = uploaded(try relay.log()).filter { $0.method == "PUT" }
        let digests = (sent + all).compactMap { $0.path.split(separator: "digest=").last }
        #expect(Set(digests).count == digests.count, "what was there was sent again: \(digests)")

        try relay.set(faults: "[]")
        let third = try push(project, to: relay.port)
        #expect(third.code == 0, "\(third.errors)")
        #expect(uploaded(try relay.log()).isEmpty)
        let read = try TareProcess.run(
            ["inspect", "127.0.0.1:\(registry.port)/team/made:1", "-q"], environment: scratch.environment)
        #expect(read.code == 0, "\(read.errors)")
    }
}
