public import TareDiagnostics

/// Why a wheel cannot be installed.
public enum WheelContentError: Refusal, Equatable {
    /// Not exactly one folder `*.dist-info` at the top.
    case distInfoFolders([String])
    /// A file that every wheel has.
    case missing(String)
    /// A file that the mapping reads was not given, or only its head where all of it counts.
    case notProvided(String)
    /// A symbolic link, device or pipe: a wheel has files only.
    case notAFile(String)
    /// A text of the wheel that cannot be understood. `line` counts from 1; 0 for the whole.
    case malformed(file: String, line: Int, detail: String)
    case unsupportedWheelVersion(String)
    /// The metadata names another project or version than the file's name.
    case otherProject(stated: String, filename: String)
    /// A folder of `.data` that is none of purelib, platlib, headers, scripts, data.
    case unknownScheme(String)
    case scriptFolder(String)
    case invalidScript(name: String, detail: String)
    /// Two sources of the wheel for one path.
    case collision(path: String)
    case tooLarge(file: String, limit: Int)

    public var what: String {
        switch self {
        case .distInfoFolders(let names) where names.isEmpty: "the wheel has no .dist-info folder"
        case .distInfoFolders(let names):
            "the wheel has several .dist-info folders: \(names.joined(separator: ", ").printable())"
        case .missing(let name): "the wheel has no \(name.printable())"
        case .notProvided(let name): "'\(name.printable())' of the wheel was not read whole"
        case .notAFile(let name): "'\(name.printable())' of the wheel is a link or a device"
        case .malformed(_, _, let detail): detail.printable()
        case .unsupportedWheelVersion(let version): "the wheel is of format '\(version.printable())', not 1.x"
        case .otherProject(let stated, let filename):
            "the wheel's metadata is that of '\(stated.printable())', its name that of '\(filename.printable())'"
        case .unknownScheme(let name): "no place is known for '\(name.printable())'"
        case .scriptFolder(let name): "'\(name.printable())' is a folder among scripts"
        case .invalidScript(let name, let detail): "script '\(name.printable())' \(detail.printable())"
        case .collision(let path): "two files of the wheel would be '\(path.printable())'"
        case .tooLarge(let file, let limit): "'\(file.printable())' of the wheel has more than \(limit) bytes"
        }
    }

    public var location: String? {
        guard case .malformed(let file, let line, _) = self else { return nil }
        return line > 0 ? "\(file.printable()):\(line)" : file.printable()
    }

    public var hint: String? {
        switch self {
        case .unsupportedWheelVersion: "take an older version of the project, or tell us of the new format"
        case .notProvided: nil
        default: "the wheel has to be built again by its project; until then pin another version"
        }
    }
}
