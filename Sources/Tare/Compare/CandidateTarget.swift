internal import TareInventory
internal import TareOCI
internal import TarePython
internal import TareSelection

/// For which interpreters and C library a candidate wants wheels.
struct CandidateTarget: Sendable {
    /// The best first: what the base has, or what it is offered with.
    var pythons: [PEP440Version]
    var library: TargetCLibrary
    var machine: Machine

    /// Minors that are tried for a base without an interpreter of its own, the newest first.
    private static let managedMinors = ["3.14", "3.13", "3.12", "3.11"]

    /// What a measured base has.
    init?(_ entry: CatalogueEntry, _ inventory: ImageInventory, _ platform: Platform) {
        guard let machine = Self.machine(platform), let version = inventory.libc.version,
            let library = Self.library(inventory.libc.family.rawValue, version)
        else { return nil }
        self.machine = machine
        self.library = library
        if let interpreter = Self.interpreter(of: inventory), let python = interpreter.version {
            pythons = [try? PEP440Version(python)].compactMap { $0 }
        } else {
            pythons = Self.stated(entry)
        }
    }

    /// What the catalogue states; `nil` where it does not state the C library.
    init?(_ entry: CatalogueEntry, _ platform: Platform) {
        guard let machine = Self.machine(platform), let stated = entry.libc?.value,
            let version = stated.version ?? stated.family.oldestVersion,
            let library = Self.library(stated.family.rawValue, version)
        else { return nil }
        self.machine = machine
        self.library = library
        pythons = Self.stated(entry)
    }

    /// The base's own CPython: the only one, or that of `/usr/local` before the distribution's.
    static func interpreter(of inventory: ImageInventory) -> PythonInterpreter? {
        let all = inventory.interpreters.filter { $0.implementation == .cpython && $0.version != nil }
        return all.first { $0.path.hasPrefix("/usr/local/") } ?? all.first
    }

    private static func stated(_ entry: CatalogueEntry) -> [PEP440Version] {
        var minors = managedMinors
        if let fixed = entry.fixedPython {
            minors = [fixed]
        } else if !entry.pythons.isEmpty {
            let offered = Set(entry.pythons.map(\.value))
            minors = managedMinors.filter(offered.contains)
        }
        // Which patch it is nobody stated; none of the usual markers asks.
        return minors.compactMap { try? PEP440Version($0 + ".0") }
    }

    private static func machine(_ platform: Platform) -> Machine? {
        switch platform.normalized.architecture {
        case "amd64": .x86_64
        case "arm64": .aarch64
        default: nil
        }
    }

    private static func library(_ family: String, _ version: String) -> TargetCLibrary? {
        let parts = version.split(separator: ".").prefix(2).compactMap { Int($0) }
        guard parts.count == 2 else { return nil }
        switch family {
        case "glibc": return .glibc(major: parts[0], minor: parts[1])
        // musl's own version; wheels name the ABI, which 1.2 keeps.
        case "musl": return .musl(major: parts[0], minor: parts[1])
        default: return nil
        }
    }
}

extension CatalogueEntry.Library.Family {
    /// What any base of today has at least, where no version is stated: musl keeps the ABI of 1.2, which wheels name, and
    /// every Alpine since 3.13 has it (PEP 656). Of glibc nothing can be said.
    fileprivate var oldestVersion: String? { self == .musl ? "1.2" : nil }
}
