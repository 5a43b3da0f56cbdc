public import AsyncHTTPClient
internal import FoundationEssentials
public import Logging
public import TarePython

/// How indices of Python packages are reached.
public struct PythonIndexConfiguration: Sendable {
    /// The Python Package Index.
    public static let defaultAddress = "https://pypi.org/simple"

    /// The index of packages whose lock names none.
    public var address = defaultAddress
    public var isOffline = false
    public var retry = RetryPolicy()
    /// Least bytes a second, over 30 seconds.
    public var minimumRate = 1024

    public init() {}
}

/// Indices of Python packages over HTTP (simple repository API).
public struct PythonIndex: Sendable {
    let web: WebClient
    private let address: String

    public init(
        http: HTTPClient, configuration: PythonIndexConfiguration, logger: Logger
    ) throws(PythonIndexError) {
        web = WebClient(
            http: http, logger: logger, isOffline: configuration.isOffline, retry: configuration.retry,
            minimumRate: configuration.minimumRate)
        address = try Self.checked(configuration.address)
    }

    private static let pageLimit = 64 << 20
    /// JSON where the index has it; every index has HTML.
    private static let accepted =
        "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.01"

    /// The files of a project, their URLs made absolute.
    ///
    /// - Parameter index: the index's root, as a lock names it; the configured one if `nil`.
    public func files(of project: PackageName, at index: String? = nil) async throws -> [IndexFile] {
        let root = try index.map { text throws(PythonIndexError) in try Self.checked(text) } ?? address
        guard let url = URL(string: "\(root)/\(project)/") else { throw PythonIndexError.invalidAddress(root) }
        do {
            let (bytes, base) = try await web.get(url, headers: [("Accept", Self.accepted)]) { answer in
                (try await answer.bytes(limit: Self.pageLimit), answer.url)
            }
            return try Self.files(bytes, base)
        } catch WebFailure.notFound(let url) {
            throw PythonIndexError.unknownProject(name: project.description, url: url)
        } catch let failure as WebFailure {
            throw PythonIndexError.transfer(failure)
        }
    }

    /// What a page lists; a file whose URL leads to no web server is left out.
    private static func files(_ bytes: [UInt8], _ base: URL) throws(PythonIndexError) -> [IndexFile] {
        do throws(IndexPageError) {
            return try IndexPage(bytes).files.compactMap { file in
                var file = file
                guard let url = URL(string: file.url, relativeTo: base)?.absoluteURL, HTTPOrigin(url) != nil else {
                    return nil
                }
                file.url = url.absoluteString
                return file
            }
        } catch { throw .page(url: base.absoluteString, error) }
    }

    private static func checked(_ text: String) throws(PythonIndexError) -> String {
        var text = text
        while text.hasSuffix("/") { text.removeLast() }
        guard text.utf8.count <= 2000, let url = URL(string: text), HTTPOrigin(url) != nil, url.query() == nil,
            url.fragment() == nil
        else { throw .invalidAddress(text) }
        return text
    }
}
