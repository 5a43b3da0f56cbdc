/// A set of names that JSON writes as an object with empty values, as in `"ExposedPorts": {"8000/tcp": {}}`.
public struct ObjectKeys: Hashable, Sendable, Codable, ExpressibleByArrayLiteral {
    /// In ascending order, without repetition.
    public let names: [String]

    public init(_ names: some Sequence<String>) { self.names = Set(names).sorted() }

    public init(arrayLiteral elements: String...) { self.init(elements) }

    public init(from decoder: any Decoder) throws {
        self.init(try decoder.container(keyedBy: Key.self).allKeys.map(\.stringValue))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for name in names {
            _ = container.nestedContainer(keyedBy: Key.self, forKey: Key(stringValue: name))
        }
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
