internal import TareOCI

/// Packages of images that rpm assembled and left without its database: `/var/lib/rpmmanifest/container-manifest-2`
/// (Azure Linux and its distroless images), the output of `rpm -qa --qf` with ten fields between tabs.
///
/// Name, `VERSION-RELEASE`, times of installation and building, vendor, epoch, size, architecture, epoch as a number,
/// source package. A missing value is `(none)`.
enum RPMManifestCataloguer: PackageCataloguer {
    static let name = "rpm manifest"

    static let selection: [ContentSelection.Rule] = [.init(.path(manifest), maximumBytes: 16 << 20)]

    private static let manifest = "var/lib/rpmmanifest/container-manifest-2"
    private static let fieldCount = 10

    static func catalogue(_ survey: TreeSurvey, into findings: inout PackageFindings) {
        guard let node = survey.database(at: manifest, &findings.problems),
            let text = survey.content(of: node, &findings.problems)
        else {
            return
        }
        let location = survey.tree.path(of: node)
        if !text.isEmpty, text.last != newline { findings.problems.append(.cutOff(location)) }
        var unread = 0
        for line in ByteLines(text) where !line.isEmpty {
            let fields = line.split(separator: tab, omittingEmptySubsequences: false)
                .map { $0.equals("(none)") || $0.isEmpty ? nil : $0.text }
            guard fields.count >= fieldCount, let name = fields[0], let release = fields[1] else {
                unread += 1
                continue
            }
            let version = fields[5].map { "\($0):\(release)" } ?? release
            let source = InstalledRPMPackage.source(fields[9])
            findings.packages.append(
                PackageRecord(
                    type: .rpm, name: name, version: version, architecture: fields[7], sourceName: source.name,
                    sourceVersion: source.version, location: location, layer: survey.tree.layer(of: node)))
        }
        if unread > 0 {
            findings.problems.append(InventoryProblem(path: location, what: "has \(unread) lines that name no package"))
        }
    }
}
