public import TareDiagnostics
public import TarePython

/// Why an index of Python packages could not be read.
public enum PythonIndexError: Refusal, Equatable {
    case invalidAddress(String)
    case unknownProject(name: String, url: String)
    case transfer(WebFailure)
    case page(url: String, IndexPageError)

    public var what: String {
        switch self {
        case .invalidAddress(let text): "'\(text.printable())' is no address of an index"
        case .unknownProject(let name, _): "the index has no project '\(name.printable())'"
        case .transfer(let failure): failure.what
        case .page(_, let error):
            switch error {
            case .notAnIndex: "the server's answer is no index page"
            case .malformed(let detail): "the index page can't be read: \(detail)"
            case .tooManyFiles(let limit): "the index page lists more than \(limit) files"
            case .unsupportedVersion(let version):
                "the index speaks version \(version.printable()) of the simple repository API, not 1"
            }
        }
    }

    public var location: String? {
        switch self {
        case .invalidAddress: nil
        case .unknownProject(_, let url), .page(let url, _): url.printable(limit: 400)
        case .transfer(let failure): failure.location
        }
    }

    public var hint: String? {
        switch self {
        case .invalidAddress: "write http:// or https://, a host and a path, such as https://pypi.org/simple"
        case .unknownProject: "check the name, and that the lock's index is this one"
        case .transfer(let failure): failure.hint
        case .page(_, .notAnIndex): "the address may need a login, or is not that of a simple index"
        case .page: nil
        }
    }

    public var severity: RefusalSeverity {
        switch self {
        case .invalidAddress: .usage
        default: .incomplete
        }
    }
}
