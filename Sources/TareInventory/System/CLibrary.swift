internal import TareELF
internal import TareOCI

/// The C library of an image, which decides which wheels and binaries run on it.
public struct CLibrary: Codable, Sendable, Hashable {
    public enum Family: String, Codable, Sendable, Hashable {
        case glibc
        case musl
        /// The image has neither: only static executables run.
        case none
    }

    public var family: Family
    /// `2.36`, `1.2.5`; `nil` where nothing states it.
    public var version: String?
    /// What `version` rests on.
    public var versionFrom: VersionEvidence.Kind?
    public var evidence: [VersionEvidence] = []
    /// The library's file: `libc.so.6`, links resolved, or musl's loader, which is the library.
    public var path: String?
    /// The program loader that executables name.
    public var loader: String?
    public var owner: PackageReference?
    public var layer: Int?

    private init(family: Family) { self.family = family }

    static let none = CLibrary(family: .none)
}

extension CLibrary: Surveying {
    static let landmarks: [Landmark] = [
        .name(glibcName), .beginning("ld-linux"), .name("ld64.so.1"), .name("ld64.so.2"), .beginning(muslPrefix),
    ]

    private static let glibcName = "libc.so.6"
    private static let muslPrefix = "ld-musl-"

    /// The C libraries of an image, the one first that its shell or busybox is linked to; `[.none]` where there is
    /// none.
    static func find(_ survey: TreeSurvey, _ findings: PackageFindings) -> [CLibrary] {
        let libraries = [glibc(survey, findings), musl(survey, findings)].compactMap(\.self)
        guard let first = libraries.first else { return [.none] }
        let names = ["bin/sh", "bin/busybox", "usr/bin/env"].lazy.compactMap { survey.tree.node(at: $0) }
            .compactMap { survey.tree.facts(of: $0)?.interpreter }
        guard libraries.count > 1, let loader = names.first, loader.contains(muslPrefix) else { return libraries }
        return Array(libraries.dropFirst()) + [first]
    }

    /// The libraries' files, whose owners tell the version.
    static func filesToAttribute(_ survey: TreeSurvey) -> [String] {
        libraries(survey).map { survey.tree.path(of: $0.node) }
    }

    /// What was seen in the directories of system libraries, links resolved: others are sysroots and bundles.
    private static func libraries(_ survey: TreeSurvey) -> [(name: String, seen: ImageTree.Node, node: ImageTree.Node)]
    {
        survey.sightings(for: Self.self).compactMap {
            sighting -> (String, (name: String, seen: ImageTree.Node, node: ImageTree.Node))? in
            let path = survey.tree.path(of: sighting.node)
            guard path.hasPrefix("/lib") || path.hasPrefix("/usr/lib"), let node = survey.tree.resolve(sighting.node),
                survey.tree.kind(of: node) == .regular
            else { return nil }
            return (path, (sighting.name, sighting.node, node))
        }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private static func glibc(_ survey: TreeSurvey, _ findings: PackageFindings) -> CLibrary? {
        let tree = survey.tree
        let seen = libraries(survey)
        // musl's compatibility packages put links of glibc's names to other files.
        guard let library = seen.first(where: { $0.name == glibcName && tree.name(of: $0.node).hasPrefix("libc") })
        else { return nil }
        var result = CLibrary(family: .glibc)
        let path = tree.path(of: library.node)
        result.path = path
        result.loader = seen.first { $0.name.hasPrefix("ld-linux") || $0.name.hasPrefix("ld64") }.map {
            tree.path(of: $0.seen)
        }
        result.layer = tree.layer(of: library.node)
        result.owner = findings.owners[path]
        if let version = versionInName(tree.name(of: library.node)) {
            result.evidence.append(VersionEvidence(kind: .fileName, version: version, path: path))
        }
        result.addPackage(findings, names: ["libc6", "glibc"])
        let defined = tree.facts(of: library.node)?.highestVersionDefinition(prefix: "GLIBC_")
        if let defined { result.evidence.append(VersionEvidence(kind: .symbolVersions, version: defined, path: path)) }
        // The library cannot be older than the symbols it defines; a database that says so is of another file.
        let used = result.evidence.first { evidence in
            guard let defined, evidence.kind != .symbolVersions else { return true }
            return !DottedNumber(evidence.version).isLess(than: DottedNumber(defined))
        }
        (result.version, result.versionFrom) = (used?.version, used?.kind)
        return result
    }

    private static func musl(_ survey: TreeSurvey, _ findings: PackageFindings) -> CLibrary? {
        let tree = survey.tree
        guard let library = libraries(survey).first(where: { $0.name.hasPrefix(muslPrefix) }) else { return nil }
        var result = CLibrary(family: .musl)
        let path = tree.path(of: library.node)
        result.path = path
        result.loader = tree.path(of: library.seen)
        result.layer = tree.layer(of: library.node)
        result.owner = findings.owners[path]
        result.addPackage(findings, names: ["musl"])
        (result.version, result.versionFrom) = (result.evidence.first?.version, result.evidence.first?.kind)
        return result
    }

    /// Adds what the owning package states, or where no lists of files tell the owner, the package of the library's
    /// name.
    private mutating func addPackage(_ findings: PackageFindings, names: [String]) {
        let package = findings.packages.first { package in
            guard package.type != .python else { return false }
            if let owner { return owner.type == package.type && owner.name == package.name }
            return names.contains(package.name)
        }
        guard let package, let version = package.version.flatMap(UpstreamVersion.of) else { return }
        evidence.append(VersionEvidence(kind: .package, version: version, path: package.location))
    }

    /// `2.31` of `libc-2.31.so`.
    private static func versionInName(_ name: String) -> String? {
        guard name.hasPrefix("libc-"), name.hasSuffix(".so") else { return nil }
        let version = String(name.dropFirst(5).dropLast(3))
        return DottedNumber(version).parts.count >= 2 ? version : nil
    }
}

/// A version of numbers and dots, which compares number by number.
struct DottedNumber {
    var parts: [Int]

    /// Reads up to what is no number.
    init(_ text: some StringProtocol) {
        parts = []
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            guard part.utf8.count <= 9, part.utf8.allSatisfy(\.isDigit), let number = Int(part) else { return }
            parts.append(number)
        }
    }

    func isLess(than other: DottedNumber) -> Bool { parts.lexicographicallyPrecedes(other.parts) }
}
