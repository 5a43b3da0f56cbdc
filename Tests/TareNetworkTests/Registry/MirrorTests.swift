import TareDiagnostics
import Testing

@testable import TareNetwork
@testable import TareOCI

@Suite("Mirrors and configuration", .enabled(if: CommandLineTool.areInstalled()))
struct MirrorTests {
    /// A client of a registry that has a mirror, which has an image; the registry has another by the same name.
    private func withMirror(
        _ faults: [Fault] = [], path: String = "",
        credentials: (RegistryProxy) -> CredentialStore = { _ in CredentialStore() },
        _ body: (RegistryBench, _ mirror: RegistryProxy, _ mirrored: TestImage, _ own: TestImage) async throws -> Void
    ) async throws {
        let (mirrored, own) = (try TestImage(130, layerBytes: [50_000]), try TestImage(131, layerBytes: [10]))
        let mirror = try await RegistryStand.shared.proxy(.anonymous)
        let origin = try await RegistryStand.shared.proxy(.memory)
        let name = "open/mirrored-\(origin.port)"
        try await withClient(of: mirror, repository: path + name) { _ = try await $0.push(mirrored) }
        try await withClient(of: origin, repository: name) {
            _ = try await $0.push(own)
            for blob in mirrored.blobs {
                _ = try await $0.client.push(blob.descriptor, blob.content, to: $0.reference())
            }
        }
        try await mirror.setFaults(faults)
        let place = mirror.url + "/" + path
        try await withClient(
            of: origin, credentials: credentials(mirror), repository: name,
            configure: { configuration, proxy in configuration.registries[proxy.authority]?.mirrors = [place] }
        ) { bench in
            try await body(bench, mirror, mirrored, own)
        }
    }

    @Test(arguments: ["", "cache/", "a/b/"])
    func `a mirror is asked first, below its path`(path: String) async throws {
        try await withMirror(path: path) { bench, mirror, mirrored, _ in
            let before = try await bench.proxy.log().count
            let found = try await bench.client.resolve(bench.reference(), platform: Platform(parsing: "linux/amd64"))
            #expect(found.manifestBytes == mirrored.manifestBytes)
            // The reference stays the registry's.
            #expect(found.reference.registry == bench.proxy.authority)
            #expect(try await bench.proxy.log().count == before)
            #expect(try await mirror.log("GET").last?.path.hasPrefix("/v2/\(path)\(bench.repository)/") == true)
        }
    }

    @Test(arguments: [404, 401, 403, 500, 503])
    func `a mirror that fails is passed over`(status: Int) async throws {
        try await withMirror([.answer("GET", "/v2/", status: status)]) { bench, _, _, own in
            let found = try await bench.client.manifest(bench.reference())
            #expect(found.bytes == own.manifestBytes)
        }
    }

    @Test func `a mirror that nothing listens on is passed over at once`() async throws {
        try await withRegistry(
            configure: { configuration, proxy in
                configuration.registries[proxy.authority]?.mirrors = ["http://127.0.0.1:1"]
            }
        ) { bench in
            let image = try TestImage(132, layerBytes: [10])
            try await bench.push(image)
            let found = try await bench.client.manifest(bench.reference())
            #expect(found.bytes == image.manifestBytes)
        }
    }

    @Test func `a transfer that a mirror cuts off goes on at the registry`() async throws {
        try await withMirror([Fault("GET", "/blobs/").with { $0.cut = 0 }]) { bench, mirror, mirrored, _ in
            let fetched = try await bench.fetch(mirrored.layers[0].descriptor)
            #expect(fetched == mirrored.layers[0].bytes)
        }
    }

    @Test func `wrong content of a mirror ends the transfer, for it was handed on`() async throws {
        try await withMirror([Fault("GET", "/blobs/").with { $0.corrupt = 9 }]) { bench, mirror, mirrored, _ in
            let error = try await refusal { try await bench.fetch(mirrored.layers[0].descriptor) }
            #expect(error.location?.hasPrefix(mirror.url) == true)
            #expect(error.what.hasPrefix("the content has digest "))
            #expect(error.hint?.contains("a mirror is broken") == true)
        }
    }

    @Test func `a manifest that a mirror changed is taken from the registry`() async throws {
        try await withMirror([Fault("GET", "/manifests/").with { $0.corrupt = 50 }]) { bench, _, _, own in
            let found = try await bench.client.manifest(bench.reference(digest: own.descriptor.digest))
            #expect(found.bytes == own.manifestBytes)
        }
    }

