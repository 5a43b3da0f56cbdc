public import AsyncHTTPClient
internal import FoundationEssentials
public import Logging
internal import TareOCI
internal import TarePython

/// Where releases of python-build-standalone are, and how they are reached.
public struct StandaloneMirrorConfiguration: Sendable {
    /// The project's own releases.
    public static let defaultAddress = "https://github.com/astral-sh/python-build-standalone/releases/download"
    /// The project's file that names its newest release.
    static let defaultPointer =
        "https://raw.githubusercontent.com/astral-sh/python-build-standalone/latest-release/latest-release.json"

    /// An `https`, `http` or `file` URL or the path of a folder; below it, a folder for each release.
    public var address = defaultAddress
    public var isOffline = false
    public var retry = RetryPolicy()
    /// Least bytes a second, over 30 seconds.
    public var minimumRate = 1024

    public init() {}
}

/// A mirror of python-build-standalone's releases: `TAG/SHA256SUMS` and, beside it, the archives.
///
/// Which release is the newest is told by:
/// - the address itself, where it ends in a release's day (`…/download/20260814`): only that release is used;
/// - `latest-release.json`, the project's own or the one at a mirror's root, read for nothing but the day;
/// - in a folder, the names of the folders in it: the newest of them are all read, and a minor that a later release has
///   dropped is found in an earlier one. A folder that has `SHA256SUMS` itself is one release.
///
/// The layout is that of `UV_PYTHON_INSTALL_MIRROR`, with `SHA256SUMS`, which uv does not need. Trust is in the
/// checksums, thus in the address: the project signs no lists.
public struct StandaloneMirror: Sendable {
    enum Place: Sendable, Hashable {
        /// `base` has no trailing slash; `pointer` is not asked for where the address names a release.
        case web(base: String, pointer: String, pinned: StandaloneTag?)
        case folder(String)
    }

    let place: Place
    private let configuration: StandaloneMirrorConfiguration
    private let http: @Sendable () -> HTTPClient
    let logger: Logger

    /// Bytes of one archive; with debugging symbols they have up to 200 MB.
    static let archiveLimit: UInt64 = 512 << 20

    /// - Parameter http: the client, asked for where something has to be fetched.
    public init(
        configuration: StandaloneMirrorConfiguration, logger: Logger, http: @escaping @Sendable () -> HTTPClient
    ) throws(StandaloneMirrorError) {
        place = try Self.place(configuration.address)
        self.configuration = configuration
        self.logger = logger
        self.http = http
    }

    var isOffline: Bool { configuration.isOffline }

    var web: WebClient {
        WebClient(
            http: http(), logger: logger, isOffline: configuration.isOffline, retry: configuration.retry,
            minimumRate: configuration.minimumRate)
    }

    /// Equal for mirrors that are the same.
    public var name: String {
        switch place {
        case .web(let base, _, let pinned): base + (pinned.map { "/\($0)" } ?? "")
        case .folder(let path): path
        }
    }

    private static func place(_ address: String) throws(StandaloneMirrorError) -> Place {
        var text = address
        while text.utf8.count > 1, text.hasSuffix("/") { text.removeLast() }
        guard !text.isEmpty, text.utf8.count <= 2000, !text.utf8.contains(0) else { throw .invalidAddress(address) }
        if text.hasPrefix("/") { return .folder(text) }
        guard let url = URL(string: text), url.query() == nil, url.fragment() == nil else {
            throw .invalidAddress(address)
        }
        if url.scheme?.lowercased() == "file" {
            let path = url.path(percentEncoded: false)
            guard (url.host() ?? "").isEmpty, path.hasPrefix("/") else { throw .invalidAddress(address) }
            return .folder(path)
        }
        guard HTTPOrigin(url) != nil, url.user() == nil, url.password() == nil else { throw .invalidAddress(address) }
        let last = text.split(separator: "/").last ?? ""
        let pinned = StandaloneTag(last)
        let base = pinned == nil ? text : String(text.dropLast(last.utf8.count + 1))
        let isOwn = base == StandaloneMirrorConfiguration.defaultAddress
        return .web(
            base: base, pointer: isOwn ? StandaloneMirrorConfiguration.defaultPointer : base + "/latest-release.json",
            pinned: pinned)
    }

    static let checksumsName = "SHA256SUMS"

    /// The address of a file of a release; uv and the project write `+` as `%2B`.
    static func url(_ base: String, _ tag: StandaloneTag, _ name: String) throws(StandaloneMirrorError) -> URL {
        let escaped = name.utf8.flatMap { $0 == UInt8(ascii: "+") ? Array("%2B".utf8) : [$0] }
        guard let url = URL(string: "\(base)/\(tag)/" + String(decoding: escaped, as: UTF8.self)) else {
            throw .invalidAddress(base)
        }
        return url
    }
}
