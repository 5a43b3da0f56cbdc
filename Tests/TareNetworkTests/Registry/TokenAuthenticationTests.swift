import TareDiagnostics
import Testing

@testable import TareNetwork
@testable import TareOCI

@Suite("A registry with token authentication", .enabled(if: CommandLineTool.areInstalled()))
struct TokenAuthenticationTests {
    /// A token registry whose challenge names a proxy before the token server.
    private func withTokens(
        _ tokenFaults: [Fault] = [], repository: String? = nil, credential: Credential? = .keeper,
        configure: (inout RegistryConfiguration) -> Void = { _ in },
        _ body: (_ bench: RegistryBench, _ tokens: RegistryProxy) async throws -> Void
    ) async throws {
        let tokens = try await RegistryStand.shared.proxy(.tokenServer, tokenFaults)
        let challenge = "Bearer realm=\"\(tokens.url)/token\",service=\"tests\""
        let proxy = try await RegistryStand.shared.proxy(
            .token, [Fault(nil, "/v2/").with { $0.headers = ["WWW-Authenticate": challenge] }])
        let store = CredentialStore(credential.map { [proxy.authority: $0] } ?? [:])
        try await withClient(
            of: proxy, credentials: store, repository: repository, configure: { settings, _ in configure(&settings) }
        ) { bench in
            try await body(bench, tokens)
        }
    }

    @Test func `anyone pulls what an account pushed`() async throws {
        let proxy = try await RegistryStand.shared.proxy(.token)
        let image = try TestImage(70)
        try await withClient(of: proxy, credentials: .keeper(of: proxy)) { bench in
            try await bench.push(image)
            try await withClient(of: proxy, repository: bench.repository) { anyone in
                let found = try await anyone.client.resolve(
                    anyone.reference(), platform: Platform(parsing: "linux/amd64"))
                #expect(found.manifestBytes == image.manifestBytes)
            }
        }
    }

    @Test func `a token is asked for with the scope that is needed, and kept`() async throws {
        try await withTokens { bench, tokens in
            try await bench.push(TestImage(71, layerBytes: [10]))
            _ = try await bench.client.manifest(bench.reference())
            _ = try await bench.client.manifest(bench.reference())
            let scopes = try await tokens.log().map(\.path)
            let name = bench.repository.replacing("/", with: "%2F")
            #expect(scopes.contains { $0.contains("scope=repository%3A\(name)%3Apull%2Cpush") })
            #expect(scopes.filter { $0.contains("scope=repository%3A\(name)%3Apull&") }.count == 1)
            #expect(scopes.allSatisfy { $0.contains("service=tests") && $0.contains("account=keeper") })
            // The account goes to the token server, never to the registry.
            #expect(try await tokens.log().allSatisfy { $0.headers["authorization"]?.hasPrefix("Basic ") == true })
            #expect(try await bench.proxy.log().allSatisfy { $0.headers["authorization"]?.hasPrefix("Basic") != true })
        }
    }

    @Test func `without an account nothing is pushed`() async throws {
        try await withTokens(credential: nil) { bench, _ in
            let error = try await refusal { try await bench.push(TestImage(72)) }
            #expect(error.what.hasPrefix("the registry asks for a credential"))
            #expect(error.hint?.contains("docker login \(bench.proxy.authority)") == true)
            #expect(try await bench.proxy.log("PUT", "PATCH").isEmpty)
        }
    }

    @Test func `a wrong password is refused by the token server`() async throws {
        try await withTokens(credential: .basic(user: "keeper", password: "wr0ng")) { bench, tokens in
            let error = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(error.what == "the registry does not accept the credential")
            #expect(error.location == tokens.url + "/token")
            #expect(error.hint == "log in again: docker login \(bench.proxy.authority)")
        }
    }

    @Test func `an identity token is taken for an access token by a form`() async throws {
        try await withTokens(credential: .identityToken(RegistryStand.identity)) { bench, tokens in
            let image = try TestImage(73)
            try await bench.push(image)
            let found = try await bench.client.manifest(bench.reference())
            #expect(found.bytes == image.manifestBytes)
            let requests = try await tokens.log()
            #expect(requests.allSatisfy { $0.method == "POST" && !$0.path.contains(RegistryStand.identity) })
            #expect(requests.allSatisfy { $0.text.contains("grant_type=refresh_token") })
        }
    }

