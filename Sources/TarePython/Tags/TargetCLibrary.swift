/// The C library that the packages will run on, with its version: it decides which wheels can load.
public enum TargetCLibrary: Sendable, Hashable {
    case glibc(major: Int, minor: Int)
    case musl(major: Int, minor: Int)

    /// `glibc` or `musl`.
    public var name: String {
        switch self {
        case .glibc: "glibc"
        case .musl: "musl"
        }
    }

    /// `2.36`.
    public var version: String {
        switch self {
        case .glibc(let major, let minor), .musl(let major, let minor): "\(major).\(minor)"
        }
    }
}

extension TargetCLibrary: CustomStringConvertible {
    public var description: String { "\(name) \(version)" }
}
