/// What a build of python-build-standalone is for: processor, C library, and whether it has the interpreter's lock.
public struct StandaloneTarget: Sendable, Hashable {
    /// The C library, as a target triple names it.
    public enum Library: String, Sendable, Hashable, CaseIterable {
        /// Linked against glibc 2.17 (`src/validation.rs` of the project).
        case gnu
        case musl
    }

    public var machine: Machine
    public var library: Library
    /// Without the global interpreter lock (PEP 703), from 3.13 on.
    public var isFreeThreaded: Bool

    public init(machine: Machine, library: Library, isFreeThreaded: Bool = false) {
        self.machine = machine
        self.library = library
        self.isFreeThreaded = isFreeThreaded
    }

    /// The target for a base with this C library; its version decides of nothing that is published.
    public init(machine: Machine, library: TargetCLibrary, isFreeThreaded: Bool = false) {
        let family: Library =
            switch library {
            case .glibc: .gnu
            case .musl: .musl
            }
        self.init(machine: machine, library: family, isFreeThreaded: isFreeThreaded)
    }

    /// LLVM's name of it: `x86_64-unknown-linux-gnu`. Builds for newer processors alone (`x86_64_v3`) are others.
    public var triple: String { "\(machine.rawValue)-unknown-linux-\(library.rawValue)" }

    static let all = Machine.allCases.flatMap { machine in
        Library.allCases.flatMap { library in
            [false, true].map { StandaloneTarget(machine: machine, library: library, isFreeThreaded: $0) }
        }
    }
}

extension StandaloneTarget: CustomStringConvertible {
    public var description: String { triple + (isFreeThreaded ? " without the interpreter's lock" : "") }
}
