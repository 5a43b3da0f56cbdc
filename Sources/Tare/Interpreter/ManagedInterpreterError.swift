public import TareDiagnostics
public import TarePython

/// Why a base cannot be given a CPython.
public enum ManagedInterpreterError: Refusal, Hashable {
    /// No final version of the minor is published for the target; `offered` are those that are.
    case notPublished(minor: Int, StandaloneTarget, offered: [PEP440Version], mirror: String)
    case invalidFolder(String)
    /// The archive's bytes are not those that its list names.
    case wrongDigest(archive: String, expected: String, actual: String)
    case unsafeEntry(archive: String, path: String, detail: String)
    /// Another layout than that of an installation.
    case noInstallation(archive: String, detail: String)

    public var what: String {
        switch self {
        case .notPublished(let minor, let target, let offered, _):
            "no CPython 3.\(minor) is published for \(target); "
                + (offered.isEmpty ? "nothing is" : offered.map(\.description).joined(separator: ", ") + " are")
        case .invalidFolder(let path): "'\(path.printable())' is no folder for an interpreter"
        case .wrongDigest(_, let expected, let actual): "the archive has SHA-256 \(actual) instead of \(expected)"
        case .unsafeEntry(_, let path, let detail): "entry '\(path.printable())' \(detail)"
        case .noInstallation(_, let detail): "the archive is no installation of CPython: \(detail.printable())"
        }
    }

    public var location: String? {
        switch self {
        case .notPublished(_, _, _, let place), .wrongDigest(let place, _, _), .unsafeEntry(let place, _, _),
            .noInstallation(let place, _):
            place.printable(limit: 400)
        case .invalidFolder: nil
        }
    }

    public var hint: String? {
        switch self {
        case .notPublished: "choose a base with an interpreter of its own, or another version of CPython"
        case .invalidFolder: "write an absolute path without '.' and '..', such as /python"
        case .wrongDigest: "the file was changed or cut off: fetch or copy it again"
        case .unsafeEntry: "python-build-standalone publishes no such entry: do not use this mirror"
        case .noInstallation: "mirror the project's install_only archives, unchanged"
        }
    }

    public var severity: RefusalSeverity {
        switch self {
        case .invalidFolder: .usage
        case .notPublished, .wrongDigest: .incomplete
        case .unsafeEntry, .noInstallation: .badInput
        }
    }
}
