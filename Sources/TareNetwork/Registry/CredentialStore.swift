public import Logging

/// Finds the credential for a registry in the files and helpers of Docker and Podman.
///
/// Files in the order they are asked, the first with an answer wins (containers-auth.json(5)): `$REGISTRY_AUTH_FILE`
/// alone if it is set; otherwise `$XDG_RUNTIME_DIR/containers/auth.json`, `$XDG_CONFIG_HOME/containers/auth.json` and
/// `$DOCKER_CONFIG/config.json`, with `~/.config` and `~/.docker` where a variable is not set.
public struct CredentialStore: Sendable {
    private let fixed: [String: Credential]
    private let files: [CredentialFile]
    private let environment: [String: String]

    /// Credentials given outright, by registry as in `ImageReference.registry`; nothing is read from disk.
    public init(_ credentials: [String: Credential] = [:]) {
        fixed = credentials
        files = []
        environment = [:]
    }

    /// Reads the files that an environment names; one that cannot be read or decoded is logged and passed over.
    public init(environment: [String: String], logger: Logger) {
        fixed = [:]
        self.environment = environment
        var files: [CredentialFile] = []
        for path in Self.paths(environment) {
            guard let bytes = SmallFile.read(path, limit: 4 << 20) else { continue }
            if let file = CredentialFile(path: path, bytes: bytes) {
                files.append(file)
            } else {
                logger.warning("credential file is not readable as JSON", metadata: ["path": "\(path)"])
            }
        }
        self.files = files
    }

    /// The files of an environment, the first to ask first.
    static func paths(_ environment: [String: String]) -> [String] {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let path = value("REGISTRY_AUTH_FILE") { return [path] }
        let home = value("HOME")
        let configuration = value("XDG_CONFIG_HOME") ?? home.map { $0 + "/.config" }
        let docker = value("DOCKER_CONFIG") ?? home.map { $0 + "/.docker" }
        return [
            value("XDG_RUNTIME_DIR").map { $0 + "/containers/auth.json" },
            configuration.map { $0 + "/containers/auth.json" },
            docker.map { $0 + "/config.json" },
        ].compactMap { $0 }
    }

    /// The credential for a repository of a registry, or `nil` to ask anonymously. May run a helper program.
    func credential(registry: String, repository: String) async throws -> Credential? {
        if let credential = fixed[registry] { return credential }
        for file in files {
            switch file.answer(registry: registry, repository: repository) {
            case nil: continue
            case .credential(let credential): return credential
            case .helper(let name, let server):
                let helper = CredentialHelper(name: name, environment: environment)
                if let credential = try await helper.credential(for: server) { return credential }
            }
        }
        return nil
    }
}
