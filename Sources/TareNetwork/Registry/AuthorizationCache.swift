/// The `Authorization` values that worked, and the origins that answered.
///
/// A value is filed under the origin and the access that it was given for, so it is never sent to another.
actor AuthorizationCache {
    struct Key: Hashable {
        let origin: HTTPOrigin
        let access: RegistryAccess
    }

    private struct Entry {
        let value: String
        let expiry: ContinuousClock.Instant?
    }

    private var entries: [Key: Entry] = [:]
    private var origins: [RegistryEndpoint: HTTPOrigin] = [:]

    func value(for key: Key, now: ContinuousClock.Instant) -> String? {
        guard let entry = entries[key] else { return nil }
        if let expiry = entry.expiry, expiry <= now {
            entries[key] = nil
            return nil
        }
        return entry.value
    }

    func store(_ value: String, for key: Key, expiry: ContinuousClock.Instant?) {
        entries[key] = Entry(value: value, expiry: expiry)
    }

    /// The origins of an endpoint, only the one that answered before if any did.
    func candidates(_ endpoint: RegistryEndpoint) -> [HTTPOrigin] {
        origins[endpoint].map { [$0] } ?? endpoint.origins
    }

    func answered(_ endpoint: RegistryEndpoint, at origin: HTTPOrigin) {
        if endpoint.origins.count > 1 { origins[endpoint] = origin }
    }
}

/// What a request needs to be allowed to do, as a token server understands it.
struct RegistryAccess: Hashable, Sendable {
    var repository: String
    var canPush = false
    /// A second repository to read from, for a mount.
    var source: String?

    /// Docker token scopes: `repository:NAME:pull,push`.
    var scopes: [String] {
        let own = "repository:\(repository):\(canPush ? "pull,push" : "pull")"
        return source.map { [own, "repository:\($0):pull"] } ?? [own]
    }
}
