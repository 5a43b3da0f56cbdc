public import TareDiagnostics

/// Where a wheel's RECORD and its files disagree.
///
/// The specification has installers refuse such wheels; pip and uv mend them in silence, and there are some on the
/// index. So these are findings: who installs decides.
public enum RecordProblem: Refusal, Hashable {
    /// A path that begins with a slash, as some releases of selenium have.
    case absolutePath(String)
    /// Names a file that the archive has under a simpler spelling.
    case indirectPath(String)
    /// A row without a file.
    case noFile(String)
    /// A second row for one file.
    case repeated(String)
    /// A file without a row.
    case unlisted(String)
    /// A row without a digest, or with one by an algorithm that is not allowed.
    case noDigest(String)
    case wrongSize(String, stated: UInt64, actual: UInt64)

    public var what: String {
        switch self {
        case .absolutePath(let path): "'\(path.printable())' is an absolute path"
        case .indirectPath(let path): "'\(path.printable())' is not written as the archive has it"
        case .noFile(let path): "'\(path.printable())' is not in the archive"
        case .repeated(let path): "'\(path.printable())' comes twice"
        case .unlisted(let path): "'\(path.printable())' of the archive is not listed"
        case .noDigest(let path): "'\(path.printable())' has no digest of sha256 or better"
        case .wrongSize(let path, let stated, let actual):
            "'\(path.printable())' has \(actual) bytes, not \(stated) as listed"
        }
    }

    public var location: String? { "RECORD" }

    public var hint: String? { "the wheel has to be built again by its project; until then pin another version" }
}
