/// One tag of a wheel: the interpreter, the binary interface and the platform that it is for, such as
/// `cp312-cp312-manylinux_2_17_x86_64` (platform compatibility tags specification, PEP 425).
///
/// Known parts are values, so that a tag is ranked by arithmetic; unknown ones keep their text, in lower case.
public struct WheelTag: Sendable, Hashable {
    public var python: PythonTag
    public var abi: ABITag
    public var platform: PlatformTag

    public init(_ python: PythonTag, _ abi: ABITag, _ platform: PlatformTag) {
        self.python = python
        self.abi = abi
        self.platform = platform
    }
}

/// The interpreter that a wheel is for.
public enum PythonTag: Sendable, Hashable {
    /// `cp312`: CPython 3 of this minor.
    case cpython(minor: Int)
    /// `py3`, or `py312` with a minor: any implementation of Python 3.
    case python(minor: Int?)
    /// Any other, such as `py2`, `cp27`, `pp310`.
    case other(String)
}

/// The binary interface that a wheel's extension modules are built against.
public enum ABITag: Sendable, Hashable {
    /// `none`: no extension module, or one that does not use Python's interface.
    case none
    /// `abi3`: the stable interface, from the interpreter's minor on.
    case stable
    /// `abi3t`: the stable interface of free-threaded builds (PEP 803).
    case stableFreeThreaded
    /// `cp312`, or `cp313t` for a free-threaded build.
    case cpython(minor: Int, isFreeThreaded: Bool)
    case other(String)
}

/// The platform that a wheel is for.
public enum PlatformTag: Sendable, Hashable {
    case any
    /// `linux_x86_64`: Linux, with no promise about its libraries.
    case linux(Machine)
    /// `manylinux_2_17_x86_64`: glibc of this version or later (PEP 600).
    case manylinux(major: Int, minor: Int, Machine)
    /// `manylinux2014_x86_64`: the older names of glibc 2.5, 2.12 and 2.17.
    case legacyManylinux(LegacyManylinux, Machine)
    /// `musllinux_1_2_x86_64`: musl of this version or later (PEP 656).
    case musllinux(major: Int, minor: Int, Machine)
    /// Any other, such as `win_amd64`, `macosx_11_0_arm64`, `manylinux_2_17_s390x`.
    case other(String)
}

/// The names of manylinux platforms before PEP 600.
public enum LegacyManylinux: String, Sendable, Hashable, CaseIterable {
    case manylinux1, manylinux2010, manylinux2014

    /// The minor of glibc 2 that the name stands for.
    public var glibcMinor: Int {
        switch self {
        case .manylinux1: 5
        case .manylinux2010: 12
        case .manylinux2014: 17
        }
    }

    /// manylinux2014 is the first with other processors than Intel's.
    func covers(_ machine: Machine) -> Bool { self == .manylinux2014 || machine == .x86_64 }
}

extension WheelTag: CustomStringConvertible {
    public var description: String { "\(python)-\(abi)-\(platform)" }
}

extension PythonTag: CustomStringConvertible {
    public var description: String {
        switch self {
        case .cpython(let minor): "cp3\(minor)"
        case .python(let minor): minor.map { "py3\($0)" } ?? "py3"
        case .other(let text): text
        }
    }
}

extension ABITag: CustomStringConvertible {
    public var description: String {
        switch self {
        case .none: "none"
        case .stable: "abi3"
        case .stableFreeThreaded: "abi3t"
        case .cpython(let minor, let isFreeThreaded): "cp3\(minor)\(isFreeThreaded ? "t" : "")"
        case .other(let text): text
        }
    }
}

extension PlatformTag: CustomStringConvertible {
    public var description: String {
        switch self {
        case .any: "any"
        case .linux(let machine): "linux_\(machine.rawValue)"
        case .manylinux(let major, let minor, let machine): "manylinux_\(major)_\(minor)_\(machine.rawValue)"
        case .legacyManylinux(let name, let machine): "\(name.rawValue)_\(machine.rawValue)"
        case .musllinux(let major, let minor, let machine): "musllinux_\(major)_\(minor)_\(machine.rawValue)"
        case .other(let text): text
        }
    }
}
