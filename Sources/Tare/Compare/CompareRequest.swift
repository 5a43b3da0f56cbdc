public import TareOCI
public import TareSandbox
public import TareSelection

/// What to compare.
public struct CompareRequest: Sendable {
    /// The project's folder.
    public var project: String
    /// Ids of the catalogue, references to images, images on disk; empty for those that the catalogue takes by default.
    public var bases: [String]
    public var profile: Profile
    public var platform: Platform
    /// Seconds since 1970.
    public var now: Int64
    /// Whether layers of a registry's bases are pulled to be measured; otherwise bases that were not measured before are
    /// weighed by their manifests.
    public var pulls = true
    /// Asks registries again for what tags name, and those that did not answer a little while ago.
    public var asksAgain = false
    /// How candidates that are proved to start are built and started, one after the other; `nil` for none.
    public var run: RunOptions?

    public init(
        project: String, bases: [String] = [], profile: Profile = .production, platform: Platform = .host, now: Int64
    ) {
        self.project = project
        self.bases = bases
        self.profile = profile
        self.platform = platform
        self.now = now
    }
}

extension CompareRequest {
    /// The candidates, each once.
    func candidates(of catalogue: Catalogue) throws -> [CatalogueEntry] {
        guard !bases.isEmpty else { return catalogue.entries.filter(\.isDefault) }
        var seen: Set<String> = []
        return try bases.filter { seen.insert($0).inserted }.map { name in
            // A word is an id, or wrong; what has more in it names an image.
            guard name.contains(where: { "/:@.".contains($0) }), !catalogue.ids.contains(name) else {
                return try catalogue.entry(name)
            }
            return CatalogueEntry(unlisted: try ImageLocation(name), named: name)
        }
    }
}
