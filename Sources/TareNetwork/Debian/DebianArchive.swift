public import AsyncHTTPClient
public import Logging

/// Where a Debian archive's parts are, and how they are fetched and trusted.
public struct DebianArchiveConfiguration: Sendable {
    /// Debian's own addresses, which lead to a mirror nearby.
    public static let defaultMirror = "http://deb.debian.org/debian"
    public static let defaultSecurityMirror = "http://deb.debian.org/debian-security"
    /// Of Debian's package debian-archive-keyring.
    public static let defaultKeyring = "/usr/share/keyrings/debian-archive-keyring.gpg"

    public var mirror = defaultMirror
    public var securityMirror = defaultSecurityMirror
    /// Public keys whose signatures are trusted.
    public var keyring = defaultKeyring
    /// Folders to look for `gpgv` and `sqv` in, separated by colons; `PATH` of the environment.
    public var searchPath: String
    /// Files by their SHA-256, and releases by their address.
    public var folder: String
    public var isOffline = false
    /// Packages fetched at a time.
    public var concurrency = 6
    public var retry = RetryPolicy()
    /// Least bytes a second, over 30 seconds.
    public var minimumRate = 1024

    public init(folder: String, searchPath: String) {
        self.folder = folder
        self.searchPath = searchPath
    }
}

/// A Debian archive over HTTP: signed releases, indices and packages, each checked while it streams.
///
/// Trust goes from the keyring to the release (OpenPGP), to its indices and their packages (SHA-256), so that the mirror
/// and the way to it need not be trusted, nor HTTPS be used (wiki.debian.org/SecureApt).
public struct DebianArchive: Sendable {
    let web: WebClient
    let configuration: DebianArchiveConfiguration
    let logger: Logger
    let store: DebianStore
    /// Seconds since 1970.
    let now: Int64

    /// - Parameter now: seconds since 1970, for the releases' validity.
    public init(
        http: HTTPClient, configuration: DebianArchiveConfiguration, now: Int64, logger: Logger
    ) throws(DebianMirrorError) {
        web = WebClient(
            http: http, logger: logger, isOffline: configuration.isOffline, retry: configuration.retry,
            minimumRate: configuration.minimumRate)
        self.configuration = configuration
        self.now = now
        self.logger = logger
        store = DebianStore(folder: configuration.folder)
        _ = try Self.base(configuration.mirror)
        _ = try Self.base(configuration.securityMirror)
    }
}
