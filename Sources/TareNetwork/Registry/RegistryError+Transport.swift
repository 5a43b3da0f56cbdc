internal import AsyncHTTPClient
internal import FoundationEssentials

extension RegistryError {
    /// What an error of the HTTP client means; a cancelled task stays cancelled.
    static func transport(_ error: any Error, _ url: URL) throws -> RegistryError {
        if error is CancellationError || Task.isCancelled { throw CancellationError() }
        guard let error = error as? HTTPClientError else {
            return .unreachable(url: url.shown, detail: String(describing: error))
        }
        return switch error {
        case .readTimeout: .timedOut(url: url.shown, detail: "nothing came in for too long")
        case .deadlineExceeded, .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout, .writeTimeout,
            .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
            .timedOut(url: url.shown, detail: error.shortDescription)
        default: .unreachable(url: url.shown, detail: error.shortDescription)
        }
    }

    /// Failures on the way, which may not come again.
    var isTransient: Bool {
        switch self {
        case .unreachable, .timedOut, .cutOff: true
        default: false
        }
    }
}
