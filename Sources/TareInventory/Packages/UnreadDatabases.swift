internal import TareOCI

/// Names package databases that are in the image and that no cataloguer reads, so that their packages count as unknown.
enum UnreadDatabases: PackageCataloguer {
    static let name = "unread databases"

    static let selection: [ContentSelection.Rule] = []

    private static let known: [(path: String, what: String)] = [
        ("var/lib/pacman/local", "pacman"), ("var/db/pkg", "Portage"), ("usr/lib/opkg/status", "opkg"),
        ("var/lib/opkg/status", "opkg"), ("nix/store", "Nix"), ("var/db/xbps", "xbps"),
        ("var/lib/chisel/manifest.wall", "Chisel"), ("opt/conda/conda-meta", "conda"),
    ]

    static func catalogue(_ survey: TreeSurvey, into findings: inout PackageFindings) {
        for (path, what) in known {
            guard let node = survey.tree.node(at: path) else { continue }
            let isEmpty =
                survey.tree.kind(of: node) == .directory
                ? survey.tree.children(of: node).isEmpty : survey.tree.size(of: node) == 0
            guard !isEmpty else { continue }
            findings.problems.append(
                InventoryProblem(
                    path: survey.tree.path(of: node), what: "is a package database of \(what), which is not read"))
        }
    }
}
