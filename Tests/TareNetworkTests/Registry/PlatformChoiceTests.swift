import TareDiagnostics
import Testing

@testable import TareNetwork
@testable import TareOCI

@Suite("Choosing a platform", .enabled(if: CommandLineTool.areInstalled()))
struct PlatformChoiceTests {
    /// The platforms of the index, in an order that must not matter.
    private static let platforms = ["linux/arm/v7", "linux/arm64/v8", "linux/arm/v6", "linux/amd64", "linux/s390x"]

    @Test(arguments: [TestImage.Style.oci, .docker])
    func `each platform of an index is found, in both families of media types`(style: TestImage.Style) async throws {
        let images = try Self.platforms.enumerated().map { index, platform in
            try TestImage(100 + UInt64(index), platform: platform, layerBytes: [20], style: style)
        }
        var entries = try zip(images, Self.platforms).map { try $0.listed(as: $1) }
        entries.insert(try Self.attestation(of: entries[0]), at: 0)
        let index = ImageIndex(mediaType: style == .oci ? .ociIndex : .dockerManifestList, manifests: entries)
        try await withRegistry(.memory) { bench in
            let pushed = try await bench.push(index: index, of: images)
            let wanted: [(String, Int)] = [
                ("linux/amd64", 3), ("linux/x86_64", 3), ("linux/arm64", 1), ("linux/arm64/v8", 1), ("linux/arm/v7", 0),
                ("linux/arm", 0), ("linux/arm/v6", 2), ("linux/s390x", 4),
            ]
            for (platform, position) in wanted {
                let found = try await bench.client.resolve(bench.reference(), platform: Platform(parsing: platform))
                #expect(found.manifestDescriptor.digest == images[position].descriptor.digest, "\(platform)")
                #expect(found.index?.descriptor == pushed)
                #expect(found.reference.digest == pushed.digest)
                #expect(found.platform.normalized == (try Platform(parsing: Self.platforms[position])).normalized)
            }
        }
    }

    @Test func `a platform that the index has not is refused with those that it has`() async throws {
        let image = try TestImage(110, layerBytes: [20])
        let entry = try image.listed(as: "linux/amd64")
        let index = try ImageIndex(manifests: [entry, Self.attestation(of: entry)])
        try await withRegistry(.memory) { bench in
            _ = try await bench.push(index: index, of: [image])
            let reference = try bench.reference()
            for platform in ["linux/arm/v5", "windows/amd64", "linux/riscv64"] {
                let error = try await refusal {
                    try await bench.client.resolve(reference, platform: Platform(parsing: platform))
                }
                guard case .document(let place, .noPlatform(let wanted, let available)) = error else { throw error }
                #expect(place == reference.description)
                #expect(wanted.description == platform)
                #expect(available.map(\.description) == ["linux/amd64"])
                #expect(error.hint?.contains("linux/amd64") == true)
                #expect(error.severity == .badInput)
            }
        }
    }

    @Test func `an image for another platform is refused by its configuration`() async throws {
        try await withRegistry { bench in
            try await bench.push(TestImage(111, platform: "linux/s390x", layerBytes: [20]))
            let error = try await refusal {
                try await bench.client.resolve(bench.reference(), platform: Platform(parsing: "linux/amd64"))
            }
            #expect(error.what.contains("linux/amd64"))
            #expect(error.hint?.contains("linux/s390x") == true)
        }
    }

    @Test func `an index inside an index is gone through`() async throws {
        let image = try TestImage(112, layerBytes: [20])
        try await withRegistry(.memory) { bench in
            let inner = try await bench.push(
                index: ImageIndex(manifests: [image.listed(as: "linux/amd64")]), of: [image], tag: "inner")
            let bytes = try ImageIndex(manifests: [inner]).canonicalJSON()
            try await bench.client.push(manifest: bytes, mediaType: .ociIndex, to: bench.reference())
            let found = try await bench.client.resolve(bench.reference(), platform: Platform(parsing: "linux/amd64"))
            #expect(found.manifestBytes == image.manifestBytes)
            #expect(found.index?.bytes == bytes)
        }
    }

    /// What BuildKit adds to an index for each image.
    private static func attestation(of image: Descriptor) throws -> Descriptor {
        var entry = Descriptor(.ociManifest, of: Array("attestation".utf8))
        entry.platform = try Platform(parsing: "unknown/unknown")
        entry.annotations = [
            AnnotationKey.dockerReferenceType: "attestation-manifest",
            "vnd.docker.reference.digest": image.digest.description,
        ]
        return entry
    }
}
