import FoundationEssentials
import Testing

@testable import TareNetwork
@testable import TareOCI

@Suite("Pulling from a real registry", .enabled(if: CommandLineTool.areInstalled()))
struct PullTests {
    @Test func `an image that was pushed comes back byte for byte`() async throws {
        try await withRegistry { bench in
            let image = try TestImage(1)
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
}
