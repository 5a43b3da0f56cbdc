public import TareDiagnostics

/// Why a layer was refused while it was measured.
public enum LayerError: Refusal, Equatable {
    /// A name or hard link that leaves the root or that no file system takes.
    case unsafeName(name: String, detail: String, offset: UInt64)
    case digestMismatch(what: String, expected: Digest, actual: Digest)
    case sizeMismatch(expected: UInt64, actual: UInt64)
    /// The index would not fit its own offsets (4 GiB of names), or a bound on memory.
    case tooLarge(detail: String)

    public var what: String {
        switch self {
        case .unsafeName(let name, let detail, _): "layer entry '\(name.printable())' \(detail)"
        case .digestMismatch(let what, let expected, let actual):
            "the \(what) is \(actual), not \(expected) as stated"
        case .sizeMismatch(let expected, let actual): "the blob has \(actual) bytes, not \(expected) as stated"
        case .tooLarge(let detail): "the layer is too large to index: \(detail)"
        }
    }

    public var location: String? {
        if case .unsafeName(_, _, let offset) = self { return "tar byte \(offset)" }
        return nil
    }

    public var hint: String? {
        switch self {
        case .unsafeName: "no image builder writes such entries: do not use this image"
        case .digestMismatch, .sizeMismatch: "the content was changed or cut off on its way: fetch it again"
        case .tooLarge: nil
        }
    }
}
