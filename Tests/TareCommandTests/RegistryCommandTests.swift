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

/// A `docker-registry` process on a free port, storage in a test's folder.
private final class LoopbackRegistry {
    let port: Int
    private let process = Process()

    init(_ scratch: Scratch) throws {
        port = try Self.freePort()
        let configuration = scratch.path("registry.yml")
        try """
        version: 0.1
        log: {level: error}
        storage: {filesystem: {rootdirectory: \(scratch.path("registry"))}}
        http: {addr: "127.0.0.1:\(port)"}
        """.write(toFile: configuration, atomically: false, encoding: .utf8)
        process.executableURL = URL(filePath: try #require(Peers.find("docker-registry")))
        process.arguments = ["serve", configuration]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<200 {
            if Self.answers(port) { return }
            usleep(50_000)
        }
        Issue.record("docker-registry does not answer on port \(port)")
    }

    func end() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    deinit { end() }

    private static func address(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        return address
    }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var bound = address(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &bound) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 ? getsockname(descriptor, $0, &size) : -1
            }
        }
        try #require(result == 0)
        return Int(UInt16(bigEndian: bound.sin_port))
    }

    private static func answers(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var target = address(port)
        return withUnsafePointer(to: &target) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
