internal import TareDiagnostics

/// Why an image cannot be built.
enum BuildError: Refusal, Equatable {
    case noInterpreter(base: String)
    case noTarget(base: String, detail: String)
    case unreachable(base: String, reason: String)
    case noWheels(base: String, packages: [String])
    case noDigest(url: String)
    case collision(path: String)
    case noStart(project: String)
    case tooOld(time: Int64)
    case mispredicted(layer: String)

    var what: String {
        switch self {
        case .noInterpreter: "the base has no CPython, and none is published for it"
        case .noTarget(_, let detail): "no wheels can be chosen for this base: \(detail)"
        case .unreachable(_, let reason): "the base can't be had: \(reason)"
        case .noWheels(_, let packages): "no wheel fits this base: \(packages.joined(separator: ", "))"
        case .noDigest: "the lock states no digest of this file"
        case .collision(let path): "two sources want the file \(path.printable(limit: 400))"
        case .noStart: "it is not known how the project starts"
        case .tooOld(let time): "\(time) is no time of files"
        case .mispredicted(let layer): "the layer '\(layer)' was written otherwise than it was weighed"
        }
    }

    var location: String? {
        switch self {
        case .noInterpreter(let base), .noTarget(let base, _), .unreachable(let base, _), .noWheels(let base, _):
            base.printable(limit: 400)
        case .noDigest(let url): url.printable(limit: 400)
        case .noStart(let project): project.printable(limit: 400)
        case .collision, .tooOld, .mispredicted: nil
        }
    }

    var hint: String? {
        switch self {
        case .noInterpreter: "choose a base with an interpreter; 'tare compare' lists them"
        case .noTarget: "choose a base of Debian, Ubuntu, Alpine or the like"
        case .unreachable: "run where it can be reached, or name an image on disk"
        case .noWheels: "build wheels of these packages for the base, or choose another; 'tare compare' says why"
        case .noDigest: "lock with hashes, such as with 'uv lock' or 'pip-compile --generate-hashes'"
        case .collision: "leave one of them out, such as by .dockerignore"
        case .noStart: "state it in pyproject.toml: [tool.tare] application = \"module:name\""
        case .mispredicted: "report this, please: it is a mistake of Tare"
        case .tooOld: "set SOURCE_DATE_EPOCH to seconds since 1970"
        }
    }

    var severity: RefusalSeverity {
        switch self {
        case .unreachable: .incomplete
        default: .badInput
        }
    }
}
