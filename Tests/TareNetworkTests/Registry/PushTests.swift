import FoundationEssentials
import TareDiagnostics
import Testing

@testable import TareNetwork
@testable import TareOCI

@Suite("Pushing to a real registry", .enabled(if: CommandLineTool.areInstalled()))
struct PushTests {
    private static let bytes = TestImage.random(90, count: 70_000)
    private static let blob = Descriptor(.ociLayer, of: bytes)

    private func push(
        chunks: UInt64? = nil, at upstream: RegistryStand.Upstream = .anonymous, _ faults: [Fault] = [],
        content: BlobSource = BlobSource(bytes),
        _ body: (RegistryBench, _ push: () async throws -> PushOutcome) async throws -> Void
    ) async throws {
        try await withRegistry(
            upstream, faults,
            configure: { configuration, _ in
                if let chunks { configuration.uploadChunkBytes = chunks }
            }
        ) { bench in
            try await body(bench) { try await bench.client.push(Self.blob, content, to: bench.reference()) }
        }
    }

    @Test func `a small blob goes in one request`() async throws {
        try await push { bench, push in
            let outcome = try await push()
            #expect(outcome == .uploaded)
            #expect(try await bench.proxy.log("PUT", "PATCH").map(\.bodyBytes) == [70_000])
            #expect(try await bench.fetch(Self.blob) == Self.bytes)
        }
    }

    @Test func `a large blob goes in chunks`() async throws {
        try await push(chunks: 16_384) { bench, push in
            let outcome = try await push()
            #expect(outcome == .uploaded)
            #expect(try await bench.proxy.log("PATCH").map(\.bodyBytes) == [16_384, 16_384, 16_384, 16_384, 4_464])
            #expect(try await bench.proxy.log("PUT").map(\.bodyBytes) == [0])
            #expect(try await bench.fetch(Self.blob) == Self.bytes)
        }
    }

    @Test func `chunks are as long as the registry asks for at least`() async throws {
        try await push(chunks: 1_024, at: .memory) { bench, push in
            let outcome = try await push()
            #expect(outcome == .uploaded)
            #expect(try await bench.proxy.log("PATCH").dropLast().allSatisfy { $0.bodyBytes == 4_096 })
            #expect(try await bench.fetch(Self.blob) == Self.bytes)
        }
    }

    @Test func `a source that cannot be read is not taken for a failure of the registry`() async throws {
        let missing = BlobSource(file: "/nonexistent/blob", size: 70_000)
        try await push(content: missing) { bench, push in
            let error = try await refusal { try await push() }
            #expect(error.what.hasPrefix("blob \(Self.blob.digest) is not as its descriptor says: it cannot be read: "))
            #expect(try await bench.proxy.log("POST").count == 1)
        }
    }

    @Test func `a file goes in chunks`() async throws {
        try await withTemporaryFolder { folder in
            try Data(Self.bytes).write(to: URL(filePath: folder + "/blob"))
            try await push(chunks: 30_000, content: BlobSource(file: folder + "/blob", size: 70_000)) { bench, push in
                let outcome = try await push()
                #expect(outcome == .uploaded)
                #expect(try await bench.fetch(Self.blob) == Self.bytes)
            }
        }
    }

    @Test(arguments: [0, 1, 5_000])
    func `an upload that was cut off in a chunk is right in the end`(arrived: Int) async throws {
        // docker-registry gives a session up whose state does not tell its length: only the whole upload mends that.
        try await push(
            chunks: 16_384, [Fault("PATCH", "/uploads/", times: 1, skip: 1).with { $0.dropHalf = arrived }]
        ) { bench, push in
            let outcome = try await push()
            #expect(outcome == .uploaded)
            #expect(try await bench.proxy.log("POST").count == (arrived == 0 ? 1 : 2))
            #expect(try await bench.fetch(Self.blob) == Self.bytes)
        }
    }

