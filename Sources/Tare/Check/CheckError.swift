public import TareDiagnostics

/// What cannot be checked.
public enum CheckError: Refusal, Hashable {
    case nothing(path: String)
    case tooMany(path: String, limit: Int)
    case unknownRule(String)
    case noFile(path: String)

    public var what: String {
        switch self {
        case .nothing: "no Dockerfile and no compose file is there"
        case .tooMany(_, let limit): "there are more than \(limit) entries below it"
        case .unknownRule(let id): "'\(id.printable(limit: 80))' is no rule"
        case .noFile: "there is no such file or folder"
        }
    }

    public var location: String? {
        switch self {
        case .nothing(let path), .tooMany(let path, _), .noFile(let path): path.printable()
        case .unknownRule: nil
        }
    }

    public var hint: String? {
        switch self {
        case .nothing:
            "name the file itself; folders are searched for Dockerfile, *.Dockerfile, Containerfile and compose.yaml"
        case .tooMany: "name the folders or files to look at"
        case .unknownRule: "'tare check --rules' lists all of them"
        case .noFile: nil
        }
    }

    public var severity: RefusalSeverity {
        switch self {
        case .unknownRule: .usage
        default: .badInput
        }
    }
}
