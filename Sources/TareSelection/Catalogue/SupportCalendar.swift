public import TareYAML

/// A product in one version, whose support ends some day: `debian` `12`, `python` `3.12`.
public struct SupportSubject: Sendable, Hashable, Codable, Comparable {
    public var product: String
    public var version: String

    public init(product: String, version: String) {
        self.product = product
        self.version = version
    }

    public static func python(_ minor: String) -> SupportSubject { .init(product: "python", version: minor) }

    public static func < (left: SupportSubject, right: SupportSubject) -> Bool {
        (left.product, left.version) < (right.product, right.version)
    }

    init(_ node: YAMLNode) throws(YAMLError) {
        let fields = try node.mapping(["product", "version"])
        product = try node.required("product", in: fields).name()
        version = try node.required("version", in: fields).name()
    }
}

/// When the versions of one product are supported, with the sources of the dates.
public struct SupportProduct: Sendable, Hashable {
    /// The document's form: what `support` has to say.
    public static let schema = "tare.support/1"

    public struct Phase: Sendable, Hashable {
        public enum Name: String, Sendable, Hashable, CaseIterable {
            /// Fixes of all kinds, of CPython.
            case bugfix
            /// Fixes of vulnerabilities only, of CPython.
            case security
            /// By the distribution's own team.
            case regular
            /// By volunteers and companies, for fewer architectures.
            case longTerm = "long-term"
        }

        public var name: Name
        /// The last day.
        public var ends: CalendarDate
        public var source: FactSource
    }

    public var product: String
    public var title: String
    /// In ascending order of their ends.
    public var releases: [String: [Phase]]
}

/// The ends of support that Tare knows, by product and version.
public struct SupportCalendar: Sendable, Hashable {
    public let products: [String: SupportProduct]

    public init(_ products: [SupportProduct]) {
        self.products = Dictionary(products.map { ($0.product, $0) }) { first, _ in first }
    }

    public func phases(of subject: SupportSubject) -> [SupportProduct.Phase]? {
        products[subject.product]?.releases[subject.version]
    }

    /// `Debian 12`, `CPython 3.12`.
    public func title(of subject: SupportSubject) -> String {
        (products[subject.product]?.title ?? subject.product) + " " + subject.version
    }
}

extension SupportProduct {
    /// Reads a document of dates, by the rules for entries of the catalogue.
    public init(yaml: [UInt8], source: String) throws(YAMLError) {
        let root = try YAMLNode.document(yaml, source: source)
        let values = try root.mapping(["support", "product", "title", "sources", "releases"])
        let schema = try root.required("support", in: values)
        guard try schema.line() == Self.schema else { throw schema.invalid("is not '\(Self.schema)'") }
        product = try root.required("product", in: values).name()
        title = try root.required("title", in: values).line()
        var table = try SourceTable(root.required("sources", in: values))
        releases = [:]
        for node in try root.required("releases", in: values).elements() {
            let fields = try node.mapping(["version", "phases"])
            let version = try node.required("version", in: fields)
            var phases: [Phase] = []
            for phase in try node.required("phases", in: fields).elements() {
                phases.append(try Self.phase(phase, after: phases.last, &table))
            }
            guard try releases.updateValue(phases, forKey: version.name()) == nil else {
                throw version.invalid("stands twice")
            }
        }
        try table.checkAllUsed()
    }

    private static func phase(
        _ node: YAMLNode, after last: Phase?, _ table: inout SourceTable
    ) throws(YAMLError) -> Phase {
        let fields = try node.mapping(["name", "ends", "source"])
        let name = try node.required("name", in: fields)
        guard let known = Phase.Name(rawValue: try name.line()) else {
            throw name.invalid("is none of " + Phase.Name.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let ends = try node.required("ends", in: fields)
        let date = try ends.date()
        if let last, date <= last.ends { throw ends.invalid("is not after the end of the phase before it") }
        return Phase(name: known, ends: date, source: try table.source(of: node, in: fields))
    }
}
