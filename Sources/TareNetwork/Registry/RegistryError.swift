internal import FoundationEssentials
public import TareDiagnostics
public import TareOCI

/// Why a registry could not be read from or written to; `url` is shown without credentials and query.
public enum RegistryError: Refusal, Equatable {
    case offline(url: String)
    case unreachable(url: String, detail: String)
    case timedOut(url: String, detail: String)
    /// Slower than the least rate of a transfer.
    case tooSlow(url: String, bytesPerSecond: Int)
    case unauthorized(url: String, registry: String, hadCredential: Bool, detail: String)
    case forbidden(url: String, registry: String, detail: String)
    case notFound(url: String, subject: String)
    case rateLimited(url: String, retryAfter: Int64?)
    case unexpectedStatus(url: String, status: UInt, detail: String)
    case redirectRefused(url: String, detail: String)
    /// The registry names a token server that no credential may be sent to.
    case realmRefused(url: String, realm: String)
    case badChallenge(url: String, detail: String)
    case badToken(url: String, detail: String)
    case badHeader(url: String, name: String, detail: String)
    /// An answer that is no registry's: a login page, a proxy's error page.
    case notARegistry(url: String, contentType: String)
    case digestMismatch(url: String, expected: Digest, actual: Digest)
    case sizeMismatch(url: String, expected: UInt64, actual: UInt64)
    case tooLarge(url: String, limit: UInt64)
    /// The connection ended before the content did, time and again.
    case cutOff(url: String, received: UInt64, expected: UInt64)
    /// A manifest, index or configuration that was refused.
    case document(url: String, OCIError)
    case credentialHelper(name: String, detail: String)
    case badConfiguration(path: String, detail: String)
    /// An upload that did not come to an end.
    case uploadFailed(url: String, detail: String)
    /// A blob to push that does not match its descriptor.
    case sourceMismatch(digest: Digest, detail: String)

    public var what: String {
        switch self {
        case .offline: "the network is not asked while offline"
        case .unreachable(_, let detail): "the registry cannot be reached: \(detail.printable())"
        case .timedOut(_, let detail): "the registry does not answer: \(detail.printable())"
        case .tooSlow(_, let rate): "the registry sends less than \(rate) bytes a second"
        case .unauthorized(_, _, let hadCredential, let detail):
            (hadCredential ? "the registry does not accept the credential" : "the registry asks for a credential")
                + Self.suffix(detail)
        case .forbidden(_, _, let detail): "the registry denies access" + Self.suffix(detail)
        case .notFound(_, let subject): "the registry has no \(subject.printable())"
        case .rateLimited(_, let seconds):
            "the registry refuses further requests for now"
                + (seconds.map { ", for \($0) seconds" } ?? "")
        case .unexpectedStatus(_, let status, let detail):
            "the registry answers with status \(status)" + Self.suffix(detail)
        case .redirectRefused(_, let detail): "a redirect is not followed: \(detail.printable())"
        case .realmRefused(_, let realm): "no credential is sent to the token server '\(realm.printable())'"
        case .badChallenge(_, let detail): "the registry asks for a credential in no known way: \(detail.printable())"
        case .badToken(_, let detail): "the token server's answer cannot be used: \(detail.printable())"
        case .badHeader(_, let name, let detail):
            "the registry's header '\(name)' cannot be used: \(detail.printable())"
        case .notARegistry(_, let type): "the answer is '\(type.printable())', which is no registry's"
        case .digestMismatch(_, let expected, let actual): "the content has digest \(actual), not \(expected)"
        case .sizeMismatch(_, let expected, let actual): "the content has \(actual) bytes, not \(expected) as stated"
        case .tooLarge(_, let limit): "the answer is longer than the \(limit) bytes allowed"
        case .cutOff(_, let received, let expected):
            "the connection ended after \(received) of \(expected) bytes, again and again"
        case .document(_, let error): error.description
        case .credentialHelper(let name, let detail):
            "the credential helper 'docker-credential-\(name.printable())' failed: \(detail.printable())"
        case .badConfiguration(_, let detail): detail.printable()
        case .uploadFailed(_, let detail): "the upload failed: \(detail.printable())"
        case .sourceMismatch(let digest, let detail):
            "blob \(digest) is not as its descriptor says: \(detail.printable())"
        }
    }

