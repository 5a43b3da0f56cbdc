internal import TareOCI

/// Python packages by the metadata of setuptools and distutils: `*.egg-info`, a directory with `PKG-INFO` or one file,
/// and `EGG-INFO` inside an egg (setuptools, "The Internal Structure of Python Eggs"). Debian's packages of Python 3.11
/// and older still have them.
enum EggInfoCataloguer: PackageCataloguer {
    static let name = "egg-info"

    static let selection: [ContentSelection.Rule] = [
        .init(.suffix(kind + "/PKG-INFO"), maximumBytes: 4 << 20),
        .init(.suffix("EGG-INFO/PKG-INFO"), maximumBytes: 4 << 20),
        .init(.nameAffixes("", kind), maximumBytes: 4 << 20),
    ]

    static let landmarks: [Landmark] = [.ending(kind), .name("EGG-INFO")]

    private static let kind = ".egg-info"
    /// The interpreter's own record and parts of its library, which are no packages (pip's `stdlib_pkgs`).
    private static let standardLibrary: Set<String> = ["python", "wsgiref", "argparse"]

    static func filesToAttribute(_ survey: TreeSurvey) -> [String] {
        survey.sightings(for: Self.self).compactMap { file($0, survey) }.map { survey.tree.path(of: $0) }
    }

    static func catalogue(_ survey: TreeSurvey, into findings: inout PackageFindings) {
        let tree = survey.tree
        for sighting in survey.sightings(for: Self.self) {
            let path = tree.path(of: sighting.node)
            guard !path.contains("/pip/_vendor/") else { continue }
            guard let file = file(sighting, survey) else {
                findings.problems.append(InventoryProblem(path: path, what: "has no PKG-INFO"))
                continue
            }
            let named = CoreMetadata(directoryName: sighting.name, kind: kind)
            let stated = survey.content(of: file, &findings.problems).map { CoreMetadata($0) }
            if let damage = stated?.damage(at: tree.path(of: file)) { findings.problems.append(damage) }
            guard let name = stated?.name ?? (sighting.name.hasSuffix(kind) ? named.name : nil) else {
                findings.problems.append(InventoryProblem(path: path, what: "names no package"))
                continue
            }
            guard !standardLibrary.contains(PythonName.normalized(name)) else { continue }
            var record = PackageRecord(
                type: .python, name: name, version: stated?.version ?? named.version, license: stated?.license,
                location: tree.path(of: file), layer: tree.layer(of: file))
            var details = PythonPackageDetails(directory: PythonPackageDetails.parent(of: path))
            details.isVendored = path.contains("/_vendor/")
            record.python = details
            findings.packages.append(record)
        }
    }

    /// The file with the metadata: `PKG-INFO` of a directory, or what is there itself.
    private static func file(_ sighting: TreeSurvey.Sighting, _ survey: TreeSurvey) -> ImageTree.Node? {
        guard let node = survey.tree.resolve(sighting.node) else { return nil }
        guard survey.tree.kind(of: node) == .directory else { return sighting.node }
        return survey.tree.node("PKG-INFO", in: node, followingLinks: false)
    }
}
