import TareDiagnostics
import Testing

@testable import TareNetwork
@testable import TareOCI

@Suite("A registry with Basic authentication", .enabled(if: CommandLineTool.areInstalled()))
struct BasicAuthenticationTests {
    @Test func `an account pushes and pulls, and is asked for once an access`() async throws {
        let proxy = try await RegistryStand.shared.proxy(.basic)
        try await withClient(of: proxy, credentials: .keeper(of: proxy)) { bench in
            let image = try TestImage(60)
            try await bench.push(image)
            let found = try await bench.client.resolve(bench.reference(), platform: Platform(parsing: "linux/amd64"))
            #expect(found.manifestBytes == image.manifestBytes)
            #expect(try await bench.fetch(image.layers[0].descriptor) == image.layers[0].bytes)
            let exchanges = try await proxy.log()
            // Up to four blobs are pushed at once, each of which may be the first to be asked.
            #expect((2...5).contains(exchanges.filter { $0.status == 401 }.count))
            #expect(exchanges.filter { $0.status == 401 }.allSatisfy { $0.headers["authorization"] == nil })
            #expect(exchanges.filter { $0.status != 401 }.allSatisfy { $0.headers["authorization"] != nil })
        }
    }

    @Test func `without a credential one is asked for`() async throws {
        try await withRegistry(.basic) { bench in
            let error = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(error.what == "the registry asks for a credential: UNAUTHORIZED: authentication required")
            #expect(error.location == "\(bench.proxy.url)/v2/\(bench.repository)/manifests/latest")
            #expect(
                error.hint == "check the name of the image, or log in: docker login \(bench.proxy.authority)")
            #expect(error.severity == .incomplete)
        }
    }

    @Test func `a wrong password is refused, once, and not printed`() async throws {
        let proxy = try await RegistryStand.shared.proxy(.basic)
        try await withClient(of: proxy, credentials: .keeper(of: proxy, password: "wr0ng-pass")) { bench in
            let error = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(error.what == "the registry does not accept the credential: UNAUTHORIZED: authentication required")
            #expect(error.hint == "log in again: docker login \(proxy.authority)")
            #expect(!"\(error) \(String(reflecting: error))".contains("wr0ng"))
            #expect(try await proxy.log().count == 2)
        }
    }

    @Test func `a credential for another registry is not sent`() async throws {
        let proxy = try await RegistryStand.shared.proxy(.basic)
        let other = Credential.basic(user: RegistryStand.user, password: RegistryStand.password)
        let store = CredentialStore(["127.0.0.1": other, "127.0.0.1:1": other, "docker.io": other])
        try await withClient(of: proxy, credentials: store) { bench in
            _ = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(try await proxy.log().allSatisfy { $0.headers["authorization"] == nil })
        }
    }

    @Test func `a credential is not sent unasked`() async throws {
        let proxy = try await RegistryStand.shared.proxy(.anonymous)
        try await withClient(of: proxy, credentials: .keeper(of: proxy)) { bench in
            try await bench.push(TestImage(61))
            #expect(try await proxy.log().allSatisfy { $0.headers["authorization"] == nil })
        }
    }

    @Test(arguments: [
        ("Negotiate", "negotiate"), ("Digest realm=\"x\", nonce=\"y\"", "digest"), ("", "it names no scheme"),
        ("\"\"\"\",,,==", "it names no scheme"),
    ])
    func `a challenge of an unknown kind is refused`(field: String, detail: String) async throws {
        let fault = Fault.answer(nil, "/v2/", status: 401, headers: field.isEmpty ? [:] : ["WWW-Authenticate": field])
        let proxy = try await RegistryStand.shared.proxy(.none, [fault])
        try await withClient(of: proxy, credentials: .keeper(of: proxy)) { bench in
            let error = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(error.what == "the registry asks for a credential in no known way: \(detail)")
            #expect(error.location?.hasPrefix(proxy.url) == true)
            #expect(try await proxy.log().allSatisfy { $0.headers["authorization"] == nil })
        }
    }

    @Test func `a credential shows itself in no way of printing`() {
        let credentials: [Credential] = [
            .basic(user: "someone", password: "hidden-1"), .identityToken("hidden-2"), .registryToken("hidden-3"),
        ]
        for credential in credentials {
            var dumped = ""
            dump(credential, to: &dumped)
            for text in ["\(credential)", String(reflecting: credential), dumped, "\(Optional(credential) as Any)"] {
                #expect(!text.contains("hidden"))
                #expect(text.contains("redacted"))
            }
        }
    }
}
