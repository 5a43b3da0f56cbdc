public import TareDiagnostics
public import TareYAML

/// The bases that Tare knows, in ascending order of their ids.
public struct Catalogue: Sendable, Hashable {
    public let entries: [CatalogueEntry]

    /// Refuses two entries with one id.
    public init(_ entries: [CatalogueEntry]) throws(YAMLError) {
        self.entries = entries.sorted { $0.id < $1.id }
        for (left, right) in zip(self.entries, self.entries.dropFirst()) where left.id == right.id {
            throw YAMLError(
                subject: "the entry", source: left.id + ".yaml", path: "id",
                reason: .invalid(value: left.id, detail: "is the id of another entry too"))
        }
    }

    /// The candidates where nobody chose any.
    public var defaults: [CatalogueEntry] { entries.filter(\.isDefault) }

    public var ids: [String] { entries.map(\.id) }

    public func entry(_ id: String) throws(UnknownBase) -> CatalogueEntry {
        guard let entry = entries.first(where: { $0.id == id }) else {
            throw UnknownBase(id: id, known: ids)
        }
        return entry
    }
}

/// Somebody asked for a base that the catalogue does not have.
public struct UnknownBase: Refusal, Equatable {
    public var id: String
    public var known: [String]

    public var what: String { "there is no base '\(id.printable())' in the catalogue" }
    public var hint: String? { "choose one of \(known.joined(separator: ", "))" }
    public var severity: RefusalSeverity { .usage }
}
