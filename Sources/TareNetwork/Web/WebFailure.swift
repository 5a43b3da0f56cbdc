public import TareDiagnostics

/// Why a file of a plain web server could not be had. Nothing that was refused is ever used in part.
public enum WebFailure: Refusal, Equatable {
    case notFound(url: String)
    case refused(url: String, status: UInt)
    case unreachable(url: String, detail: String)
    /// A transfer ended early, or came to more than was stated.
    case wrongSize(url: String, expected: UInt64, actual: UInt64)
    case wrongDigest(url: String, expected: String, actual: String)
    case tooLarge(url: String, limit: UInt64)
    case redirect(url: String, detail: String)
    /// The answer to a range request is not that range.
    case wrongRange(url: String, detail: String)
    /// Not in the cache, and nothing may be asked for.
    case offline(url: String)

    public var what: String {
        switch self {
        case .notFound: "the server does not have this file"
        case .refused(_, let status): "the server answers with status \(status)"
        case .unreachable(_, let detail): "the server cannot be reached: \(detail.printable())"
        case .wrongSize(_, let expected, let actual): "the file has \(actual) bytes instead of \(expected)"
        case .wrongDigest(_, let expected, let actual): "the file has SHA-256 \(actual) instead of \(expected)"
        case .tooLarge(_, let limit): "the file has more than the \(limit) bytes allowed"
        case .redirect(_, let detail): "the server's redirect is not followed: \(detail.printable())"
        case .wrongRange(_, let detail): "the server answers another range than was asked for: \(detail.printable())"
        case .offline: "the file is not in the cache, and nothing may be fetched"
        }
    }

    public var location: String? { url.printable(limit: 400) }

    var url: String {
        switch self {
        case .notFound(let url), .refused(let url, _), .unreachable(let url, _), .wrongSize(let url, _, _),
            .wrongDigest(let url, _, _), .tooLarge(let url, _), .redirect(let url, _), .wrongRange(let url, _),
            .offline(let url):
            url
        }
    }

    public var hint: String? {
        switch self {
        case .notFound: "check the address"
        case .refused, .unreachable: "check the network and a proxy, and try again"
        case .wrongSize, .wrongDigest: "the file may have been replaced: try again"
        case .tooLarge, .redirect, .wrongRange: nil
        case .offline: "run once without --offline"
        }
    }

    public var severity: RefusalSeverity { .incomplete }

    /// Failures on the way, which may not come again.
    var isTransient: Bool {
        switch self {
        case .unreachable, .wrongSize, .wrongDigest: true
        case .refused(_, let status): RetrySchedule.isTransient(status: status)
        default: false
        }
    }
}
