public import TareDiagnostics
public import TarePython

/// Why releases of python-build-standalone could not be had. Nothing that was refused is ever used in part.
public enum StandaloneMirrorError: Refusal, Equatable {
    case invalidAddress(String)
    /// The mirror does not say which release is its newest.
    case noPointer(url: String)
    case noChecksums(place: String)
    /// A folder without any release.
    case noReleases(folder: String)
    case missingArchive(path: String)
    case list(place: String, StandaloneListError)
    case transfer(WebFailure)

    public var what: String {
        switch self {
        case .invalidAddress(let text): "'\(text.printable())' is no address of a mirror of CPython"
        case .noPointer: "the mirror does not say which release of CPython is its newest"
        case .noChecksums: "the release has no SHA256SUMS: its archives cannot be checked"
        case .noReleases: "the folder has no release of python-build-standalone in it"
        case .missingArchive: "the archive that SHA256SUMS names is not there"
        case .list(_, let error): error.what
        case .transfer(let failure): failure.what
        }
    }

    public var location: String? {
        switch self {
        case .invalidAddress: nil
        case .noPointer(let place), .noChecksums(let place), .noReleases(let place), .missingArchive(let place),
            .list(let place, _):
            place.printable(limit: 400)
        case .transfer(let failure): failure.location
        }
    }

    public var hint: String? {
        switch self {
        case .invalidAddress:
            "set TARE_PYTHON_MIRROR to an https:// or file:// URL or a folder's absolute path, below which releases lie"
        case .noPointer: "put latest-release.json there, or end TARE_PYTHON_MIRROR in the release to use: …/20260814"
        case .noChecksums: "copy the release's SHA256SUMS too"
        case .noReleases: "lay each release into a folder of its day, such as 20260814, with its SHA256SUMS"
        case .missingArchive: "copy the archive too, or take its line out of SHA256SUMS"
        case .list(_, let error): error.hint
        case .transfer(.offline): "run once without --offline, or set TARE_PYTHON_MIRROR to a folder"
        case .transfer(.unreachable): "check the network and a proxy, or set TARE_PYTHON_MIRROR to a mirror or a folder"
        case .transfer(let failure): failure.hint
        }
    }

    public var severity: RefusalSeverity {
        switch self {
        case .invalidAddress: .usage
        default: .incomplete
        }
    }
}
