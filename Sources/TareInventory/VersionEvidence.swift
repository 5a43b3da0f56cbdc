/// Something in the image that states a version, and where.
///
/// A version is never guessed: one that is reported rests on the evidence named beside it, and all other evidence is
/// kept, so that a disagreement shows.
public struct VersionEvidence: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, Sendable, Hashable {
        /// A version string inside the executable or its shared library.
        case binary
        /// `build-details.json` of the interpreter (PEP 739).
        case buildDetails
        /// `PY_VERSION` of `patchlevel.h`.
        case patchLevelHeader
        /// The upstream version of the operating system's package that owns the file.
        case package
        /// The version in the name of a versioned library: `libc-2.31.so`.
        case fileName
        /// The highest symbol version that the library defines: the real version is this or, where a release added
        /// none, later.
        case symbolVersions
        /// The directory into which an installer of interpreters put it: `cpython-3.12.7-linux-x86_64-gnu`.
        case directoryName
    }

    public var kind: Kind
    public var version: String
    /// The file that states it; for `package` the database.
    public var path: String
}

/// The version of an upstream release inside a distribution's version.
enum UpstreamVersion {
    /// `2.36` of `2.36-9+deb12u10`, `3.12.0rc1` of `1:3.12.0~rc1-1`, `3.12.7` of `3.12.7-r0`; `nil` unless numbers with
    /// dots begin what is left.
    static func of(_ version: String) -> String? {
        var rest = version[...]
        if let colon = rest.firstIndex(of: ":") { rest = rest[rest.index(after: colon)...] }
        if let hyphen = rest.firstIndex(of: "-") { rest = rest[..<hyphen] }
        if let plus = rest.firstIndex(of: "+") { rest = rest[..<plus] }
        let upstream = rest.filter { $0 != "~" }
        guard upstream.utf8.first?.isDigit == true, upstream.contains(".") else { return nil }
        return upstream
    }
}
