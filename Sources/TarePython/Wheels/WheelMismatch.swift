import TareDiagnostics

/// Why no wheel of a package fits a target: the nearest miss of all its wheels. A finding, not a failure.
public struct WheelMismatch: Sendable, Hashable {
    public var reason: Reason
    public var target: InstallTarget

    /// The kinds of miss, from the farthest to the nearest.
    public enum Reason: Sendable, Hashable {
        /// There are no wheels; `hasSource` says whether there is a source distribution.
        case noWheels(hasSource: Bool)
        /// All are for other interpreters; their tags, ascending.
        case python([String])
        /// They are for the interpreter, but built against other binary interfaces; their tags, ascending.
        case abi([String])
        /// They are for the interpreter, but for other systems than Linux; their tags, ascending.
        case platform([String])
        /// They are for the interpreter on Linux, but for other processors; their names, ascending.
        case machine([String])
        /// They are for the interpreter and the processor, but for the other C library.
        case library
        /// They need a newer C library of the same kind; the oldest that one of them is content with.
        case libraryVersion(major: Int, minor: Int)
        /// A wheel would fit, but its package excludes the version of Python.
        case requiresPython(VersionSpecifierSet)
    }
}

extension WheelMismatch: CustomStringConvertible {
    /// One sentence without a full stop: "its wheels need glibc 2.34 or later; the base has 2.31".
    public var description: String {
        let interpreter = "cp3\(target.minor)"
        switch reason {
        case .noWheels(hasSource: true): return "it has no wheels, only a source distribution"
        case .noWheels(hasSource: false): return "it has no wheels"
        case .python(let tags): return "no wheel for \(interpreter); only \(Self.list(tags)) wheels"
        case .abi(let tags):
            let own = ABITag.cpython(minor: target.minor, isFreeThreaded: target.isFreeThreaded)
            return "no wheel for the binary interface \(own); built for \(Self.list(tags)) only"
        case .platform(let tags): return "no wheel of \(interpreter) for this Linux; built for \(Self.list(tags)) only"
        case .machine(let machines):
            return
                "no wheel of \(interpreter) for Linux on \(target.machine.rawValue); built for \(Self.list(machines)) only"
        case .library:
            let built = if case .musl = target.library { "manylinux" } else { "musllinux" }
            return "no wheel for \(target.library.name) on \(target.machine.rawValue); built for \(built) only"
        case .libraryVersion(let major, let minor):
            return
                "its wheels need \(target.library.name) \(major).\(minor) or later; the base has \(target.library.version)"
        case .requiresPython(let specifiers): return "it needs Python \(specifiers); the target has \(target.python)"
        }
    }

    /// How to mend it, as an instruction.
    public var hint: String {
        switch reason {
        case .noWheels(hasSource: true): "build a wheel of it for the target, or choose a version that has one"
        case .noWheels(hasSource: false): "choose a version that has wheels"
        case .python, .requiresPython: "choose another Python, or a version of the package for this one"
        case .abi: target.isFreeThreaded ? "use the ordinary build of CPython" : "choose a version with wheels for it"
        case .platform, .machine: "build a wheel of it for Linux on \(target.machine.rawValue)"
        case .library:
            if case .musl = target.library {
                "use a base with glibc, such as a Debian one"
            } else {
                "use a base with musl, such as Alpine"
            }
        case .libraryVersion(let major, let minor):
            "use a base with \(target.library.name) \(major).\(minor) or later, or an older version of the package"
        }
    }

    private static func list(_ tags: [String]) -> String {
        let shown = tags.prefix(8).map { $0.printable(limit: 40) }.joined(separator: ", ")
        return tags.count > 8 ? "\(shown) and \(tags.count - 8) more" : shown
    }
}
