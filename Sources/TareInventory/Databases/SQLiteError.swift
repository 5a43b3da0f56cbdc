internal import TareDiagnostics

/// Why an SQLite database was refused.
enum SQLiteError: Refusal, Equatable {
    case notADatabase
    /// UTF-16 text, a format from the future.
    case unsupported(String)
    case malformed(String, page: UInt32)
    case noTable(String)

    var what: String {
        switch self {
        case .notADatabase: "is not an SQLite database"
        case .unsupported(let detail): "is an SQLite database with \(detail), which is not read"
        case .malformed(let detail, _): "is a damaged SQLite database: \(detail)"
        case .noTable(let name): "is an SQLite database without a table '\(name)'"
        }
    }

    var location: String? {
        if case .malformed(_, let page) = self { return "page \(page)" }
        return nil
    }
}
