public import TareDiagnostics

/// Why a file was refused as ELF.
public enum ELFError: Refusal, Equatable {
    /// The first four bytes are not ELF's.
    case notELF
    /// A header or table points behind the end of the file.
    case outsideFile(part: String, offset: UInt64, fileSize: UInt64)
    /// A value that the specification does not allow.
    case malformed(part: String, detail: String)

    public var what: String {
        switch self {
        case .notELF: "the file is not ELF"
        case .outsideFile(let part, _, let fileSize): "\(part) lies outside the ELF file of \(fileSize) bytes"
        case .malformed(let part, let detail): "\(part) of the ELF file is malformed: \(detail.printable())"
        }
    }

    public var location: String? {
        if case .outsideFile(_, let offset, _) = self { return "byte \(offset)" }
        return nil
    }

    public var hint: String? {
        switch self {
        case .notELF: nil
        case .outsideFile, .malformed: "the file is damaged or cut off: install what it belongs to again"
        }
    }
}
