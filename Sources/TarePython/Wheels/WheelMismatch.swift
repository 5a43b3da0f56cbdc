/// Why no wheel of a package fits a target: the nearest miss of all its wheels.
///
/// Later cases are nearer misses than earlier ones.
public enum WheelMismatch: Sendable, Hashable {
    /// There are no wheels; `hasSource` says whether there is a source distribution.
    case noWheels(hasSource: Bool)
    /// All are for other interpreters; their tags, ascending.
    case python([String], target: String)
    /// They are for the interpreter, but built against another binary interface; their tags, ascending.
    case abi([String], target: String)
    /// They are for other systems than Linux, or processors that are not known here; their tags, ascending.
    case platform([String])
    /// They are for Linux on other processors.
    case machine([String], target: Machine)
    /// They are for the other C library.
    case library(built: String, target: TargetCLibrary)
    /// They need a newer C library; the lowest version that one of them is content with.
    case libraryVersion(needed: String, target: TargetCLibrary)
    /// A wheel would fit, but its package excludes the version of Python.
    case requiresPython(VersionSpecifierSet, target: PEP440Version)
}
