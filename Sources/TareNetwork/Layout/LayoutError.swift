public import TareDiagnostics
public import TareOCI

/// Why an image on disk could not be opened or written.
public enum LayoutError: Refusal, Equatable {
    case notAnImage(path: String, detail: String)
    /// A file that the layout's own documents name is not in it.
    case missing(path: String, member: String)
    case noSuchImage(path: String, wanted: String, available: [String])
    case severalImages(path: String, available: [String])
    case document(path: String, OCIError)
    /// An engine's store was asked for, and no program that reads it is installed, or it failed.
    case engine(name: String, detail: String, hint: String)

    public var what: String {
        switch self {
        case .notAnImage(_, let detail): detail.printable()
        case .missing(_, let member): "'\(member.printable())' is named but not there"
        case .noSuchImage(_, let wanted, let available):
            "there is no image '\(wanted.printable())'"
                + (available.isEmpty ? ", nor any other name" : ", only " + Self.list(available))
        case .severalImages(_, let available): "there are several images: " + Self.list(available)
        case .document(_, let error): error.description
        case .engine(_, let detail, _): detail.printable(limit: 400)
        }
    }

    public var location: String? {
        switch self {
        case .notAnImage(let path, _), .missing(let path, _), .noSuchImage(let path, _, _), .severalImages(let path, _),
            .document(let path, _):
            path.printable()
        case .engine(let name, _, _): name.printable()
        }
    }

    public var hint: String? {
        switch self {
        case .notAnImage: "give oci:DIR, oci-archive:FILE, docker-archive:FILE, or a registry reference"
        case .missing: "the image was saved incompletely: save it again"
        case .noSuchImage(_, _, let available), .severalImages(_, let available):
            available.isEmpty
                ? "leave the name out" : "add a name: oci:DIR:NAME, oci-archive:FILE:NAME, docker-archive:FILE:NAME"
        case .document(_, let error): error.hint
        case .engine(_, _, let hint): hint
        }
    }

    public var severity: RefusalSeverity {
        switch self {
        case .noSuchImage, .severalImages: .usage
        case .engine: .incomplete
        case .document(_, let error): error.severity
        case .notAnImage, .missing: .badInput
        }
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(8).map { "'\($0.printable())'" }.joined(separator: ", ")
            + (names.count > 8 ? " and \(names.count - 8) more" : "")
    }
}
