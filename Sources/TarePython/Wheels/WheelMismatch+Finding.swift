extension WheelMismatch {
    /// The nearest miss of candidates of which none fits.
    init(of candidates: [WheelCandidate], for tags: CompatibleTags, hasSource: Bool) {
        var misses = Misses()
        for candidate in candidates { misses.add(candidate, for: tags) }
        self.init(reason: misses.nearest ?? .noWheels(hasSource: hasSource), target: tags.target)
    }
}

/// What is known of the misses of all wheels, by kind.
private struct Misses {
    private var pythons: Set<PythonTag> = []
    private var stablePythons: Set<PythonTag> = []
    private var abis: Set<String> = []
    private var platforms: Set<String> = []
    private var machines: Set<String> = []
    private var hasOtherLibrary = false
    private var libraryVersion: (major: Int, minor: Int)?
    private var requiresPython: VersionSpecifierSet?

    mutating func add(_ candidate: WheelCandidate, for tags: CompatibleTags) {
        let wheel = candidate.filename
        if wheel.rank(in: tags) != nil {
            requiresPython = requiresPython ?? candidate.requiresPython
            return
        }
        let accepted = wheel.pythonTags.contains { python in wheel.abiTags.contains { tags.group(python, $0) != nil } }
        guard !accepted else {
            for platform in wheel.platformTags { add(platform, for: tags.target) }
            return
        }
        if wheel.pythonTags.contains(where: { isInterpreter($0, wheel.abiTags, tags) }) {
            abis.formUnion(wheel.abiTags.map(\.description))
        } else if wheel.abiTags.contains(.stable) {
            stablePythons.formUnion(wheel.pythonTags)
        } else {
            pythons.formUnion(wheel.pythonTags)
        }
    }

    /// Whether the interpreter is right, so that the interface is what misses.
    private func isInterpreter(_ python: PythonTag, _ abis: [ABITag], _ tags: CompatibleTags) -> Bool {
        if tags.group(python, .none) != nil { return true }
        guard case .cpython(let minor) = python else { return false }
        return minor <= tags.target.minor && !Set(abis).isDisjoint(with: [.stable, .stableFreeThreaded])
    }

    private mutating func add(_ platform: PlatformTag, for target: InstallTarget) {
        switch (platform, target.library) {
        case (.linux(let machine), _), (.manylinux(_, _, let machine), _), (.legacyManylinux(_, let machine), _),
            (.musllinux(_, _, let machine), _):
            guard machine == target.machine else {
                machines.insert(machine.rawValue)
                return
            }
            add(platform, on: target.library)
        case (.any, _): platforms.insert(platform.description)
        case (.other(let text), _):
            if let machine = PlatformTag.unknownMachine(of: text) {
                machines.insert(machine)
            } else {
                platforms.insert(text)
            }
        }
    }

    /// A platform of Linux on the right machine, which does not fit all the same.
    private mutating func add(_ platform: PlatformTag, on library: TargetCLibrary) {
        let needed: (major: Int, minor: Int)
        switch (platform, library) {
        case (.manylinux(let major, let minor, _), .glibc), (.musllinux(let major, let minor, _), .musl):
            needed = (major, minor)
        case (.legacyManylinux(let legacy, _), .glibc):
            needed = (2, legacy.glibcMinor)
        case (.manylinux, .musl), (.legacyManylinux, .musl), (.musllinux, .glibc):
            hasOtherLibrary = true
            return
        case (.linux, _), (.any, _), (.other, _):
            platforms.insert(platform.description)
            return
        }
        guard needed > library.numbers else {
            // A tag older than all that installers know for the processor.
            platforms.insert(platform.description)
            return
        }
        if libraryVersion.map({ needed < $0 }) ?? true { libraryVersion = needed }
    }

    var nearest: WheelMismatch.Reason? {
        if let requiresPython { return .requiresPython(requiresPython) }
        if let (major, minor) = libraryVersion { return .libraryVersion(major: major, minor: minor) }
        if hasOtherLibrary { return .library }
        if !machines.isEmpty { return .machine(machines.sorted()) }
        if !platforms.isEmpty { return .platform(platforms.sorted()) }
        if !abis.isEmpty { return .abi(abis.sorted()) }
        let interpreters = pythons.sorted { $0.order < $1.order }.map(\.description)
        let stable = stablePythons.sorted { $0.order < $1.order }.map { "\($0)-abi3" }
        return interpreters.isEmpty && stable.isEmpty ? nil : .python(interpreters + stable)
    }
}

extension TargetCLibrary {
    fileprivate var numbers: (Int, Int) {
        switch self {
        case .glibc(let major, let minor), .musl(let major, let minor): (major, minor)
        }
    }
}

extension PythonTag {
    /// Python 3 and CPython 3 by minor, then other interpreters by name.
    fileprivate var order: (Int, Int, String) {
        switch self {
        case .other(let text): (3, 0, text)
        case .python(let minor): (1, minor ?? -1, "")
        case .cpython(let minor): (2, minor, "")
        }
    }
}

extension PlatformTag {
    /// The processor in a tag of Linux that is not known here: `s390x` in `manylinux_2_17_s390x`.
    fileprivate static func unknownMachine(of text: String) -> String? {
        let parts = text.split(separator: "_")
        guard parts.count > 1 else { return nil }
        let skipped: Int
        switch parts[0] {
        case "linux", "manylinux1", "manylinux2010", "manylinux2014": skipped = 1
        case "manylinux", "musllinux": skipped = 3
        default: return nil
        }
        return parts.count > skipped ? parts[skipped...].joined(separator: "_") : nil
    }
}
