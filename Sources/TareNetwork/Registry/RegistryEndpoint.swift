internal import FoundationEssentials
internal import TareOCI

/// One place where a repository's content may be had: the registry itself or a mirror of it.
struct RegistryEndpoint: Hashable, Sendable {
    /// What credentials are filed under; `docker.io` for Docker Hub.
    let registry: String
    /// Tried in order until one can be connected to; two on loopback.
    let origins: [HTTPOrigin]
    /// Put before the repository: the path of a mirror.
    let prefix: String
    let isMirror: Bool

    /// The registry of a reference; `nil` where its name is no host.
    init?(registry: String, settings: RegistryConfiguration.Settings?) {
        let authority = registry.lowercased() == "docker.io" ? "registry-1.docker.io" : registry
        guard let origins = Self.origins(authority, plainHTTP: settings?.plainHTTP ?? false) else { return nil }
        self.registry = registry.lowercased()
        self.origins = origins
        prefix = ""
        isMirror = false
    }

    /// A mirror as a configuration names it: `host[:port][/path]` or an `http` or `https` URL.
    init?(mirror: String) {
        let hasScheme = mirror.contains("://")
        guard let url = URL(string: hasScheme ? mirror : "https://" + mirror), let origin = HTTPOrigin(url),
            url.user() == nil, url.query() == nil, url.fragment() == nil
        else { return nil }
        registry = origin.authority
        if hasScheme {
            origins = [origin]
        } else {
            guard let origins = Self.origins(origin.authority, plainHTTP: false) else { return nil }
            self.origins = origins
        }
        let path = url.path(percentEncoded: false).split(separator: "/").joined(separator: "/")
        prefix = path.isEmpty ? "" : path + "/"
        isMirror = true
        if !path.isEmpty, (try? ImageReference(registry: "localhost", repository: path)) == nil { return nil }
    }

    private static func origins(_ authority: String, plainHTTP: Bool) -> [HTTPOrigin]? {
        guard let https = HTTPOrigin(scheme: .https, authority: authority),
            let http = HTTPOrigin(scheme: .http, authority: authority)
        else { return nil }
        if plainHTTP { return [http] }
        return https.reach == .loopback ? [https, http] : [https]
    }

    /// The repository's name at this endpoint.
    func repository(_ reference: ImageReference) -> String { prefix + reference.repository }
}

extension RegistryConfiguration {
    /// Where to read a repository from: mirrors in their order, then the registry.
    func readEndpoints(for reference: ImageReference) -> [RegistryEndpoint] {
        let mirrors = registries[reference.registry.lowercased()]?.mirrors ?? []
        return mirrors.compactMap(RegistryEndpoint.init(mirror:)) + writeEndpoints(for: reference)
    }

    /// Where to write to: the registry alone.
    func writeEndpoints(for reference: ImageReference) -> [RegistryEndpoint] {
        let settings = registries[reference.registry.lowercased()]
        return RegistryEndpoint(registry: reference.registry, settings: settings).map { [$0] } ?? []
    }
}
