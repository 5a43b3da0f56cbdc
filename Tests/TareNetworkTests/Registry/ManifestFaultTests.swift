import TareDiagnostics
import Testing

@testable import TareNetwork
@testable import TareOCI

@Suite("Manifests from a registry that fails or lies", .enabled(if: CommandLineTool.areInstalled()))
struct ManifestFaultTests {
    private static let manifest = MediaType.ociManifest.rawValue

    /// The refusal of a manifest that a registry answers as told.
    private func answered(
        _ body: String, type: String = manifest, headers: [String: String] = [:], digest: Digest? = nil
    ) async throws -> (RegistryError, RegistryBench) {
        var fields = headers
        fields["Content-Type"] = type
        return try await withRegistry(.none, [.answer("GET", "/manifests/", status: 200, headers: fields, body: body)])
        {
            bench in
            (try await refusal { try await bench.client.manifest(bench.reference(digest: digest)) }, bench)
        }
    }

    @Test(arguments: [true, false])
    func `a manifest of 100 MB is refused after a few of its bytes`(isChunked: Bool) async throws {
        var fault = Fault("GET", "/manifests/")
        fault.big = 100 << 20
        fault.chunked = isChunked
        try await withRegistry(.none, [fault]) { bench in
            let error = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(error.what == "the answer is longer than the 4194304 bytes allowed")
            #expect(error.location == "\(bench.proxy.url)/v2/\(bench.repository)/manifests/latest")
            #expect(error.severity == .badInput)
            var sent = try await bench.proxy.log("SENT")
            for _ in 0..<100 where sent.isEmpty {
                try await Task.sleep(for: .milliseconds(50))
                sent = try await bench.proxy.log("SENT")
            }
            #expect(try #require(sent.first).bodyBytes < 40 << 20)
        }
    }

    @Test func `a manifest that its digest does not fit is refused`() async throws {
        let image = try TestImage(40)
        let other = try TestImage(41)
        let (error, bench) = try await answered(
            String(decoding: image.manifestBytes, as: UTF8.self), digest: other.descriptor.digest)
        #expect(error.what == "the content has digest \(image.descriptor.digest), not \(other.descriptor.digest)")
        #expect(error.location == "\(bench.proxy.url)/v2/\(bench.repository)/manifests/\(other.descriptor.digest)")
        #expect(error.severity == .badInput)
    }

    @Test func `a manifest that the stated digest does not fit is refused`() async throws {
        let image = try TestImage(42)
        let wrong = Digest(sha256Of: [1])
        let (error, _) = try await answered(
            String(decoding: image.manifestBytes, as: UTF8.self), headers: ["Docker-Content-Digest": "\(wrong)"])
        #expect(error.what == "the content has digest \(image.descriptor.digest), not \(wrong)")
    }

    @Test func `a login page instead of a manifest is named as such`() async throws {
        let (error, bench) = try await answered("<html>log in</html>", type: "text/html; charset=utf-8")
        #expect(error.what == "the answer is 'text/html', which is no registry's")
        #expect(error.hint == "check that the host is a registry and that no proxy asks for a login")
        #expect(error.location?.hasPrefix(bench.proxy.url) == true)
    }

    @Test(arguments: [
        ("<html>", manifest, "malformed"),
        ("[]", manifest, "malformed"),
        ("{\"schemaVersion\": 1, \"fsLayers\": []}", manifest, "schema 1"),
        ("{\"schemaVersion\": 9, \"manifests\": []}", MediaType.ociIndex.rawValue, "schema version 9"),
        ("{\"schemaVersion\": 2, \"manifests\": [], \"layers\": []}", manifest, "ambiguous"),
        ("{\"schemaVersion\": 2, \"manifests\": []}", manifest, "contradicts"),
    ])
    func `a document that is no manifest is refused with its reason`(body: String, type: String, word: String)
        async throws
    {
        let (error, bench) = try await answered(body, type: type)
        #expect(error.what.contains(word), "\(error.what)")
        #expect(error.location == "\(bench.proxy.url)/v2/\(bench.repository)/manifests/latest")
        #expect(error.severity == .badInput)
    }

