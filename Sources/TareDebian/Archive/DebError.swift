public import TareDiagnostics

/// Why a `.deb` was refused.
public enum DebError: Refusal, Equatable {
    /// Members in another order than deb(5) has them, or missing.
    case unexpectedMember(found: String, expected: String)
    case missingMember(String)
    case unsupportedVersion(String)
    case unsupportedCompression(member: String)
    case memberTooLarge(String, limit: UInt64)
    case missingControlFile
    case controlFileTooLarge(name: String, limit: Int)
    case malformedControl(ControlError)

    public var what: String {
        switch self {
        case .unexpectedMember(let found, let expected):
            "the package has member '\(found.printable())' where \(expected) is expected"
        case .missingMember(let name): "the package has no \(name)"
        case .unsupportedVersion(let version): "the package is of format \(version.printable()), not 2"
        case .unsupportedCompression(let member):
            "member '\(member.printable())' is packed in a way that is not supported"
        case .memberTooLarge(let name, let limit): "member '\(name.printable())' is larger than \(limit) bytes"
        case .missingControlFile: "the package's control archive has no control file"
        case .controlFileTooLarge(let name, let limit):
            "control file '\(name.printable())' is larger than \(limit) bytes"
        case .malformedControl(let error): error.what
        }
    }

    public var location: String? {
        if case .malformedControl(let error) = self { return error.location }
        return nil
    }

    public var hint: String? {
        switch self {
        case .unsupportedCompression: "build the package again with xz, zstd or gzip: dpkg-deb -Zxz"
        default: "fetch the package again; it should be a Debian binary package as deb(5) describes"
        }
    }
}
