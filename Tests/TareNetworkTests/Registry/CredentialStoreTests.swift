import FoundationEssentials
import Logging
import TareDiagnostics
import Testing

@testable import TareNetwork
@testable import TareOCI

@Suite("Credential files and helpers")
struct CredentialStoreTests {
    /// The store of an environment whose Docker configuration is `text`, with scripts as helpers.
    private func store(
        _ text: String, helpers: [String: String] = [:],
        _ body: (CredentialStore, _ folder: String) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            try Data(text.utf8).write(to: URL(filePath: folder + "/config.json"))
            for (name, script) in helpers {
                let path = folder + "/docker-credential-" + name
                try Data(("#!/bin/sh\n" + script).utf8).write(to: URL(filePath: path))
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
            }
            let environment = ["DOCKER_CONFIG": folder, "PATH": folder + ":/usr/bin:/bin"]
            try await body(CredentialStore(environment: environment, logger: Logger(label: "tests")), folder)
        }
    }

    private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    @Test func `users and passwords are read from auth, with colons and padding`() async throws {
        let text = """
            {"auths": {"r.example": {"auth": "\(Self.base64("me:pa:ss"))"},
                       "padded.example": {"auth": "\(Self.base64("me:pass\0\0"))"},
                       "open.example": {"username": "u", "password": "p"},
                       "empty.example": {}, "null.example": null,
                       "broken.example": {"auth": "%%%"}, "half.example": {"auth": "\(Self.base64("nocolon"))"}}}
            """
        try await store(text) { store, _ in
            func credential(_ registry: String) async throws -> Credential? {
                try await store.credential(registry: registry, repository: "a/b")
            }
            let first = try await credential("r.example")
            #expect(first == .basic(user: "me", password: "pa:ss"))
            #expect(try await credential("padded.example") == .basic(user: "me", password: "pass"))
            #expect(try await credential("open.example") == .basic(user: "u", password: "p"))
            for registry in ["empty.example", "null.example", "broken.example", "half.example", "unknown.example"] {
                #expect(try await credential(registry) == nil, "\(registry)")
            }
        }
    }

    @Test func `tokens go before passwords`() async throws {
        let text = """
            {"auths": {"i.example": {"auth": "\(Self.base64("me:x"))", "identitytoken": "refresh"},
                       "t.example": {"identitytoken": "refresh", "registrytoken": "access"}}}
            """
        try await store(text) { store, _ in
            let first = try await store.credential(registry: "i.example", repository: "a")
            #expect(first == .identityToken("refresh"))
            #expect(try await store.credential(registry: "t.example", repository: "a") == .registryToken("access"))
        }
    }

    @Test(arguments: [
        ("docker.io", "library/python", "hub"), ("r.example", "team/app", "team"),
        ("r.example", "team/app/deep", "team"),
        ("r.example", "teamwork/app", "host"), ("r.example", "other", "host"), ("old.example", "a", "url"),
        ("localhost:5000", "a", "port"),
    ])
    func `the nearest entry of the same host and port counts`(registry: String, repository: String, user: String)
        async throws
    {
        func entry(_ name: String) -> String { "{\"auth\": \"\(Self.base64(name + ":p"))\"}" }
        let text = """
            {"auths": {"https://index.docker.io/v1/": \(entry("hub")), "r.example": \(entry("host")),
                       "r.example/team": \(entry("team")), "https://old.example/v2/": \(entry("url")),
                       "localhost:5000": \(entry("port")), "https://localhost:5000/v1/": \(entry("stale")),
                       "http://localhost:5000": \(entry("stale"))}}
            """
        try await store(text) { store, _ in
            let found = try await store.credential(registry: registry, repository: repository)
            #expect(found == .basic(user: user, password: "p"))
            for near in ["localhost", "localhost:5001", "r.example:443", "sub.r.example", "r.example.evil", "example"] {
                #expect(try await store.credential(registry: near, repository: repository) == nil, "\(near)")
            }
        }
    }

    @Test func `a helper is given the server's name and answers in JSON`() async throws {
        let helper = """
            [ "$1" = get ] || exit 3
            read -r server
            printf '%s' "$server" > "$DOCKER_CONFIG/asked"
            printf '{"ServerURL": "%s", "Username": "robot", "Secret": "from-helper"}' "$server"
            """
        let text = "{\"credHelpers\": {\"h.example\": \"one\", \"docker.io\": \"one\"}}"
        try await store(text, helpers: ["one": helper]) { store, folder in
            let found = try await store.credential(registry: "h.example", repository: "a")
            #expect(found == .basic(user: "robot", password: "from-helper"))
            #expect(try String(contentsOf: URL(filePath: folder + "/asked"), encoding: .utf8) == "h.example")
            _ = try await store.credential(registry: "docker.io", repository: "library/python")
            let asked = try String(contentsOf: URL(filePath: folder + "/asked"), encoding: .utf8)
            #expect(asked == "https://index.docker.io/v1/")
            #expect(try await store.credential(registry: "other.example", repository: "a") == nil)
        }
    }

    @Test func `a store is asked for every registry that has no entry`() async throws {
        let helper = "read -r server; printf '{\"Username\": \"<token>\", \"Secret\": \"of-%s\"}' \"$server\""
        let text = """
            {"credsStore": "all", "auths": {"a.example": {}, "b.example": {"auth": "\(Self.base64("me:x"))"}}}
            """
        try await store(text, helpers: ["all": helper]) { store, _ in
            let first = try await store.credential(registry: "a.example", repository: "a")
            #expect(first == .identityToken("of-a.example"))
            #expect(
                try await store.credential(registry: "b.example", repository: "a") == .basic(user: "me", password: "x"))
        }
    }

    @Test func `a helper without a credential means none`() async throws {
        let helper = "echo 'credentials not found in native keychain'; exit 1"
        try await store("{\"credsStore\": \"none\"}", helpers: ["none": helper]) { store, _ in
            let first = try await store.credential(registry: "a.example", repository: "a")
            #expect(first == nil)
        }
    }

    @Test(arguments: [
        ("fails", "echo 'keychain is locked' ; exit 1", "keychain is locked"),
        ("leaks", "echo '{\"Secret\": \"hidden-secret\"}'; exit 1", "it exited with an error"),
        ("garbage", "echo 'hidden-secret, no JSON'", "its answer is not JSON"),
        ("floods", "head -c 100000 /dev/zero", "it prints more than 65536 bytes"),
        ("absent", nil, "it is not on the PATH"),
        ("../evil", nil, "its name is not made of letters, digits, '-', '_', '.'"),
    ])
    func `a helper that fails is named with its reason`(name: String, script: String?, detail: String) async throws {
        let helpers = script.map { [name: $0] } ?? [:]
        try await store("{\"credsStore\": \"\(name)\"}", helpers: helpers) { store, _ in
            let error = try await refusal { try await store.credential(registry: "a.example", repository: "a") }
            #expect(error.what == "the credential helper 'docker-credential-\(name)' failed: \(detail)")
            #expect(error.hint?.contains("docker-credential-\(name) list") == true)
            #expect(!String(reflecting: error).contains("hidden-secret"))
        }
    }

    @Test func `a helper that does not end is given up`() async throws {
        try await store("{}", helpers: ["slow": "exec sleep 20"]) { _, folder in
            let helper = CredentialHelper(name: "slow", environment: ["PATH": folder + ":/usr/bin:/bin"])
            let error = try await refusal { try await helper.credential(for: "a.example", timeout: .milliseconds(300)) }
            #expect(error.what.contains("it takes longer than 0.3 seconds"))
        }
    }

    @Test(arguments: ["", "nonsense", "[]", "{\"auths\": []}"])
    func `a file that is none is passed over`(text: String) async throws {
        try await store(text) { store, _ in
            let first = try await store.credential(registry: "a.example", repository: "a")
            #expect(first == nil)
        }
    }

    @Test(arguments: [
        (["REGISTRY_AUTH_FILE": "/x", "HOME": "/h"], ["/x"]),
        (["HOME": "/h"], ["/h/.config/containers/auth.json", "/h/.docker/config.json"]),
        (
            ["HOME": "/h", "XDG_RUNTIME_DIR": "/r", "XDG_CONFIG_HOME": "/c", "DOCKER_CONFIG": "/d"],
            ["/r/containers/auth.json", "/c/containers/auth.json", "/d/config.json"]
        ),
        (["HOME": ""], []),
    ])
    func `the environment says which files are asked`(environment: [String: String], paths: [String]) {
        #expect(CredentialStore.paths(environment) == paths)
    }

    @Test(.enabled(if: CommandLineTool.areInstalled()))
    func `a credential file opens a real registry`() async throws {
        let proxy = try await RegistryStand.shared.proxy(.basic)
        let auth = Self.base64("\(RegistryStand.user):\(RegistryStand.password)")
        try await store("{\"auths\": {\"\(proxy.authority)\": {\"auth\": \"\(auth)\"}}}") { store, _ in
            try await withClient(of: proxy, credentials: store) { bench in
                let image = try TestImage(140, layerBytes: [10])
                let report = try await bench.push(image)
                #expect(report.digest == image.descriptor.digest)
            }
        }
    }
}
