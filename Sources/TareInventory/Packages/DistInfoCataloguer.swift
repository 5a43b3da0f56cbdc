internal import TareOCI

/// Python packages by their `NAME-VERSION.dist-info` directories (PyPA, "Recording installed projects"), wherever they
/// lie.
///
/// A package that another one carries in a `_vendor` directory is marked, not dropped: it is on disk with its
/// vulnerabilities, though not on `sys.path`. What pip vendors is left out, as all other tools do.
enum DistInfoCataloguer: PackageCataloguer {
    static let name = "dist-info"

    static let selection: [ContentSelection.Rule] =
        [
            .init(.suffix(kind + "/METADATA"), maximumBytes: 4 << 20),
            .init(.suffix(kind + "/WHEEL"), maximumBytes: 64 << 10),
            .init(.suffix(kind + "/INSTALLER"), maximumBytes: 4 << 10),
            .init(.suffix(kind + "/direct_url.json"), maximumBytes: 64 << 10),
        ] + EmbeddedSBOM.selection

    static let landmarks: [Landmark] = [.ending(kind)]

    private static let kind = ".dist-info"

    static func filesToAttribute(_ survey: TreeSurvey) -> [String] {
        survey.sightings(for: Self.self).map { survey.tree.path(of: $0.node) + "/METADATA" }
    }

    static func catalogue(_ survey: TreeSurvey, into findings: inout PackageFindings) {
        let tree = survey.tree
        for sighting in survey.sightings(for: Self.self) {
            let path = tree.path(of: sighting.node)
            guard let directory = tree.resolve(sighting.node), tree.kind(of: directory) == .directory,
                !path.contains("/pip/_vendor/")
            else { continue }
            guard let file = tree.node("METADATA", in: directory, followingLinks: false) else {
                findings.problems.append(InventoryProblem(path: path, what: "has no METADATA"))
                continue
            }
            let named = CoreMetadata(directoryName: sighting.name, kind: kind)
            let stated = survey.content(of: file, &findings.problems).map { CoreMetadata($0) }
            if let damage = stated?.damage(at: tree.path(of: file)) { findings.problems.append(damage) }
            guard let name = stated?.name ?? named.name else {
                findings.problems.append(InventoryProblem(path: path, what: "names no package"))
                continue
            }
            var record = PackageRecord(
                type: .python, name: name, version: stated?.version ?? named.version, license: stated?.license,
                location: path + "/METADATA", layer: tree.layer(of: file))
            record.python = details(of: directory, at: path, survey, &findings.problems)
            findings.packages.append(record)
        }
    }

    private static func details(
        of directory: ImageTree.Node, at path: String, _ survey: TreeSurvey, _ problems: inout [InventoryProblem]
    ) -> PythonPackageDetails {
        var details = PythonPackageDetails(directory: PythonPackageDetails.parent(of: path))
        details.isVendored = path.contains("/_vendor/")
        func content(_ name: String) -> ArraySlice<UInt8>? {
            survey.tree.node(name, in: directory, followingLinks: false).flatMap { survey.content(of: $0, &problems) }
        }
        details.installer = content("INSTALLER").flatMap { $0.prefix { $0 != newline }.trimmed }.flatMap {
            $0.isEmpty ? nil : $0.text
        }
        for field in content("WHEEL").map({ HeaderFields($0) }) ?? HeaderFields([]) where field.isNamed("Tag") {
            details.wheelTags.append(field.value.text)
        }
        if let origin = content("direct_url.json").map({ JSONText($0) }) {
            details.directURL = origin.string(atKey: "url")
            details.isEditable = origin["dir_info"]?["editable"]?.isTrue ?? false
        }
        // A link's target is a directory with a record of its own.
        if survey.tree.node(at: path, followingLinks: false) == directory {
            details.embeddedSBOMs = EmbeddedSBOM.find(in: directory, survey)
        }
        return details
    }
}

extension PythonPackageDetails {
    /// The directory that a path is in.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
        return String(path[..<slash])
    }
}
