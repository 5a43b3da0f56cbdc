import TareDiagnostics
import Testing

@testable import TareNetwork
@testable import TareOCI

@Suite("Lists of tags and referrers", .enabled(if: CommandLineTool.areInstalled()))
struct ListTests {
    /// An SBOM or signature that refers to an image.
    private func artifact(_ type: String, of subject: Descriptor, note: String) throws -> [UInt8] {
        try ImageManifest(
            artifactType: type, config: Descriptor(.ociEmpty, of: Array("{}".utf8)),
            layers: [Descriptor(.ociEmpty, of: Array("{}".utf8))], subject: subject, annotations: ["note": note]
        ).canonicalJSON()
    }

    @Test func `tags come page by page`() async throws {
        try await withRegistry(.memory) { bench in
            let image = try TestImage(120, layerBytes: [10])
            let tags = (0..<8).map { "v\($0)" }
            for tag in tags { try await bench.push(image, tag: tag) }
            #expect(try await bench.client.tags(of: bench.reference()) == tags)
            #expect(try await bench.proxy.log("GET", path: "/tags/list").count == 3)
            #expect(try await bench.client.tags(of: bench.reference(), limit: 4) == Array(tags.prefix(4)))
            #expect(try await bench.proxy.log("GET", path: "/tags/list").count == 5)
        }
    }

    @Test(arguments: [
        "<http://example.com/v2/a/tags/list>; rel=\"next\"", "</elsewhere>; rel=next",
        "<//example.com/v2/x>; rel=\"next\"",
    ])
    func `a next page elsewhere is refused`(link: String) async throws {
        let fault = Fault.answer("GET", "/tags/list", status: 200, headers: ["Link": link], body: "{\"tags\": [\"a\"]}")
        try await withRegistry(.none, [fault]) { bench in
            let error = try await refusal { try await bench.client.tags(of: bench.reference()) }
            #expect(error.what == "the registry's header 'Link' cannot be used: it leads elsewhere")
            #expect(error.location == "\(bench.proxy.url)/v2/\(bench.repository)/tags/list")
            #expect(try await bench.proxy.log().count == 1)
        }
    }

    @Test func `a page that names itself as the next ends at the limit`() async throws {
        let headers = ["Link": "</v2/open/loop/tags/list?n=1000>; rel=\"next\""]
        let fault = Fault.answer("GET", "/tags/list", status: 200, headers: headers, body: "{\"tags\": [\"a\", \"b\"]}")
        try await withRegistry(.none, [fault], repository: "open/loop") { bench in
            let found = try await bench.client.tags(of: bench.reference(), limit: 9).count
            #expect(found == 9)
            #expect(try await bench.proxy.log().count <= 5)
        }
    }

    @Test(arguments: ["{\"tags\": 7}", "nonsense", "[]"])
    func `a list of another form is refused`(body: String) async throws {
        try await withRegistry(.none, [.answer("GET", "/tags/list", status: 200, body: body)]) { bench in
            let error = try await refusal { try await bench.client.tags(of: bench.reference()) }
            #expect(error.what == "the answer is 'a list of tags of another form', which is no registry's")
            #expect(error.location?.hasSuffix("/tags/list") == true)
        }
    }

    @Test func `a repository without tags has an empty list`() async throws {
        try await withRegistry(
            .none, [.answer("GET", "/tags/list", status: 200, body: "{\"name\":\"a\",\"tags\":null}")]
        ) {
            bench in
            let tags = try await bench.client.tags(of: bench.reference())
            #expect(tags.isEmpty)
        }
    }

    @Test(arguments: [(RegistryStand.Upstream.anonymous, true), (.memory, false)])
    func `referrers are kept by the registry, or under the fallback tag where it cannot`(
        upstream: RegistryStand.Upstream, hasFallback: Bool
    ) async throws {
        try await withRegistry(upstream) { bench in
            let image = try TestImage(121, layerBytes: [10])
            try await bench.push(image)
            let empty = Array("{}".utf8)
            _ = try await bench.client.push(Descriptor(.ociEmpty, of: empty), BlobSource(empty), to: bench.reference())
            var pushed: [Descriptor] = []
            for (type, note) in [
                ("application/spdx+json", "1"), ("application/x-sig", "2"), ("application/spdx+json", "3"),
            ] {
                let bytes = try artifact(type, of: image.descriptor, note: note)
                pushed.append(Descriptor(.ociManifest, of: bytes))
                for _ in 0..<2 {
                    try await bench.client.push(
                        manifest: bytes, mediaType: .ociManifest, to: bench.reference(digest: Digest(sha256Of: bytes)))
                }
            }
            let found = try await bench.client.referrers(of: image.descriptor.digest, in: bench.reference())
            #expect(found.map(\.digest) == pushed.map(\.digest))
            #expect(
                found.map(\.artifactType) == ["application/spdx+json", "application/x-sig", "application/spdx+json"])
            #expect(found.map { $0.annotations?["note"] } == ["1", "2", "3"])
            let signatures = try await bench.client.referrers(
                of: image.descriptor.digest, in: bench.reference(), artifactType: "application/x-sig")
            #expect(signatures.map(\.digest) == [pushed[1].digest])
            let tags = try await bench.client.tags(of: bench.reference())
            #expect(tags.contains("sha256-" + image.descriptor.digest.hex) == hasFallback)
        }
    }

    @Test func `a referrer that was pushed but not listed is listed by the next push`() async throws {
        try await withRegistry { bench in
            let image = try TestImage(122, layerBytes: [10])
            try await bench.push(image)
            let empty = Array("{}".utf8)
            _ = try await bench.client.push(Descriptor(.ociEmpty, of: empty), BlobSource(empty), to: bench.reference())
            let bytes = try artifact("application/x-sig", of: image.descriptor, note: "lost")
            let reference = try bench.reference(digest: Digest(sha256Of: bytes))
            try await bench.proxy.setFaults([.answer("PUT", "/manifests/sha256-", status: 500, times: 1)])
            _ = try await refusal {
                try await bench.client.push(manifest: bytes, mediaType: .ociManifest, to: reference)
            }
            #expect(try await bench.client.referrers(of: image.descriptor.digest, in: bench.reference()).isEmpty)
            try await bench.client.push(manifest: bytes, mediaType: .ociManifest, to: reference)
            let found = try await bench.client.referrers(of: image.descriptor.digest, in: bench.reference())
            #expect(found.map(\.digest) == [Digest(sha256Of: bytes)])
        }
    }

    @Test func `what nothing refers to has no referrers`() async throws {
        try await withRegistry { bench in
            let found = try await bench.client.referrers(of: Digest(sha256Of: []), in: bench.reference())
            #expect(found.isEmpty)
        }
    }
}
