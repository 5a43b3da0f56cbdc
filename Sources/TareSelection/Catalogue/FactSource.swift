internal import TareYAML

/// Where a stated fact comes from, and when it was seen there.
public struct FactSource: Sendable, Hashable, Codable {
    public enum Place: Sendable, Hashable, Codable {
        case url(String)
        /// What cannot be linked to: a measurement, a note.
        case document(String)

        /// The URL, or the document's name.
        public var text: String {
            switch self {
            case .url(let text), .document(let text): text
            }
        }
    }

    public var place: Place
    public var observed: CalendarDate

    public init(place: Place, observed: CalendarDate) {
        self.place = place
        self.observed = observed
    }
}

/// A fact that was not measured here: it is never shown without its source.
public struct Stated<Value: Sendable & Hashable>: Sendable, Hashable {
    public var value: Value
    public var source: FactSource

    public init(_ value: Value, source: FactSource) {
        self.value = value
        self.source = source
    }
}

/// The sources that a document names once and its facts refer to.
struct SourceTable {
    private let sources: [String: FactSource]
    private let places: [String: YAMLNode]
    private(set) var used: Set<String> = []

    init(_ node: YAMLNode) throws(YAMLError) {
        var sources: [String: FactSource] = [:]
        var places: [String: YAMLNode] = [:]
        for entry in try node.entries() {
            let value = entry.value
            let values = try value.mapping(["url", "document", "observed"])
            let observed = try value.required("observed", in: values).date()
            switch (values["url"], values["document"]) {
            case (let url?, nil):
                let text = try url.line()
                guard text.hasPrefix("https://") else { throw url.invalid("is no https URL") }
                sources[entry.name] = FactSource(place: .url(text), observed: observed)
            case (nil, let document?):
                sources[entry.name] = FactSource(place: .document(try document.line()), observed: observed)
            default: throw value.error(.wrongKind(expected: "a mapping with one of 'url' and 'document'"))
            }
            places[entry.name] = entry.key
        }
        self.sources = sources
        self.places = places
    }

    /// The source that a fact's `source` names.
    mutating func source(
        of fact: YAMLNode, in values: [String: YAMLNode]
    ) throws(YAMLError) -> FactSource {
        let node = try fact.required("source", in: values)
        let name = try node.line()
        guard let source = sources[name] else {
            throw node.invalid("is none of the sources: \(sources.keys.sorted().joined(separator: ", "))")
        }
        used.insert(name)
        return source
    }

    /// Refuses a source that no fact refers to: one of the two is a mistake.
    func checkAllUsed() throws(YAMLError) {
        for name in sources.keys.sorted() where !used.contains(name) {
            if let node = places[name] { throw node.invalid("is the source of nothing") }
        }
    }
}
