public import AsyncHTTPClient
internal import NIOCore

extension HTTPClient.Configuration {
    /// What registry access needs of the shared client: redirects are left to the caller, a silent connection ends.
    ///
    /// The client's own redirects would follow from https to http and to addresses of this machine; answers are not
    /// unpacked, since digests are of the bytes as sent.
    public static func forTransfers(idleTimeout: Int64 = 60, connectTimeout: Int64 = 15) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: Timeout(connect: .seconds(connectTimeout), read: .seconds(idleTimeout)),
            decompression: .disabled)
        // A host without TLS on its port should be known at once, not when the time to connect is up.
        configuration.connectionPool.retryConnectionEstablishment = false
        // The parts of wheels are many and small: what counts is how many are on their way.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 16
        return configuration
    }
}
