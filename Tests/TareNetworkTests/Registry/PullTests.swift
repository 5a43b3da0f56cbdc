import FoundationEssentials
import TareDiagnostics
import Testing

@testable import TareNetwork
@testable import TareOCI

@Suite("Pulling from a real registry", .enabled(if: CommandLineTool.areInstalled()))
struct PullTests {
    @Test(arguments: [TestImage.Style.oci, .docker])
    func `an image that was pushed comes back byte for byte`(style: TestImage.Style) async throws {
        try await withRegistry { bench in
            let image = try TestImage(1, style: style)
            let report = try await bench.push(image)
            #expect(report.digest == image.descriptor.digest)
            let found = try await bench.client.resolve(bench.reference(), platform: Platform(parsing: "linux/amd64"))
            #expect(found.manifestBytes == image.manifestBytes)
            #expect(found.configBytes == image.configBytes)
            #expect(found.manifestDescriptor == image.descriptor)
            #expect(found.reference.digest == image.descriptor.digest)
            #expect(found.index == nil)
            for layer in image.layers { #expect(try await bench.fetch(layer.descriptor) == layer.bytes) }
        }
    }

    @Test func `a registry on loopback without TLS is found without configuration`() async throws {
        let image = try TestImage(2)
        try await withRegistry { bench in
            try await bench.push(image)
            try await withClient(
                of: bench.proxy, repository: bench.repository,
                configure: { configuration, proxy in configuration.registries[proxy.authority] = nil }
            ) { other in
                let found = try await other.client.resolve(
                    other.reference(), platform: Platform(parsing: "linux/amd64"))
                #expect(found.manifestBytes == image.manifestBytes)
            }
        }
    }

    @Test func `a part of a blob is read by its range`() async throws {
        try await withRegistry { bench in
            let image = try TestImage(3)
            try await bench.push(image)
            let layer = image.layers[1]
            for range: Range<UInt64> in [0..<10, 1_000..<66_000, (layer.descriptor.size - 5)..<layer.descriptor.size] {
                let part = try await bench.client.read(
                    blob: layer.descriptor.digest, in: bench.reference(), range: range)
                #expect(part == Array(layer.bytes[Int(range.lowerBound)..<Int(range.upperBound)]))
            }
            try await bench.proxy.setFaults([Fault("GET", "/blobs/").with { $0.ignoreRange = true }])
            let part = try await bench.client.read(
                blob: layer.descriptor.digest, in: bench.reference(), range: 60_000..<60_100)
            #expect(part == Array(layer.bytes[60_000..<60_100]))
        }
    }

    @Test func `a part beyond the end of a blob is refused`() async throws {
        try await withRegistry { bench in
            let image = try TestImage(4)
            try await bench.push(image)
            let error = try await refusal {
                try await bench.client.read(
                    blob: image.config.digest, in: bench.reference(), range: 1_000_000..<1_000_010)
            }
            #expect(error.what == "the registry answers with status 416")
            #expect(error.location?.contains("/blobs/\(image.config.digest)") == true)
        }
    }

    @Test func `a descriptor is had without its content and is nil where there is none`() async throws {
        try await withRegistry { bench in
            let image = try TestImage(5)
            try await bench.push(image)
            #expect(try await bench.client.descriptor(of: bench.reference()) == image.descriptor)
            #expect(try await bench.client.descriptor(of: bench.reference("absent")) == nil)
            let gets = try await bench.proxy.log("GET", path: "/manifests/")
            #expect(gets.isEmpty)
        }
    }

    @Test func `what is not there is named with its place and a hint`() async throws {
        try await withRegistry { bench in
            let error = try await refusal { try await bench.client.manifest(bench.reference("absent")) }
            #expect(error.what == "the registry has no tag 'absent' of '\(bench.repository)'")
            #expect(error.location == "\(bench.proxy.url)/v2/\(bench.repository)/manifests/absent")
            #expect(error.hint == "check the repository and the tag")
            #expect(error.severity == .incomplete)
            let digest = Digest(sha256Of: [])
            let blob = try await refusal {
                try await bench.fetch(Descriptor(mediaType: .ociLayer, digest: digest, size: 1))
            }
            #expect(blob.what == "the registry has no blob \(digest) of '\(bench.repository)'")
        }
    }

    @Test func `nothing is asked while offline`() async throws {
        try await withRegistry(configure: { configuration, _ in configuration.isOffline = true }) { bench in
            let error = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(error.what == "the network is not asked while offline")
            #expect(error.hint?.contains("--offline") == true)
            #expect(try await bench.proxy.log().isEmpty)
        }
    }

    @Test func `an error of the receiver ends the transfer and comes out as it is`() async throws {
        struct Full: Error, Equatable {}
        try await withRegistry { bench in
            let image = try TestImage(6)
            try await bench.push(image)
            await #expect(throws: Full()) {
                try await bench.client.fetchBlob(image.layers[1].descriptor, from: bench.reference()) { _ in
                    throw Full()
                }
            }
            #expect(try await bench.proxy.log("GET", path: "/blobs/").count == 1)
        }
    }

    @Test func `a host that nothing listens on is refused with a hint`() async throws {
        try await withRegistry(.none) { bench in
            let nobody = try ImageReference("127.0.0.1:1/app:1")
            let error = try await refusal { try await bench.client.manifest(nobody) }
            #expect(error.what.hasPrefix("the registry cannot be reached: "))
            #expect(error.location?.contains("127.0.0.1:1") == true)
            #expect(error.hint?.contains("check the host name") == true)
        }
    }
}
