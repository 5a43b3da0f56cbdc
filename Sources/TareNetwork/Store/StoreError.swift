public import TareDiagnostics

/// Why the cache folder or a file on disk could not be used.
public enum StoreError: Refusal, Equatable {
    case noCacheDirectory
    /// `reason` is the system's: "No space left on device".
    case cannotWrite(path: String, reason: String)
    case cannotRead(path: String, reason: String)
    case tooLarge(path: String, limit: Int)
    case database(path: String, detail: String)

    public var what: String {
        switch self {
        case .noCacheDirectory: "there is no folder to keep measurements in"
        case .cannotWrite(_, let reason): "the file can't be written: \(reason)"
        case .cannotRead(_, let reason): "the file can't be read: \(reason)"
        case .tooLarge(_, let limit): "the file has more than the \(limit) bytes allowed"
        case .database(_, let detail): "the measurement cache can't be used: \(detail.printable())"
        }
    }

    public var location: String? {
        switch self {
        case .noCacheDirectory: nil
        case .cannotWrite(let path, _), .cannotRead(let path, _), .tooLarge(let path, _), .database(let path, _):
            path.printable()
        }
    }

    public var hint: String? {
        switch self {
        case .noCacheDirectory: "set HOME, or TARE_CACHE_DIR to a folder that may be written"
        case .cannotWrite: "check that the folder exists, may be written and has space; TARE_CACHE_DIR moves the cache"
        case .cannotRead: "check that the file exists and may be read"
        case .tooLarge: nil
        case .database(_, let detail) where detail.contains("disk is full") || detail.contains("disk I/O error"):
            "free space there, or set TARE_CACHE_DIR to a folder that has some"
        case .database: "delete the file: everything in it can be measured again"
        }
    }

    public var severity: RefusalSeverity {
        switch self {
        case .noCacheDirectory: .usage
        case .cannotRead, .tooLarge: .badInput
        case .cannotWrite, .database: .incomplete
        }
    }
}
