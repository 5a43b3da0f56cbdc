internal import TareDiagnostics

/// Why no files are written.
enum InitError: Refusal, Equatable {
    case noRecommendation(project: String, reason: String)
    case inTheWay(project: String, files: [String])
    case notAFile(path: String)
    case noRegistry(base: String)
    case notKnown(base: String, what: String)
    case noPython(base: String, python: String, reason: String)
    case invalidImage(String, reason: String)
    case blocked(base: String, packages: [String])
    case cannotWrite(path: String, reason: String)

    var what: String {
        switch self {
        case .noRecommendation(_, let reason): "no base is known to run the project: \(reason)"
        case .inTheWay(_, let files): "nothing was written: \(files.joined(separator: ", ")) would be overwritten"
        case .notAFile: "nothing was written: this is no regular file"
        case .noRegistry: "no Dockerfile can stand on this base: it is in no registry"
        case .notKnown(_, let what): "the base's \(what) is not known"
        case .noPython(_, let python, let reason): "CPython \(python) can't be taken: \(reason)"
        case .invalidImage(let image, let reason): "'\(image.printable())' is no reference to an image: \(reason)"
        case .blocked(_, let packages): "packages can't be installed there: \(packages.joined(separator: ", "))"
        case .cannotWrite(_, let reason): "nothing was written: \(reason)"
        }
    }

    var location: String? {
        switch self {
        case .noRecommendation(let place, _), .inTheWay(let place, _), .notAFile(let place), .noRegistry(let place),
            .notKnown(let place, _), .noPython(let place, _, _), .blocked(let place, _), .cannotWrite(let place, _):
            place.printable(limit: 400)
        case .invalidImage: nil
        }
    }

    var hint: String? {
        switch self {
        case .noRecommendation: "'tare compare' says why; choose one with --base"
        case .inTheWay: "look at the difference with --check, then overwrite with --force, or print with --stdout"
        case .notAFile: "move it out of the way"
        case .noRegistry: "push it to a registry and name it there"
        case .notKnown: "run where its registry can be reached"
        case .noPython: "leave --python out; 'tare compare' shows what fits"
        case .invalidImage: "write it as in --image registry.example/team/agent:1.2"
        case .blocked: "choose another base; 'tare compare' says why"
        case .cannotWrite: "check that the folder may be written, and that there is space"
        }
    }

    var severity: RefusalSeverity {
        switch self {
        case .notKnown, .noRecommendation: .incomplete
        case .invalidImage: .usage
        case .inTheWay: .badInput
        default: .badInput
        }
    }
}
