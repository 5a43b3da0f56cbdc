public import TareDiagnostics

/// Why a project's file — `pyproject.toml`, a lock, a requirements file — was refused.
public struct ProjectFileError: Refusal, Equatable {
    public enum Reason: Sendable, Equatable {
        /// The text breaks the grammar of its format.
        case syntax(String)
        case tooLarge(limit: Int)
        case tooMany(what: String, limit: Int)
        case missing(key: String)
        case wrongType(key: String, expected: String, found: String)
        /// A value that is well formed but not what its key may hold; `hint` tells what is.
        case invalid(key: String, detail: String, hint: String?)
        case unsupportedVersion(format: String, found: String, supported: String)
        /// An entry names a package that the lock does not hold, or holds more than once.
        case danglingDependency(from: String, to: String)
        case ambiguousDependency(from: String, to: String)
        case unknownFormat
        case missingFile(String)
        case outsideRoot(String)
    }

    /// The file's name, as the caller gave it.
    public var file: String
    public var position: TextPosition?
    public var reason: Reason

    public init(file: String, _ position: TextPosition? = nil, _ reason: Reason) {
        self.file = file
        self.position = position
        self.reason = reason
    }

    public var location: String? {
        guard let position else { return file.printable() }
        return "\(file.printable()):\(position.line):\(position.column)"
    }

    public var what: String {
        switch reason {
        case .syntax(let message): message
        case .tooLarge(let limit): "the file is larger than \(limit) bytes"
        case .tooMany(let what, let limit): "there are more than \(limit) \(what)"
        case .missing(let key): "'\(key.printable())' is missing"
        case .wrongType(let key, let expected, let found): "'\(key.printable())' is \(found), not \(expected)"
        case .invalid(let key, let detail, _): "'\(key.printable())': \(detail)"
        case .unsupportedVersion(let format, let found, let supported):
            "version \(found.printable()) of \(format) is not supported; version \(supported) is"
        case .danglingDependency(let from, let to):
            "\(from.printable()) depends on \(to.printable()), which the lock does not hold"
        case .ambiguousDependency(let from, let to):
            "\(from.printable()) depends on \(to.printable()), which the lock holds more than once"
        case .unknownFormat: "this is no lock file that is known here"
        case .missingFile(let name): "'\(name.printable())' is not there"
        case .outsideRoot(let name): "'\(name.printable())' is outside the project"
        }
    }

    public var hint: String? {
        switch reason {
        case .syntax: nil
        case .invalid(_, _, let hint): hint
        case .tooLarge, .tooMany: "check that this is the file you mean"
        case .missing, .wrongType, .danglingDependency, .ambiguousDependency:
            "let the tool that wrote the file write it anew"
        case .unsupportedVersion(_, _, let supported): "write the lock with a tool that writes version \(supported)"
        case .unknownFormat: "name a \(LockFormat.names) file"
        case .missingFile: "restore the file, or remove the line that names it"
        case .outsideRoot: "move the file into the project"
        }
    }
}
