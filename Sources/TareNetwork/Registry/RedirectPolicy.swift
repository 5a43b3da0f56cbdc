internal import FoundationEssentials

/// Follows redirects by hand, so that a credential stays with the origin that it is for.
///
/// Registries send blobs from storage on other hosts. Clients that keep `Authorization` on the way hand their tokens to
/// whoever the registry names.
struct RedirectPolicy {
    enum Refused: Error, Equatable {
        case tooMany(limit: Int)
        case missingLocation
        case malformedLocation
        /// From https to http, where anyone on the way reads and changes the answer.
        case downgrade(to: String)
        /// From a public host to an address of this machine or its link.
        case unreachableTarget(to: String)
    }

    static let limit = 5
    static let statuses: Set<UInt> = [301, 302, 303, 307, 308]

    /// Where the request is now.
    private(set) var url: URL
    /// False from the first change of origin on, for good: a redirect back does not bring the credential back.
    private(set) var mayAuthorize = true
    private var followed = 0
    private let origin: HTTPOrigin?

    init(_ url: URL) {
        self.url = url
        origin = HTTPOrigin(url)
    }

    /// Moves on to the target of a redirect.
    mutating func follow(location: String?) throws(Refused) {
        guard followed < Self.limit else { throw .tooMany(limit: Self.limit) }
        followed += 1
        url = try Self.resolve(location, against: url)
        if HTTPOrigin(url) != origin { mayAuthorize = false }
    }

    /// The absolute URL that a `Location` field means, if a client may go there from `base`.
    static func resolve(_ location: String?, against base: URL) throws(Refused) -> URL {
        guard let location, !location.isEmpty else { throw .missingLocation }
        guard location.utf8.count <= 8192, let target = URL(string: location, relativeTo: base)?.absoluteURL,
            let from = HTTPOrigin(base), let to = HTTPOrigin(target), target.user() == nil, target.password() == nil
        else { throw .malformedLocation }
        if from.scheme == .https && to.scheme == .http { throw .downgrade(to: to.description) }
        guard permits(to, from: from) else { throw .unreachableTarget(to: to.description) }
        return target
    }

    /// False where a host elsewhere points into this machine or its link; a registry on loopback may.
    static func permits(_ target: HTTPOrigin, from origin: HTTPOrigin) -> Bool {
        if target.host == origin.host { return true }
        return switch target.reach {
        case .elsewhere: true
        case .loopback: origin.reach == .loopback
        case .local, .disguised: false
        }
    }
}