    public var location: String? {
        switch self {
        case .offline(let url), .unreachable(let url, _), .timedOut(let url, _), .tooSlow(let url, _),
            .unauthorized(let url, _, _, _), .forbidden(let url, _, _), .notFound(let url, _), .rateLimited(let url, _),
            .unexpectedStatus(let url, _, _), .redirectRefused(let url, _), .realmRefused(let url, _),
            .badChallenge(let url, _), .badToken(let url, _), .badHeader(let url, _, _), .notARegistry(let url, _),
            .digestMismatch(let url, _, _), .sizeMismatch(let url, _, _), .tooLarge(let url, _), .cutOff(let url, _, _),
            .document(let url, _), .uploadFailed(let url, _):
            url.printable(limit: 500)
        case .badConfiguration(let path, _): path.printable()
        case .credentialHelper, .sourceMismatch: nil
        }
    }

    public var hint: String? {
        switch self {
        case .offline: "run again without --offline, or name an image on disk, as in oci:DIR"
        case .unreachable, .timedOut, .tooSlow:
            "check the host name and the network; mirrors and plain HTTP are set in registries.json"
        case .unauthorized(_, let registry, let hadCredential, _):
            hadCredential
                ? "log in again: docker login \(registry.printable())"
                : "check the name of the image, or log in: docker login \(registry.printable())"
        case .forbidden(_, let registry, _):
            "log in with an account that may do this: docker login \(registry.printable())"
        case .notFound: "check the repository and the tag"
        case .rateLimited: "wait, log in for a higher limit, or set a mirror in registries.json"
        case .redirectRefused: "tell the registry's operator: it must redirect to an https URL"
        case .realmRefused: "do not trust this registry: its token server must be reached by https"
        case .notARegistry: "check that the host is a registry and that no proxy asks for a login"
        case .digestMismatch, .sizeMismatch:
            "the content was changed on its way, or a mirror is broken: try another source"
        case .cutOff: "try again; what arrives is checked as a whole"
        case .document(_, let error): error.hint
        case .credentialHelper(let name, _):
            "run 'docker-credential-\(name.printable()) list' to see what is wrong, or remove it from the configuration"
        case .badConfiguration: "correct the file or remove it"
        case .unexpectedStatus(_, let status, _):
            status >= 500
                ? "try again later, or set a mirror in registries.json"
                : "check the reference, and that the registry can do this"
        case .badChallenge, .badToken: "tell the registry's operator, or log in with a token that the registry takes"
        case .badHeader: "tell the registry's operator, or set a mirror in registries.json"
        case .tooLarge: "do not use this content: it is larger than any image builder makes it"
        case .uploadFailed: "try again; what the registry has already is not sent again"
        case .sourceMismatch: "make the image again: its content changed after it was measured"
        }
    }

    public var severity: RefusalSeverity {
        switch self {
        case .digestMismatch, .sizeMismatch, .tooLarge, .document(_, _), .badConfiguration, .sourceMismatch: .badInput
        default: .incomplete
        }
    }

    private static func suffix(_ detail: String) -> String { detail.isEmpty ? "" : ": \(detail.printable())" }
}

extension RegistryError {
    static func redirect(_ refused: RedirectPolicy.Refused, at url: URL) -> RegistryError {
        let detail =
            switch refused {
            case .tooMany(let limit): "there are more than \(limit) in a row"
            case .missingLocation: "it does not say where to"
            case .malformedLocation: "its target is no http or https URL, or carries a credential"
            case .downgrade(let target): "it leads from https to \(target)"
            case .unreachableTarget(let target): "it leads to \(target), on this machine or its link"
            }
        return .redirectRefused(url: url.shown, detail: detail)
    }
}
