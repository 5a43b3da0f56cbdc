public import TareDiagnostics

/// The name of a source distribution's file: `name-version.tar.gz`, or `.zip` of older ones.
public struct SdistFilename: Sendable, Hashable {
    /// As written.
    public let description: String
    public let name: PackageName
    public let version: PEP440Version

    static let maximumLength = 4096

    public init(_ text: some StringProtocol) throws(SdistFilenameError) {
        let bytes = Array(text.utf8)[...]
        func refuse(_ reason: SdistFilenameError.Reason) -> SdistFilenameError {
            SdistFilenameError(filename: bytes.prefix(300).text, reason: reason)
        }
        guard bytes.count <= Self.maximumLength else { throw refuse(.tooLong) }
        guard let suffix = [".tar.gz", ".zip"].first(where: { bytes.suffix($0.utf8.count).elementsEqual($0.utf8) })
        else {
            throw refuse(.suffix)
        }
        let stem = bytes.dropLast(suffix.utf8.count)
        // A version holds no hyphen once it is normalised, a name may.
        guard let hyphen = stem.lastIndex(of: UInt8(ascii: "-")) else { throw refuse(.parts) }
        guard let name = try? PackageName(bytes: stem[..<hyphen]) else { throw refuse(.name) }
        self.name = name
        do {
            version = try PEP440Version(bytes: stem[(hyphen + 1)...])
        } catch {
            throw refuse(.version(error))
        }
        description = bytes.text
    }
}

extension SdistFilename: CustomStringConvertible {}

/// Why a text is not the name of a source distribution's file.
public struct SdistFilenameError: Refusal, Equatable {
    public enum Reason: Sendable, Equatable {
        case tooLong, suffix, parts, name
        case version(VersionError)
    }

    public var filename: String
    public var reason: Reason

    public var what: String {
        let subject = "'\(filename.printable())' is not the name of a source distribution"
        return switch reason {
        case .tooLong: "\(subject): it is longer than \(SdistFilename.maximumLength) bytes"
        case .suffix: "\(subject): it does not end with '.tar.gz' or '.zip'"
        case .parts: "\(subject): it has no hyphen between a name and a version"
        case .name: "\(subject): it does not begin with a package name"
        case .version(let error): "\(subject): \(error.what)"
        }
    }

    public var hint: String? { "a source distribution is named as in 'name-1.0.tar.gz'" }
}