    @Test(arguments: [0, 1, 5_000])
    func `an upload that was cut off in a chunk goes on where the registry stands`(arrived: Int) async throws {
        try await push(
            chunks: 16_384, at: .memory, [Fault("PATCH", "/uploads/", times: 1, skip: 1).with { $0.dropHalf = arrived }]
        ) { bench, push in
            let outcome = try await push()
            #expect(outcome == .uploaded)
            #expect(try await bench.proxy.log("POST").count == 1)
            #expect(try await bench.proxy.log("GET", path: "/uploads/").count == 1)
            let sent = try await bench.proxy.log("PATCH").reduce(0) { $0 + $1.bodyBytes }
            #expect(sent == 70_000)
            let ranges = try await bench.proxy.log("PATCH").compactMap { $0.headers["content-range"] }
            #expect(ranges.contains { $0.hasPrefix("\(16_384 + arrived)-") })
            #expect(try await bench.fetch(Self.blob) == Self.bytes)
        }
    }

    @Test func `a chunk whose answer was lost is not sent again`() async throws {
        try await push(
            chunks: 16_384, at: .memory, [Fault("PATCH", "/uploads/", times: 1, skip: 2).with { $0.drop = true }]
        ) { bench, push in
            let outcome = try await push()
            #expect(outcome == .uploaded)
            #expect(try await bench.proxy.log("PATCH").count == 5)
            #expect(try await bench.fetch(Self.blob) == Self.bytes)
        }
    }

    @Test func `a session that the registry lost is opened anew`() async throws {
        try await push(
            chunks: 16_384, [.answer("PATCH", "/uploads/", status: 404, times: 1, skip: 2)]
        ) { bench, push in
            let outcome = try await push()
            #expect(outcome == .uploaded)
            #expect(try await bench.proxy.log("POST").count == 2)
            #expect(try await bench.fetch(Self.blob) == Self.bytes)
        }
    }

    @Test func `a blob whose closing answer was lost is not sent again`() async throws {
        try await push([Fault("PUT", "/uploads/", times: 1).with { $0.drop = true }]) { bench, push in
            let outcome = try await push()
            #expect(outcome == .uploaded)
            #expect(try await bench.proxy.log("PUT").map(\.bodyBytes) == [70_000])
            #expect(try await bench.fetch(Self.blob) == Self.bytes)
        }
    }

    @Test func `a busy registry is asked again during an upload`() async throws {
        try await push(
            chunks: 30_000,
            [
                .answer("POST", "/uploads/", status: 503, times: 1),
                .answer("PATCH", "/uploads/", status: 429, headers: ["Retry-After": "0"], times: 1),
                .answer("PUT", "/uploads/", status: 502, times: 1),
            ]
        ) { bench, push in
            let outcome = try await push()
            #expect(outcome == .uploaded)
            #expect(try await bench.fetch(Self.blob) == Self.bytes)
        }
    }

    @Test func `an upload that never gets on is given up`() async throws {
        try await push([.answer("PUT", "/uploads/", status: 503)]) { bench, push in
            let error = try await refusal { try await push() }
            #expect(error.what == "the registry answers with status 503")
            #expect(error.location?.contains("/blobs/uploads/") == true)
            #expect(error.location?.contains("_state") == false)
            #expect(try await bench.proxy.log("PUT").count == 3)
        }
    }

    @Test func `a blob that is there is not sent`() async throws {
        try await push { bench, push in
            let first = try await push()
            let second = try await push()
            #expect([first, second] == [.uploaded, .present])
            #expect(try await bench.proxy.log("PUT", "PATCH", "POST").count == 2)
        }
    }

