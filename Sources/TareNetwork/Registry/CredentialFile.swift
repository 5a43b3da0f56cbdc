internal import FoundationEssentials

/// A credential file of Docker (`config.json`) or of Podman, Buildah and Skopeo (`auth.json`,
/// containers-auth.json(5)), which share their format.
struct CredentialFile: Sendable {
    let path: String
    private let entries: [String: Entry]
    /// Helper of a registry, by host.
    private let helpers: [String: String]
    /// Helper of every registry that has none of its own.
    private let store: String?

    /// What a file says of a repository.
    enum Answer: Sendable {
        case credential(Credential)
        /// Ask `docker-credential-NAME` for the server.
        case helper(name: String, server: String)
    }

    struct Entry: Decodable, Sendable {
        var auth: String?
        var username: String?
        var password: String?
        var identitytoken: String?
        var registrytoken: String?
    }

    private struct Document: Decodable {
        var auths: [String: Entry?]?
        var credHelpers: [String: String]?
        var credsStore: String?
    }

    /// Decodes a file; `nil` where it is no JSON object of this shape.
    init?(path: String, bytes: [UInt8]) {
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)) else { return nil }
        self.path = path
        entries = (document.auths ?? [:]).compactMapValues { $0 }
        helpers = document.credHelpers ?? [:]
        store = document.credsStore.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The credential for a repository: its host's own helper first, then the common one, then the longest matching key
    /// of `auths`.
    ///
    /// Keys are `host`, `host/path…` (Podman) or a URL (Docker, of old: `https://index.docker.io/v1/`); a key for another
    /// host or port never matches.
    func answer(registry: String, repository: String) -> Answer? {
        let hosts = Self.names(of: registry)
        for host in hosts {
            if let helper = helpers[host], !helper.isEmpty {
                return .helper(name: helper, server: Self.isHub(registry) ? Self.hubServer : host)
            }
        }
        var prefixes: [String] = []
        let components = repository.split(separator: "/")
        for count in stride(from: components.count, through: 0, by: -1) {
            prefixes += hosts.map { ([Substring($0)] + components.prefix(count)).joined(separator: "/") }
        }
        // A key that is a host goes before a URL of the same host; the order of JSON's keys must not decide.
        let keys = entries.keys.sorted { ($0.contains("://") ? 1 : 0, $0) < ($1.contains("://") ? 1 : 0, $1) }
        let normalised = Dictionary(keys.map { (Self.normalise($0), entries[$0]) }) { first, _ in first }
        if let entry = prefixes.lazy.compactMap({ normalised[$0] ?? nil }).first, let credential = entry.credential {
            return .credential(credential)
        }
        return store.map { .helper(name: $0, server: Self.isHub(registry) ? Self.hubServer : registry) }
    }

    static let hubServer = "https://index.docker.io/v1/"

    private static func isHub(_ registry: String) -> Bool {
        ["docker.io", "index.docker.io", "registry-1.docker.io"].contains(registry)
    }

    /// Names under which a host is filed: Docker Hub has four.
    private static func names(of registry: String) -> [String] {
        isHub(registry) ? ["index.docker.io", "docker.io", "registry-1.docker.io", hubServer] : [registry]
    }

    /// A key without scheme; of a URL only the host counts, as for Docker (`ConvertToHostname`).
    private static func normalise(_ key: String) -> String {
        for scheme in ["https://", "http://"] where key.hasPrefix(scheme) {
            let rest = key.dropFirst(scheme.count)
            return String(rest.prefix { $0 != "/" }).lowercased()
        }
        let slash = key.firstIndex(of: "/") ?? key.endIndex
        let path = key[slash...]
        return key[..<slash].lowercased() + (path.hasSuffix("/") ? path.dropLast() : path)
    }
}

extension CredentialFile.Entry {
    fileprivate var credential: Credential? {
        if let token = registrytoken, !token.isEmpty { return .registryToken(token) }
        if let token = identitytoken, !token.isEmpty { return .identityToken(token) }
        if let auth, !auth.isEmpty {
            guard let data = Data(base64Encoded: auth) else { return nil }
            let text = String(decoding: data, as: UTF8.self)
            guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else { return nil }
            // Docker pads with NUL bytes.
            let password = text[text.index(after: colon)...].trimmingNULs
            return .basic(user: String(text[..<colon]), password: password)
        }
        guard let username, !username.isEmpty, let password else { return nil }
        return .basic(user: username, password: password)
    }
}

extension Substring {
    fileprivate var trimmingNULs: String {
        var text = self
        while text.last == "\0" { text.removeLast() }
        return String(text)
    }
}