    @Test func `a token that ended early is replaced`() async throws {
        try await withTokens(repository: "brief/one") { bench, tokens in
            let image = try TestImage(74, layerBytes: [10])
            try await bench.push(image)
            _ = try await bench.client.manifest(bench.reference())
            let before = try await tokens.log().count
            try await Task.sleep(for: .seconds(3))
            let found = try await bench.client.manifest(bench.reference())
            #expect(found.bytes == image.manifestBytes)
            #expect(try await tokens.log().count == before + 1)
            #expect(try await bench.proxy.log("GET", path: "/manifests/").map(\.status) == [401, 200, 401, 200])
        }
    }

    @Test func `a token is not used longer than it is said to last`() async throws {
        try await withTokens(repository: "short/one") { bench, tokens in
            try await bench.push(TestImage(75, layerBytes: [10]))
            _ = try await bench.client.manifest(bench.reference())
            let before = try await tokens.log().count
            try await Task.sleep(for: .seconds(2))
            _ = try await bench.client.manifest(bench.reference())
            #expect(try await tokens.log().count == before + 1)
            #expect(try await bench.proxy.log("GET", path: "/manifests/").last?.status == 200)
        }
    }

    @Test(arguments: ["<html>", "{}", "{\"token\": \"\"}", "{\"token\": \"a\\r\\nX-Evil: b\"}", "[]", "{\"token\": 7}"])
    func `an answer without a usable token is refused`(body: String) async throws {
        try await withTokens([.answer("GET", "/token", status: 200, body: body)]) { bench, tokens in
            let error = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(error.what == "the token server's answer cannot be used: it holds no token")
            #expect(error.location == tokens.url + "/token")
            #expect(try await tokens.log().count == 1)
        }
    }

    @Test func `an endless answer of a token server is refused`() async throws {
        let fault = Fault("GET", "/token").with {
            $0.big = 100 << 20
            $0.chunked = true
        }
        try await withTokens([fault]) { bench, tokens in
            let error = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(error.what == "the answer is longer than the 1048576 bytes allowed")
            #expect(error.location == tokens.url + "/token")
        }
    }

    @Test func `a redirect of a token server is not followed`() async throws {
        let elsewhere = try await RegistryStand.shared.proxy(.none)
        let fault = Fault.answer("GET", "/token", status: 307, headers: ["Location": elsewhere.url + "/token"])
        try await withTokens([fault]) { bench, tokens in
            let error = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(error.what == "the token server's answer cannot be used: its status is 307")
            #expect(error.location == tokens.url + "/token")
            #expect(try await elsewhere.log().isEmpty)
        }
    }

    @Test func `a token server that does not answer is given up`() async throws {
        let configure: (inout RegistryConfiguration) -> Void = {
            $0.responseTimeout = .seconds(1)
            $0.retry.maximumAttempts = 2
        }
        try await withTokens([Fault("GET", "/token").with { $0.hang = 120 }], configure: configure) { bench, tokens in
            let error = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(error.what.hasPrefix("the registry does not answer: "))
            #expect(error.location == tokens.url + "/token")
        }
    }

    @Test func `a token server that is busy is asked again`() async throws {
        try await withTokens([.answer("GET", "/token", status: 503, times: 2)]) { bench, tokens in
            let error = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(
                error
                    == .notFound(
                        url: "\(bench.proxy.url)/v2/\(bench.repository)/manifests/latest",
                        subject: "tag 'latest' of '\(bench.repository)'"))
            #expect(try await tokens.log().count == 3)
        }
    }

    @Test(arguments: [
        "http://example.com/token", "ftp://127.0.0.1/token", "//127.0.0.1/token", "", "file:///etc/passwd",
        "http://169.254.169.254/latest", "http://user:pass@127.0.0.1:1/token", "https://169.254.169.254/token",
    ])
    func `a realm that no credential may go to is refused`(realm: String) async throws {
        let challenge = "Bearer realm=\"\(realm)\",service=\"tests\""
        let fault = Fault.answer(nil, "/v2/", status: 401, headers: ["WWW-Authenticate": challenge])
        let proxy = try await RegistryStand.shared.proxy(.none, [fault])
        try await withClient(of: proxy, credentials: .keeper(of: proxy)) { bench in
            let error = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(error.what.hasPrefix("no credential is sent to the token server '"))
            #expect(!error.what.contains("user:pass"))
            #expect(error.location?.hasPrefix(proxy.url) == true)
            #expect(error.hint == "do not trust this registry: its token server must be reached by https")
        }
    }
}

extension Credential {
    fileprivate static var keeper: Credential {
        .basic(user: RegistryStand.user, password: RegistryStand.password)
    }
}
