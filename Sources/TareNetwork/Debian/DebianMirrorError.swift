public import TareDiagnostics

/// Why a Debian archive could not be used. Nothing that was refused is ever used in part.
public enum DebianMirrorError: Refusal, Equatable {
    case invalidAddress(String)
    /// A file could not be had.
    case transfer(WebFailure)
    case tooLarge(url: String, limit: UInt64)
    case wrongDigest(url: String, expected: String, actual: String)
    /// Not in the cache, and nothing may be asked for.
    case offline(url: String)
    case noVerifier
    case noKeyring(path: String)
    case verifierFailed(program: String, detail: String)
    /// No valid signature by a key of the keyring; `detail` is the verifier's own word.
    case unsigned(url: String, detail: String)
    case badSignature(url: String, detail: String)
    /// Seconds since 1970.
    case expired(url: String, validUntil: Int64)
    case fromTheFuture(url: String, date: Int64)
    /// The signed file is of another suite: a mirror that swaps suites.
    case wrongSuite(url: String, found: String, expected: String)
    case missingIndex(url: String, path: String)

    public var what: String {
        switch self {
        case .invalidAddress(let text): "'\(text.printable())' is no address of a mirror"
        case .transfer(let failure): failure.what
        case .wrongDigest(_, let expected, let actual): "the file has SHA-256 \(actual) instead of \(expected)"
        case .tooLarge(_, let limit): "the file has more than the \(limit) bytes allowed"
        case .offline: "the file is not in the cache, and nothing may be fetched"
        case .noVerifier: "neither gpgv nor sqv is installed: the archive's signature cannot be checked"
        case .noKeyring: "there is no keyring to check the archive's signature with"
        case .verifierFailed(let program, let detail): "\(program) could not be run: \(detail.printable())"
        case .unsigned(_, let detail): "the release is not signed by a key of the keyring: \(detail.printable())"
        case .badSignature(_, let detail): "the release's signature is bad: \(detail.printable())"
        case .expired(_, let time): "the release was valid until \(ReadableTime.text(time)) only"
        case .fromTheFuture(_, let time): "the release is dated \(ReadableTime.text(time)), which has not come yet"
        case .wrongSuite(_, let found, let expected):
            "the release is of '\(found.printable())' instead of '\(expected.printable())'"
        case .missingIndex(_, let path): "the release does not list \(path.printable())"
        }
    }

    public var location: String? {
        switch self {
        case .transfer(let failure): failure.location
        case .wrongDigest(let url, _, _), .tooLarge(let url, _), .offline(let url),
            .unsigned(let url, _), .badSignature(let url, _), .expired(let url, _), .fromTheFuture(let url, _),
            .wrongSuite(let url, _, _), .missingIndex(let url, _):
            url.printable(limit: 400)
        case .noKeyring(let path): path.printable(limit: 400)
        case .invalidAddress, .noVerifier, .verifierFailed: nil
        }
    }

    public var hint: String? {
        switch self {
        case .invalidAddress: "write http:// or https://, a host and a path, such as http://deb.debian.org/debian"
        case .transfer(let failure): Self.hint(failure)
        case .wrongDigest: Self.midUpdate
        case .tooLarge: "use another mirror: no Debian archive has such a file"
        case .offline: "run once without --offline"
        case .noVerifier: "install gpgv (apt-get install gpgv)"
        case .noKeyring: "install debian-archive-keyring, or name a keyring with --keyring"
        case .verifierFailed: nil
        case .unsigned: "bring debian-archive-keyring up to date, or name the archive's own keyring with --keyring"
        case .badSignature:
            "the file was changed on its way: use another mirror, and do not use this network unprotected"
        case .expired: "the mirror is stale, or withholds updates: use another one; or set this machine's clock right"
        case .fromTheFuture: "set this machine's clock right"
        case .wrongSuite, .missingIndex: "use another mirror, or another architecture"
        }
    }

    public var severity: RefusalSeverity {
        switch self {
        case .invalidAddress: .usage
        case .badSignature, .wrongSuite: .badInput
        default: .incomplete
        }
    }

    private static let midUpdate = "the mirror may be in the middle of an update: try again, or use another mirror"

    private static func hint(_ failure: WebFailure) -> String? {
        switch failure {
        case .notFound: "check the suite's name, and that the mirror carries it"
        case .refused, .unreachable: "check the network and a proxy, or name another mirror with --mirror"
        case .wrongSize, .wrongDigest: midUpdate
        case .redirect: "name the mirror that is meant with --mirror"
        case .tooLarge, .wrongRange, .offline: failure.hint
        }
    }
}
