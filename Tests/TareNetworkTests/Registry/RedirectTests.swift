import FoundationEssentials
import TareDiagnostics
import Testing

@testable import TareNetwork
@testable import TareOCI

@Suite("Redirects", .enabled(if: CommandLineTool.areInstalled()))
struct RedirectTests {
    /// A registry with Basic authentication that has an image and sends its blobs from another server.
    private func withStorage(
        _ answer: (TestImage) -> Fault, _ body: (RegistryBench, RegistryProxy, TestImage) async throws -> Void
    ) async throws {
        let image = try TestImage(80, layerBytes: [10])
        let storage = try await RegistryStand.shared.proxy(.none, [answer(image)])
        let proxy = try await RegistryStand.shared.proxy(.basic)
        try await withClient(of: proxy, credentials: .keeper(of: proxy)) { bench in
            try await bench.push(image)
            _ = try await bench.client.manifest(bench.reference())
            let target = ["Location": "\(storage.url)/store/blob?signature=secret-of-the-url"]
            try await proxy.setFaults([.answer("GET", "/blobs/", status: 307, headers: target)])
            try await body(bench, storage, image)
        }
    }

    @Test func `the credential stays with the registry`() async throws {
        try await withStorage({
            .answer("GET", "/store/", status: 200, body: String(decoding: $0.configBytes, as: UTF8.self))
        }) { bench, storage, image in
            let fetched = try await bench.fetch(image.config)
            #expect(fetched == image.configBytes)
            #expect(
                try await bench.proxy.log("GET", path: "/blobs/").map { $0.headers["authorization"] != nil } == [true])
            let seen = try await storage.log()
            #expect(seen.count == 1)
            #expect(seen.allSatisfy { $0.headers["authorization"] == nil && $0.headers["cookie"] == nil })
        }
    }

    @Test func `a redirect back does not bring the credential back`() async throws {
        let image = try TestImage(81, layerBytes: [10])
        let proxy = try await RegistryStand.shared.proxy(.basic)
        let back = Fault.answer(
            "GET", "/store/", status: 302, headers: ["Location": "\(proxy.url)/v2/open/stolen/tags/list"])
        let storage = try await RegistryStand.shared.proxy(.none, [back])
        try await withClient(of: proxy, credentials: .keeper(of: proxy)) { bench in
            try await bench.push(image)
            _ = try await bench.client.manifest(bench.reference())
            try await proxy.setFaults([
                .answer("GET", "/blobs/", status: 307, headers: ["Location": storage.url + "/store/x"])
            ])
            let error = try await refusal { try await bench.fetch(image.config) }
            #expect(error.what.hasPrefix("the registry asks for a credential"))
            #expect(try await proxy.log("GET", path: "/v2/open/stolen/").map { $0.headers["authorization"] } == [nil])
        }
    }

    @Test func `a signed URL is not shown whole`() async throws {
        try await withStorage({ _ in .answer("GET", "/store/", status: 400) }) { bench, storage, image in
            let error = try await refusal { try await bench.fetch(image.config) }
            #expect(error.location == storage.url + "/store/blob")
            #expect(!String(reflecting: error).contains("secret-of-the-url"))
        }
    }

    @Test func `wrong content behind a redirect is refused by its digest`() async throws {
        try await withStorage({ image in
            var bytes = image.configBytes
            bytes[5] ^= 1
            return .answer("GET", "/store/", status: 200, body: String(decoding: bytes, as: UTF8.self))
        }) { bench, storage, image in
            let error = try await refusal { try await bench.fetch(image.config) }
            #expect(error.what.hasPrefix("the content has digest "))
            #expect(error.location == storage.url + "/store/blob")
        }
    }

    @Test(arguments: [
        ("http://127.0.0.1:{port}/v2/again", "there are more than 5 in a row", 6),
        ("", "it does not say where to", 1),
        ("ftp://example.com/", "its target is no http or https URL, or carries a credential", 1),
        ("http://user:pass@127.0.0.1:{port}/", "its target is no http or https URL, or carries a credential", 1),
        (
            "http://169.254.169.254/latest/meta-data",
            "it leads to http://169.254.169.254, on this machine or its link", 1
        ),
        ("http://2130706433/", "it leads to http://2130706433, on this machine or its link", 1),
    ])
    func `a redirect that leads nowhere good is not followed`(
        location: String, detail: String, requests: Int
    ) async throws {
        let headers = location.isEmpty ? [:] : ["Location": location]
        try await withRegistry(.none, [.answer("GET", "/v2/", status: 302, headers: headers)]) { bench in
            let error = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(error.what == "a redirect is not followed: " + detail)
            #expect(error.location?.hasPrefix(bench.proxy.url) == true)
            #expect(error.hint == "tell the registry's operator: it must redirect to an https URL")
            #expect(try await bench.proxy.log().count == requests)
        }
    }

    @Test func `an upload that goes on elsewhere goes without the credential`() async throws {
        let storage = try await RegistryStand.shared.proxy(.none, [.answer("PUT", "/store/", status: 201)])
        let proxy = try await RegistryStand.shared.proxy(
            .basic,
            [.answer("POST", "/uploads/", status: 202, headers: ["Location": storage.url + "/store/session?a=b"])])
        try await withClient(of: proxy, credentials: .keeper(of: proxy)) { bench in
            let bytes = Array("content".utf8)
            let blob = Descriptor(.ociLayer, of: bytes)
            let outcome = try await bench.client.push(blob, BlobSource(bytes), to: bench.reference())
            #expect(outcome == .uploaded)
            let seen = try await storage.log()
            #expect(seen.map(\.path) == ["/store/session?a=b&digest=sha256%3A\(blob.digest.hex)"])
            #expect(seen.allSatisfy { $0.headers["authorization"] == nil && $0.text == "content" })
        }
    }

    @Test(arguments: [
        ("https://registry.example/v2/a", "http://registry.example/b", false),
        ("https://registry.example/v2/a", "https://storage.example/b", true),
        ("https://registry.example/v2/a", "/relative", true),
        ("https://registry.example/v2/a", "https://127.0.0.1/b", false),
        ("https://registry.example/v2/a", "https://[::1]/b", false),
        ("https://registry.example/v2/a", "https://[::ffff:127.0.0.1]/b", false),
        ("https://registry.example/v2/a", "https://localhost:8080/b", false),
        ("https://registry.example/v2/a", "https://0x7f.1/b", false),
        ("https://registry.example/v2/a", "https://[fe80::1]/b", false),
        ("http://localhost:5000/v2/a", "http://localhost:9000/b", true),
        ("http://localhost:5000/v2/a", "http://169.254.169.254/b", false),
        ("http://registry.example/v2/a", "http://storage.example/b", true),
    ])
    func `where a redirect may lead depends on where it comes from`(
        base: String, location: String, isAllowed: Bool
    ) throws {
        let url = try #require(URL(string: base))
        let target = try? RedirectPolicy.resolve(location, against: url)
        #expect((target != nil) == isAllowed)
    }

    @Test(arguments: [
        ("https://auth.example/token", "https://registry.example", true),
        ("http://auth.example/token", "https://registry.example", false),
        ("http://registry.example/token", "https://registry.example", false),
        ("http://registry.example/token", "http://registry.example", true),
        ("http://auth.example/token", "http://registry.example", false),
        ("http://127.0.0.1:5001/token", "http://localhost:5000", true),
        ("https://127.0.0.1/token", "https://registry.example", false),
    ])
    func `a token server by http is trusted only beside the registry itself`(
        realm: String, registry: String, isAllowed: Bool
    ) throws {
        let server = try #require(URL(string: realm))
        let origin = try #require(URL(string: registry).flatMap { HTTPOrigin($0) })
        #expect(RegistryAuthenticator.permits(realm: server, of: origin) == isAllowed)
    }
}