    @Test func `a mirror that fails on the second page does not double the first`() async throws {
        let first = Fault.answer(
            "GET", "/tags/list", status: 200, headers: ["Link": "</v2/open/x/tags/list?last=a>; rel=\"next\""],
            body: "{\"tags\": [\"latest\", \"ghost\"]}", times: 1)
        try await withMirror([first, .answer("GET", "/tags/list", status: 404)]) { bench, _, _, _ in
            let tags = try await bench.client.tags(of: bench.reference())
            #expect(tags == ["latest"])
        }
    }

    @Test func `a mirror is never pushed to`() async throws {
        try await withMirror { bench, mirror, _, _ in
            let before = try await mirror.log().count
            try await bench.push(TestImage(133, layerBytes: [10]), tag: "new")
            #expect(try await mirror.log().count == before)
        }
    }

    @Test func `the registry's credential does not go to its mirror`() async throws {
        let challenge = ["WWW-Authenticate": "Basic realm=\"mirror\""]
        let mirror = try await RegistryStand.shared.proxy(
            .none, [.answer("GET", "/v2/", status: 401, headers: challenge)])
        let origin = try await RegistryStand.shared.proxy(.basic)
        try await withClient(
            of: origin, credentials: .keeper(of: origin),
            configure: { configuration, proxy in configuration.registries[proxy.authority]?.mirrors = [mirror.url] }
        ) { bench in
            let image = try TestImage(134, layerBytes: [10])
            try await bench.push(image)
            let found = try await bench.client.manifest(bench.reference())
            #expect(found.bytes == image.manifestBytes)
            #expect(try await mirror.log().count == 1)
            #expect(try await mirror.log().allSatisfy { $0.headers["authorization"] == nil })
        }
    }

    @Test func `the registry's own failure is the one reported`() async throws {
        try await withMirror([.answer("GET", "/v2/", status: 500)]) { bench, _, _, _ in
            let error = try await refusal { try await bench.client.manifest(bench.reference("absent")) }
            #expect(error.location?.hasPrefix(bench.proxy.url) == true)
            #expect(error.what.hasPrefix("the registry has no tag 'absent'"))
        }
    }

    @Test func `a configuration file sets mirrors and plain HTTP`() async throws {
        var configuration = RegistryConfiguration()
        let text = """
            {"registries": {"docker.io": {"mirrors": ["http://127.0.0.1:5000", "mirror.example/hub"]},
                            "Registry.lan:5000": {"plainHTTP": true}}}
            """
        try configuration.merge(file: Array(text.utf8), path: "registries.json")
        let python = try ImageReference("python:3.12")
        let hub = configuration.readEndpoints(for: python)
        #expect(
            hub.map { $0.origins.map(\.description) } == [
                ["http://127.0.0.1:5000"], ["https://mirror.example"], ["https://registry-1.docker.io"],
            ])
        #expect(
            hub.map { $0.repository(python) } == [
                "library/python", "hub/library/python", "library/python",
            ])
        let lan = configuration.readEndpoints(for: try ImageReference("registry.lan:5000/app"))
        #expect(lan.flatMap { $0.origins.map(\.description) } == ["http://registry.lan:5000"])
        let elsewhere = configuration.readEndpoints(for: try ImageReference("ghcr.io/a/b"))
        #expect(elsewhere.flatMap { $0.origins.map(\.description) } == ["https://ghcr.io"])
    }

    @Test(arguments: [
        ("{\"registries\": {\"a\": {\"mirors\": []}}}", "'mirors' is not one of: mirrors, plainHTTP"),
        ("{\"registry\": {}}", "'registry' is not one of: registries"),
        (
            "{\"registries\": {\"a\": {\"mirrors\": [\"ftp://x\"]}}}",
            "mirror 'ftp://x' of 'a' is not a host or an http(s) URL"
        ),
        ("{\"registries\": {\"a\": {\"mirrors\": [\"https://u:p@x\"]}}}", "is not a host or an http(s) URL"),
        ("[]", "it is not JSON of the form"), ("", "it is not JSON of the form"),
    ])
    func `a mistake in a configuration file is refused with its place`(text: String, detail: String) {
        let error = #expect(throws: RegistryError.self) {
            var configuration = RegistryConfiguration()
            try configuration.merge(file: Array(text.utf8), path: "/etc/registries.json")
        }
        #expect(error?.what.contains(detail) == true, "\(error?.what ?? "")")
        #expect(error?.location == "/etc/registries.json")
        #expect(error?.hint == "correct the file or remove it")
        #expect(error?.severity == .badInput)
    }
}
