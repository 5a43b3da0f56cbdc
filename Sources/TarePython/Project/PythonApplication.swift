/// How a project's service starts.
public struct PythonApplication: Sendable, Hashable {
    public enum Start: Sendable, Hashable {
        /// A server imports it: `uvicorn module:attribute`.
        case asgi(ImportTarget)
        /// A server imports it by WSGI: `gunicorn module:attribute`.
        case wsgi(ImportTarget)
        /// A command that installing the project makes.
        case command(String, ImportTarget)
        /// `python -m name`
        case module(String)
        /// `python path`
        case file(String)
    }

    public var start: Start
    /// The file that defines it, relative to the project; `nil` where the project only declares it.
    public var path: String?
    /// The folder that must be on the path of modules: empty, or `src`.
    public var root: String
    /// Why it was taken: a key of `pyproject.toml`, or `path:line`.
    public var evidence: String

    /// `server:app` for what a server imports, the command otherwise.
    public var description: String {
        switch start {
        case .asgi(let target), .wsgi(let target): target.description
        case .command(let name, _): name
        case .module(let name): "-m \(name)"
        case .file(let path): path
        }
    }
}

/// A file of a project: its path, relative to the project, and its bytes.
public struct ProjectFile: Sendable {
    public var path: String
    public var bytes: [UInt8]

    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}