    @Test func `a blob of another repository is mounted, not sent`() async throws {
        try await push { bench, push in
            _ = try await push()
            let other = try ImageReference(registry: bench.proxy.authority, repository: bench.repository + "-other")
            let before = try await bench.proxy.log("PUT", "PATCH").count
            let outcome = try await bench.client.push(
                Self.blob, BlobSource(Self.bytes), to: other, mountingFrom: bench.repository)
            #expect(outcome == .mounted)
            #expect(try await bench.proxy.log("PUT", "PATCH").count == before)
            #expect(try await bench.client.size(ofBlob: Self.blob.digest, in: other) == 70_000)
        }
    }

    @Test func `a blob that the other repository has not is sent`() async throws {
        try await withRegistry { bench in
            let outcome = try await bench.client.push(
                Self.blob, BlobSource(Self.bytes), to: bench.reference(), mountingFrom: "open/nothing-here")
            #expect(outcome == .uploaded)
            #expect(try await bench.proxy.log("POST").count == 1)
        }
    }

    @Test func `a mount with tokens asks to read the other repository`() async throws {
        let proxy = try await RegistryStand.shared.proxy(.token)
        try await withClient(of: proxy, credentials: .keeper(of: proxy)) { bench in
            _ = try await bench.client.push(Self.blob, BlobSource(Self.bytes), to: bench.reference())
            let other = try ImageReference(registry: proxy.authority, repository: bench.repository + "-other")
            let outcome = try await bench.client.push(
                Self.blob, BlobSource(Self.bytes), to: other, mountingFrom: bench.repository)
            #expect(outcome == .mounted)
            #expect(try await proxy.log("PUT", "PATCH").count { $0.status == 201 } == 1)
        }
    }

    @Test func `an image that is there is not sent again`() async throws {
        try await withRegistry { bench in
            let image = try TestImage(91)
            let first = try await bench.push(image)
            #expect(first.wroteManifest)
            #expect(first.blobs.values.allSatisfy { $0 == .uploaded })
            #expect(first.uploadedBytes == image.blobs.reduce(0) { $0 + $1.descriptor.size })
            let before = try await bench.proxy.log("PUT", "POST", "PATCH").count
            let second = try await bench.push(image)
            #expect(!second.wroteManifest)
            #expect(second.blobs.values.allSatisfy { $0 == .present })
            #expect(second.uploadedBytes == 0)
            #expect(try await bench.proxy.log("PUT", "POST", "PATCH").count == before)
        }
    }

    @Test func `content that ends early is refused with its place`() async throws {
        let short = BlobSource(size: 70_000) { offset, count in
            Array(Self.bytes[Int(offset)..<min(Int(offset) + count, 50_000)])
        }
        try await push(content: short) { _, push in
            let error = try await refusal { try await push() }
            #expect(error.what == "blob \(Self.blob.digest) is not as its descriptor says: it ends at byte 50000")
        }
    }

    @Test func `content that does not fit its digest is not taken by the registry`() async throws {
        var changed = Self.bytes
        changed[100] ^= 1
        try await push(content: BlobSource(changed)) { bench, push in
            let error = try await refusal { try await push() }
            #expect(error.what.contains("DIGEST_INVALID"))
            #expect(try await bench.client.size(ofBlob: Self.blob.digest, in: bench.reference()) == nil)
        }
    }

    @Test func `content of another size is refused before anything is sent`() async throws {
        try await push(content: BlobSource([1, 2, 3])) { bench, push in
            let error = try await refusal { try await push() }
            #expect(error.what.hasSuffix("it has 3 bytes instead of 70000"))
            #expect(try await bench.proxy.log().isEmpty)
        }
    }

    @Test func `a manifest whose blobs are missing is refused in the registry's words`() async throws {
        try await withRegistry { bench in
            let image = try TestImage(92)
            let error = try await refusal {
                try await bench.client.push(
                    manifest: image.manifestBytes, mediaType: image.manifestType, to: bench.reference())
            }
            #expect(error.what.contains("MANIFEST_BLOB_UNKNOWN"))
            #expect(error.location == "\(bench.proxy.url)/v2/\(bench.repository)/manifests/latest")
        }
    }
}
