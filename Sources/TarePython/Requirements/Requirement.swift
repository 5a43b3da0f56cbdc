/// A dependency specifier (PEP 508): `name[extra,…] >=1,<2 ; marker`, or `name @ URL ; marker`.
public struct Requirement: Sendable, Hashable {
    public let name: PackageName
    /// In ascending order, each once.
    public let extras: [PackageName]
    /// Empty where any version will do, and where a URL is given.
    public let specifiers: VersionSpecifierSet
    /// The URL as written; it is not checked.
    public let url: String?
    public let marker: EnvironmentMarker?

    static let maximumLength = 262_144

    public init(
        name: PackageName, extras: [PackageName] = [], specifiers: VersionSpecifierSet = VersionSpecifierSet([]),
        url: String? = nil, marker: EnvironmentMarker? = nil
    ) {
        self.name = name
        self.extras = Set(extras).sorted()
        self.specifiers = specifiers
        self.url = url
        self.marker = marker
    }

    public init(_ text: some StringProtocol) throws(RequirementError) {
        var parser = RequirementParser(Array(text.utf8)[...])
        self = try parser.requirement()
    }
}

extension Requirement: CustomStringConvertible {
    public var description: String {
        var text = name.description
        if !extras.isEmpty { text += "[\(extras.map(\.description).joined(separator: ","))]" }
        text += specifiers.description
        if let url { text += " @ \(url)" }
        if let marker { text += "\(url == nil ? "" : " "); \(marker)" }
        return text
    }
}
