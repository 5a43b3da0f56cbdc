public import TareDiagnostics

/// Why a text is not the name of a wheel's file.
public struct WheelFilenameError: Refusal, Equatable {
    public enum Reason: Sendable, Equatable {
        case tooLong, suffix, parts, name, build, tags, tooManyTags
        case version(VersionError)
    }

    public var filename: String
    public var reason: Reason

    public var what: String {
        let subject = "'\(filename.printable())' is not the name of a wheel"
        return switch reason {
        case .tooLong: "\(subject): it is longer than \(WheelFilename.maximumLength) bytes"
        case .suffix: "\(subject): it does not end with '.whl'"
        case .parts: "\(subject): it does not have five or six parts between hyphens"
        case .name: "\(subject): its first part is no escaped package name"
        case .build: "\(subject): its build number does not begin with a digit"
        case .tags: "\(subject): its tags are malformed"
        case .tooManyTags: "\(subject): it stands for more than \(WheelTagLists.maximumCount) tags"
        case .version(let error): "\(subject): \(error.what)"
        }
    }

    public var hint: String? { "a wheel is named as in 'name-1.0-py3-none-any.whl'" }
}
