/// A processor family that images are built for, as `uname -m` names it.
public enum Machine: String, Sendable, Hashable, CaseIterable {
    case x86_64
    case aarch64

    /// The oldest minor of glibc 2 that manylinux tags of the family name (PEP 600, PEP 599).
    var oldestManylinuxMinor: Int {
        switch self {
        case .x86_64: 5
        case .aarch64: 17
        }
    }
}