    @Test func `a manifest under a general media type is read by its fields`() async throws {
        let image = try TestImage(43)
        let text = String(decoding: image.manifestBytes, as: UTF8.self)
        let headers = ["Content-Type": "application/octet-stream"]
        try await withRegistry(.none, [.answer("GET", "/manifests/", status: 200, headers: headers, body: text)]) {
            bench in
            let found = try await bench.client.manifest(bench.reference())
            #expect(found.descriptor == image.descriptor)
        }
    }

    @Test func `a manifest that is cut off is asked for again`() async throws {
        try await withRegistry { bench in
            let image = try TestImage(44)
            try await bench.push(image)
            try await bench.proxy.setFaults([Fault("GET", "/manifests/", times: 2).with { $0.cut = 100 }])
            #expect(try await bench.client.manifest(bench.reference()).bytes == image.manifestBytes)
            try await bench.proxy.setFaults([Fault("GET", "/manifests/").with { $0.cut = 100 }])
            let error = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(error.what.hasPrefix("the registry cannot be reached: "))
            #expect(try await bench.proxy.log("GET", path: "/manifests/").count == 6)
        }
    }

    @Test func `an index that lists an entry which lists it back is refused`() async throws {
        // An index cannot hold its own digest; a registry that does not check can still answer the same for all.
        let index = "{\"schemaVersion\":2,\"mediaType\":\"\(MediaType.ociIndex.rawValue)\",\"manifests\":[]}"
        let bytes = Array(index.utf8)
        let inner = Descriptor(.ociIndex, of: bytes)
        var depth: [(Descriptor, [UInt8])] = [(inner, bytes)]
        for _ in 0..<6 {
            let next = try ImageIndex(manifests: [depth[depth.count - 1].0]).canonicalJSON()
            depth.append((Descriptor(.ociIndex, of: next), next))
        }
        let faults = depth.reversed().map { descriptor, bytes in
            Fault.answer(
                "GET", "/manifests/\(descriptor.digest)", status: 200,
                headers: ["Content-Type": MediaType.ociIndex.rawValue],
                body: String(decoding: bytes, as: UTF8.self))
        }
        try await withRegistry(.none, faults) { bench in
            let outermost = try bench.reference(digest: depth[depth.count - 1].0.digest)
            let error = try await refusal {
                try await bench.client.resolve(outermost, platform: Platform(parsing: "linux/amd64"))
            }
            #expect(error.what == "image indexes nest deeper than 4 levels, or list each other")
            #expect(error.location == outermost.description)
            #expect(error.hint == "refer to the image that is meant by its digest")
            #expect(try await bench.proxy.log("GET").count == 4)
        }
    }

    @Test func `an entry of another size than its index states is refused`() async throws {
        try await withRegistry { bench in
            let image = try TestImage(45)
            var entry = try image.listed(as: "linux/amd64")
            entry.size += 1
            _ = try await bench.push(index: ImageIndex(manifests: [entry]), of: [image])
            let error = try await refusal {
                try await bench.client.resolve(bench.reference(), platform: Platform(parsing: "linux/amd64"))
            }
            #expect(error.what == "the content has \(entry.size - 1) bytes, not \(entry.size) as stated")
        }
    }

    @Test func `a configuration that is no JSON is refused`() async throws {
        try await withRegistry { bench in
            let config = Array("no configuration".utf8)
            let manifest = try ImageManifest(config: Descriptor(.ociConfig, of: config), layers: []).canonicalJSON()
            _ = try await bench.client.push(
                manifest: manifest, mediaType: .ociManifest,
                blobs: [BlobToPush(Descriptor(.ociConfig, of: config), BlobSource(config))], to: bench.reference())
            let error = try await refusal {
                try await bench.client.resolve(bench.reference(), platform: Platform(parsing: "linux/amd64"))
            }
            #expect(error.what.contains("the configuration is malformed"))
            #expect(error.location?.hasPrefix(bench.proxy.authority) == true)
        }
    }

    @Test func `control characters in a registry's message do not reach the terminal`() async throws {
        let body = "{\"errors\": [{\"code\": \"DENIED\", \"message\": \"\\u001b[2Jgone\"}]}"
        try await withRegistry(.none, [.answer("GET", "/manifests/", status: 403, body: body)]) { bench in
            let error = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(error.what == "the registry denies access: DENIED: \\u{1b}[2Jgone")
            #expect(error.hint == "log in with an account that may do this: docker login \(bench.proxy.authority)")
        }
    }
}
