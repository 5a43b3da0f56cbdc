public import TareDiagnostics

/// Why a folder cannot be taken for a Python project.
public enum ProjectError: Refusal, Equatable {
    case notAFolder(String)
    case noLock(String)
    case tooMany(path: String, limit: Int)
    case tooLarge(path: String, limit: Int)
    case unreadable(path: String, reason: String)

    public var what: String {
        switch self {
        case .notAFolder: "this is no folder"
        case .noLock: "this folder has no lock file"
        case .tooMany(_, let limit): "the project has more than \(limit) files"
        case .tooLarge(_, let limit): "the project has more than \(limit) bytes"
        case .unreadable(_, let reason): "it can't be read: \(reason)"
        }
    }

    public var location: String? {
        switch self {
        case .notAFolder(let path), .noLock(let path), .tooMany(let path, _), .tooLarge(let path, _),
            .unreadable(let path, _):
            path.printable(limit: 400)
        }
    }

    public var hint: String? {
        switch self {
        case .notAFolder: "name the project's folder"
        case .noLock: "make one, such as with 'uv lock' or 'pip-compile --generate-hashes'"
        case .tooMany, .tooLarge: "name the folder of the service, without what is made of it"
        case .unreadable: "check that it may be read"
        }
    }
}
