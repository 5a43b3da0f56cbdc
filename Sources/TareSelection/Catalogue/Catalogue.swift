/// The bases that Tare knows, in ascending order of their ids.
public struct Catalogue: Sendable, Hashable {
    public let entries: [CatalogueEntry]

    /// Refuses two entries with one id.
    public init(_ entries: [CatalogueEntry]) throws(CatalogueError) {
        self.entries = entries.sorted { $0.id < $1.id }
        for (left, right) in zip(self.entries, self.entries.dropFirst()) where left.id == right.id {
            throw CatalogueError(
                source: left.id + ".yaml", path: "id",
                reason: .invalid(value: left.id, detail: "is the id of another entry too"))
        }
    }

    /// The candidates where nobody chose any.
    public var defaults: [CatalogueEntry] { entries.filter(\.isDefault) }

    public var ids: [String] { entries.map(\.id) }

    public func entry(_ id: String) throws(CatalogueError) -> CatalogueEntry {
        guard let entry = entries.first(where: { $0.id == id }) else {
            throw CatalogueError(source: "", reason: .unknownBase(id, known: ids))
        }
        return entry
    }
}
