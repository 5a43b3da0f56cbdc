public import TareDiagnostics

/// Where wheels are to be installed: a CPython on Linux, its processor and its C library.
public struct InstallTarget: Sendable, Hashable {
    /// The full version of CPython, such as 3.12.4: requirements of wheels and markers ask for the patch.
    public let python: PEP440Version
    /// Whether CPython is built without the global interpreter lock (3.13 and later).
    public let isFreeThreaded: Bool
    public let machine: Machine
    public let library: TargetCLibrary

    /// The minors of CPython whose tags are known.
    public static let knownMinors = 9...15

    /// CPython's minor: 12 for 3.12.4.
    public let minor: Int

    public init(
        python: PEP440Version, isFreeThreaded: Bool = false, machine: Machine, library: TargetCLibrary
    ) throws(InstallTargetError) {
        guard python.epoch == 0, python.major == 3, let minor = Int(exactly: python.minor),
            Self.knownMinors.contains(minor)
        else { throw InstallTargetError(python: python, isFreeThreaded: isFreeThreaded) }
        guard !isFreeThreaded || minor >= 13 else {
            throw InstallTargetError(python: python, isFreeThreaded: isFreeThreaded)
        }
        self.python = python
        self.isFreeThreaded = isFreeThreaded
        self.machine = machine
        self.library = library
        self.minor = minor
    }

    public var markerEnvironment: MarkerEnvironment { MarkerEnvironment(python: python, machine: machine) }
}

/// A CPython for which no wheel can be chosen.
public struct InstallTargetError: Refusal, Equatable {
    public var python: PEP440Version
    public var isFreeThreaded: Bool

    public var what: String {
        isFreeThreaded
            ? "there is no free-threaded CPython \(python) whose wheels are known"
            : "wheels of CPython \(python) are not known"
    }

    public var hint: String? {
        let (low, high) = (InstallTarget.knownMinors.lowerBound, InstallTarget.knownMinors.upperBound)
        return "use CPython 3.\(isFreeThreaded ? 13 : low) to 3.\(high)"
    }
}
