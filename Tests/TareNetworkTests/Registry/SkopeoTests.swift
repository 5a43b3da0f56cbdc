import FoundationEssentials
import TareDiagnostics
import Testing

@testable import TareNetwork
@testable import TareOCI

@Suite(
    "Agreement with Skopeo",
    .enabled(if: CommandLineTool.areInstalled(CommandLineTool.stand + [.skopeo])))
struct SkopeoTests {
    @Test(arguments: [TestImage.Style.oci, .docker])
    func `what is pushed here is pulled there with the same digests`(style: TestImage.Style) async throws {
        try await withRegistry { bench in
            let image = try TestImage(10, style: style)
            try await bench.push(image, tag: "ours")
            let source = "docker://\(try bench.reference("ours"))"
            let raw = try await CommandLineTool.skopeo.run(["inspect", "--raw", "--tls-verify=false", source])
            #expect(raw == image.manifestBytes)
            try await withTemporaryFolder { folder in
                _ = try await CommandLineTool.skopeo.run(
                    ["copy", "-q", "--preserve-digests", "--src-tls-verify=false", source, "dir:\(folder)/copy"])
                for (descriptor, bytes) in image.layers + [(image.config, image.configBytes)] {
                    let copied = try Data(contentsOf: URL(filePath: "\(folder)/copy/\(descriptor.digest.hex)"))
                    #expect(Array(copied) == bytes)
                }
            }
        }
    }

    @Test func `what is pushed there is pulled here with the same digests`() async throws {
        try await withRegistry { bench in
            let image = try TestImage(11)
            try await bench.push(image, tag: "ours")
            try await withTemporaryFolder { folder in
                _ = try await CommandLineTool.skopeo.run([
                    "copy", "-q", "--src-tls-verify=false", "docker://\(try bench.reference("ours"))",
                    "oci:\(folder)/layout:one",
                ])
                _ = try await CommandLineTool.skopeo.run([
                    "copy", "-q", "--dest-tls-verify=false", "--format", "v2s2", "oci:\(folder)/layout:one",
                    "docker://\(try bench.reference("theirs"))",
                ])
            }
            let raw = try await CommandLineTool.skopeo.run([
                "inspect", "--raw", "--tls-verify=false", "docker://\(try bench.reference("theirs"))",
            ])
            let found = try await bench.client.resolve(
                bench.reference("theirs"), platform: Platform(parsing: "linux/amd64"))
            #expect(found.manifestBytes == raw)
            #expect(found.manifest.mediaType == .dockerManifest)
            #expect(found.manifest.layers.map(\.digest) == image.layers.map(\.descriptor.digest))
            for layer in found.manifest.layers {
                #expect(try await Digest(sha256Of: bench.fetch(layer)) == layer.digest)
            }
        }
    }

    @Test func `tags are listed as there`() async throws {
        struct Listing: Decodable { let Tags: [String] }
        try await withRegistry { bench in
            for tag in ["1.0", "latest", "2.0-rc.1"] { try await bench.push(TestImage(12, layerBytes: [10]), tag: tag) }
            let theirs = try await CommandLineTool.skopeo.run([
                "list-tags", "--tls-verify=false", "docker://\(bench.proxy.authority)/\(bench.repository)",
            ])
            let ours = try await bench.client.tags(of: bench.reference())
            #expect(try JSONDecoder().decode(Listing.self, from: Data(theirs)).Tags == ours)
            #expect(ours.sorted() == ["1.0", "2.0-rc.1", "latest"])
        }
    }
}
