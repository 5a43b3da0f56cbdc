import TareOCI
import Testing

@Suite("Image locations") struct ImageLocationTests {
    static let digest = "sha256:" + String(repeating: "0", count: 64)

    @Test(
        "an argument names its transport as containers-transports(5) does",
        arguments: [
            ("oci:dir", .ociLayout(directory: "dir", tag: nil)),
            ("oci:/a/b:3.12", .ociLayout(directory: "/a/b", tag: "3.12")),
            ("oci:./x:docker.io/library/a:b", .ociLayout(directory: "./x", tag: "docker.io/library/a:b")),
            ("oci:x@" + digest, .ociLayout(directory: "x", tag: digest)),
            ("oci-archive:f.tar", .ociArchive(file: "f.tar", tag: nil)),
            ("oci-archive:f.tar:v1", .ociArchive(file: "f.tar", tag: "v1")),
            ("docker-archive:f.tar", .dockerArchive(file: "f.tar", reference: nil)),
            ("containers-storage:localhost/x:1", .containersStorage("localhost/x:1")),
            ("docker-daemon:x:1", .dockerDaemon("x:1")),
            ("./image.tar", .path("./image.tar")), ("../x", .path("../x")), ("/x:y", .path("/x:y")), (".", .path(".")),
        ] as [(String, ImageLocation)])
    func transports(_ argument: String, location: ImageLocation) throws {
        #expect(try ImageLocation(argument) == location)
        #expect(try ImageLocation(location.description) == location)
    }

    @Test(
        "anything else is a reference",
        arguments: ["python:3.12-slim", "docker:dind", "docker:24", "localhost:5000/x", "docker/compose"])
    func references(_ argument: String) throws {
        #expect(try ImageLocation(argument) == .registry(ImageReference(argument)))
    }

    @Test func `docker:// is a registry reference, and an archive's reference is complete`() throws {
        #expect(try ImageLocation("docker://alpine") == .registry(ImageReference("alpine:latest")))
        #expect(
            try ImageLocation("docker-archive:a.tar:alpine:3.10")
                == .dockerArchive(file: "a.tar", reference: ImageReference("docker.io/library/alpine:3.10")))
    }

    @Test(
        "a location without an image is refused",
        arguments: ["oci:", "oci::tag", "oci:dir:", "oci-archive:", "docker-archive:", "containers-storage:", "dir:/x"])
    func refused(_ argument: String) throws {
        let refusal = try #require(throws: InvalidReference.self) { try ImageLocation(argument) }
        #expect(refusal.hint?.hasPrefix("write ") == true)
    }
}
