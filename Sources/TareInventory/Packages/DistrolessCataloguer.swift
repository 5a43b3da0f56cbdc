internal import TareDebian
internal import TareOCI

/// Packages of images that were assembled without dpkg: `/var/lib/dpkg/status.d/PACKAGE`, a control paragraph each,
/// with `PACKAGE.md5sums` beside it (distroless, PACKAGE_METADATA.md).
///
/// The paragraphs are those of the `.deb`, so they have no `Status`: what is there is installed. A file's name may be
/// the package's in another encoding; the paragraph's own name counts.
enum DistrolessCataloguer: PackageCataloguer {
    static let name = "distroless"

    static let selection: [ContentSelection.Rule] = [.init(.inDirectory(directory), maximumBytes: 16 << 20)]

    private static let directory = "var/lib/dpkg/status.d"
    private static let checksums = ".md5sums"

    static func catalogue(_ survey: TreeSurvey, into findings: inout PackageFindings) {
        guard let node = survey.tree.node(at: directory), survey.tree.kind(of: node) == .directory else { return }
        var owners: [String: PackageReference] = [:]
        var lists: [(name: String, node: ImageTree.Node)] = []
        for file in survey.tree.children(of: node) where survey.tree.kind(of: file) != .directory {
            let name = survey.tree.name(of: file)
            guard !name.hasSuffix(checksums) else {
                lists.append((String(name.dropLast(checksums.count)), file))
                continue
            }
            guard let text = survey.content(of: file, &findings.problems) else { continue }
            let location = survey.tree.path(of: file)
            let database = PackageDatabase(Array(text), form: .statusDirectory, source: location)
            findings.problems += database.errors.map { InventoryProblem($0, path: location) }
            if database.packages.isEmpty, database.errors.isEmpty {
                findings.problems.append(InventoryProblem(path: location, what: "names no package"))
            } else if text.last != newline {
                findings.problems.append(.cutOff(location))
            }
            for package in database.packages where package.isInstalled {
                var record = PackageRecord(package, location: location)
                record.layer = survey.tree.layer(of: file)
                owners[name] = PackageReference(type: .deb, name: package.name)
                findings.packages.append(record)
            }
        }
        guard !findings.owners.isEmpty else { return }
        for list in lists {
            guard let owner = owners[list.name], let lines = survey.content(of: list.node, &findings.problems) else {
                continue
            }
            // deb-md5sums(5): 32 digits, two blanks, the path.
            for line in ByteLines(lines) where line.count > 34 { findings.owners.offer(line.dropFirst(34), by: owner) }
        }
    }
}
