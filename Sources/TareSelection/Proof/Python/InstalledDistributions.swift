internal import TareInventory
internal import TareOCI

/// The distributions that a Python can import, by their normalised names; of two of one name the first on its path.
struct InstalledDistributions {
    private(set) var byName: [String: PackageRecord] = [:]
    private var metadata: [String: DistributionMetadata] = [:]

    static let none = InstalledDistributions()

    private init() {}

    init(of runtime: PythonRuntime, in boot: Boot) {
        var order: [String: Int] = [:]
        for (index, folder) in runtime.modulePath.folders.enumerated() where folder.origin != .standardLibrary {
            order[folder.path] = index
        }
        for package in boot.inventory.packages where package.type == .python {
            guard let directory = package.python?.directory, let place = order[directory] else { continue }
            let name = package.normalizedName
            if let known = byName[name]?.python?.directory, order[known] ?? .max <= place { continue }
            byName[name] = package
        }
        for package in byName.values {
            metadata[package.location] = DistributionMetadata(at: package.location, in: boot.tree)
        }
    }

    /// In the order of their names.
    var all: [PackageRecord] { byName.keys.sorted().compactMap { byName[$0] } }

    /// `nil` where it was not kept.
    func metadata(of package: PackageRecord) -> DistributionMetadata? { metadata[package.location] }
}
