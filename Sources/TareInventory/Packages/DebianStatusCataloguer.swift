internal import TareDebian
internal import TareOCI

/// Packages of dpkg's database, `/var/lib/dpkg/status` (dpkg(1), "FILES").
///
/// Only what the third word of `Status` calls `installed` counts: a package that was removed leaves its paragraph
/// (`config-files`), and one that failed halfway is not there to run. The layer of a package is that of its list of
/// files, which dpkg writes when it unpacks the package; without any lists, the lowest since which the status file
/// names this version.
enum DebianStatusCataloguer: PackageCataloguer {
    static let name = "dpkg"

    static let selection: [ContentSelection.Rule] = [
        .init(.path(status), maximumBytes: 64 << 20),
        .init(.nameAffixes("", ".list"), maximumBytes: 16 << 20),
    ]

    static let landmarks: [Landmark] = [.ending(".list")]

    private static let status = "var/lib/dpkg/status"

    static func catalogue(_ survey: TreeSurvey, into findings: inout PackageFindings) {
        guard let node = survey.database(at: status, &findings.problems),
            let text = survey.content(of: node, &findings.problems)
        else {
            return
        }
        let location = survey.tree.path(of: node)
        let database = PackageDatabase(Array(text), form: .status, source: location)
        findings.problems += database.errors.map { InventoryProblem($0, path: location) }
        // dpkg writes an empty line behind each paragraph, the last one too.
        if !text.isEmpty, !text.endsWithEmptyLine { findings.problems.append(.cutOff(location)) }
        let lists = fileLists(survey)
        // A package has its list for as long as the database names it: lists of others tell that it is not whole.
        let named = Set(database.packages.flatMap { [$0.name, "\($0.name):\($0.architecture)"] })
        let unnamed = lists.keys.count { !named.contains($0) }
        if unnamed > 0 {
            findings.problems.append(
                InventoryProblem(path: location, what: "does not name \(unnamed) packages that have a list of files"))
        }
        let history = lists.isEmpty ? DatabaseHistory(of: node, in: survey.tree, keys: keys) : nil
        for package in database.packages where package.isInstalled {
            var record = PackageRecord(package, location: location)
            let list = lists[package.name] ?? lists[package.name + ":" + package.architecture]
            record.layer = list.flatMap { survey.tree.layer(of: $0) } ?? history?.layer(of: key(package))
            if let list, !findings.owners.isEmpty, let lines = survey.content(of: list, &findings.problems) {
                let owner = PackageReference(type: .deb, name: package.name)
                for line in ByteLines(lines) { findings.owners.offer(line, by: owner) }
            }
            findings.packages.append(record)
        }
    }

    /// `info/PACKAGE.list` and `info/PACKAGE:ARCHITECTURE.list` by what stands before `.list`.
    private static func fileLists(_ survey: TreeSurvey) -> [String: ImageTree.Node] {
        guard let directory = survey.tree.node(at: "var/lib/dpkg/info") else { return [:] }
        var lists: [String: ImageTree.Node] = [:]
        for sighting in survey.sightings(for: Self.self) where survey.tree.parent(of: sighting.node) == directory {
            lists[String(sighting.name.dropLast(".list".count))] = sighting.node
        }
        return lists
    }

    private static func keys(_ text: ArraySlice<UInt8>) -> Set<String>? {
        Set(PackageDatabase(Array(text), form: .status).packages.lazy.filter(\.isInstalled).map(key))
    }

    private static func key(_ package: InstalledDebianPackage) -> String {
        "\(package.name) \(package.architecture) \(package.version)"
    }
}
