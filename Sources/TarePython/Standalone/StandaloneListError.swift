public import TareDiagnostics

/// Why what a release of python-build-standalone lists could not be read.
public enum StandaloneListError: Refusal, Hashable {
    case tooLarge(limit: Int)
    case tooManyLines(limit: Int)
    case malformed(line: Int)
    case repeated(line: Int, name: String)
    case wrongRelease(line: Int, name: String, expected: StandaloneTag)
    /// Well formed, and nothing in it that a service on Linux could use.
    case noArchives
    case notAPointer
    case unknownPointer(version: Int)
    case notATag(String)

    public var what: String {
        switch self {
        case .tooLarge(let limit): "the list has more than the \(limit) bytes allowed"
        case .tooManyLines(let limit): "the list has more than the \(limit) lines allowed"
        case .malformed(let line): "line \(line) is no SHA-256 and a file's name"
        case .repeated(let line, let name): "line \(line) names \(name.printable()) once more"
        case .wrongRelease(let line, let name, let expected):
            "line \(line) names \(name.printable()), which is not of release \(expected)"
        case .noArchives: "the list names no CPython for Linux"
        case .notAPointer: "the answer is not python-build-standalone's latest-release.json"
        case .unknownPointer(let version): "latest-release.json is of version \(version), not 1"
        case .notATag(let text): "'\(text.printable(limit: 40))' is no release's day, such as 20260814"
        }
    }

    public var hint: String? {
        switch self {
        case .malformed, .notAPointer: "the address may need a login, or is not that of a mirror"
        case .noArchives: "mirror archives named cpython-…-install_only_stripped.tar.gz, with their SHA256SUMS"
        default: nil
        }
    }

    public var severity: RefusalSeverity { .incomplete }
}
