import Foundation
import Testing

/// `tare inspect` of images in a real registry on loopback.
@Suite(
    "tare inspect of a registry",
    .enabled(
        if: Places.hasSharedImages && Peers.skopeo != nil && Peers.find("docker-registry") != nil,
        "needs ../shared/data/images, skopeo and docker-registry"))
struct RegistryCommandTests {
    @Test func `what skopeo pushed is what the archive holds`() throws {
        let scratch = try Scratch()
        let registry = try LoopbackRegistry(scratch)
        // skopeo takes no packed archive.
        let archive = scratch.path("alpine.tar")
        let packed = Places.sharedImages.appending(path: "alpine-310.tar.gz").path
        try #require(try TareProcess.command("/bin/sh", ["-c", "gzip -dc '\(packed)' > '\(archive)'"]).code == 0)
        let reference = "127.0.0.1:\(registry.port)/team/alpine:3.10"
        let copy = try TareProcess.command(
            try #require(Peers.skopeo),
            [
                "--insecure-policy", "copy", "-q", "--dest-tls-verify=false", "docker-archive:" + archive,
                "docker://" + reference,
            ])
        try #require(copy.code == 0, "\(copy.errors)")

        func inspect(_ image: String, _ more: [String] = []) throws -> [String: Any] {
            let outcome = try TareProcess.run(
                ["inspect", image, "--format", "json"] + more, environment: scratch.environment)
            try #require(outcome.code == 0, "\(outcome.errors)")
            return try outcome.json()
        }
        let pulled = try inspect(reference)
        let saved = try inspect("docker-archive:" + archive)
        #expect((pulled["inventory"] as? NSDictionary) == (saved["inventory"] as? NSDictionary))
        #expect((pulled["size"] as? [String: Any])?["compressed"] as? Int != nil)

        // By digest, and by tag where the network must not be used, the answer is kept.
        let digest = try #require(pulled["digest"] as? String)
        let pinned = "127.0.0.1:\(registry.port)/team/alpine@\(digest)"
        #expect(try inspect(pinned)["digest"] as? String == digest)
        registry.end()
        #expect(try inspect(pinned)["digest"] as? String == digest)
        #expect(try inspect(reference, ["--offline"])["digest"] as? String == digest)
        let gone = try TareProcess.run(["inspect", reference, "-q"], environment: scratch.environment)
        #expect(gone.code == 3, "a registry that is gone is an incomplete answer: \(gone.errors)")
    }
}
