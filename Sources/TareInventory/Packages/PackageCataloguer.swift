internal import TareOCI

/// Reads one kind of package database out of an image.
///
/// A cataloguer is one file, named in `PackageCataloguers.all`, with a fixture that the tests run.
protocol PackageCataloguer: Surveying {
    /// The database's name, for messages and tests: `dpkg`.
    static var name: String { get }

    /// The contents that measuring must keep for it.
    static var selection: [ContentSelection.Rule] { get }

    /// Files whose owning operating-system package this cataloguer wants to know, as absolute paths.
    static func filesToAttribute(_ survey: TreeSurvey) -> [String]

    /// Adds the packages that it finds, and a problem for every database that it cannot read.
    static func catalogue(_ survey: TreeSurvey, into findings: inout PackageFindings)
}

extension PackageCataloguer {
    static var landmarks: [Landmark] { [] }

    static func filesToAttribute(_ survey: TreeSurvey) -> [String] { [] }
}

/// What cataloguers add to.
struct PackageFindings {
    var packages: [PackageRecord] = []
    var problems: [InventoryProblem] = []
    var owners: FileOwners

    /// The operating system's packages by their references; of equal ones the first.
    var systemPackages: [PackageReference: PackageRecord] {
        Dictionary(
            packages.lazy.filter { $0.type != .python }.map { (PackageReference(type: $0.type, name: $0.name), $0) },
            uniquingKeysWith: { first, _ in first })
    }
}

/// The register of cataloguers.
enum PackageCataloguers {
    static let all: [any PackageCataloguer.Type] = [
        DebianStatusCataloguer.self,
        DistrolessCataloguer.self,
        AlpineCataloguer.self,
        RPMCataloguer.self,
        RPMManifestCataloguer.self,
        DistInfoCataloguer.self,
        EggInfoCataloguer.self,
        UnreadDatabases.self,
    ]
}
