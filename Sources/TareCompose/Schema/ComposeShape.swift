internal import TareYAML

/// Which values may stand somewhere in a compose file: kinds of scalars, a list, a mapping, or several of these.
final class ComposeShape: Sendable {
    struct Scalars: OptionSet, Sendable, Hashable {
        let rawValue: UInt8
        static let text = Scalars(rawValue: 1)
        static let integer = Scalars(rawValue: 2)
        static let fraction = Scalars(rawValue: 4)
        static let flag = Scalars(rawValue: 8)
        static let null = Scalars(rawValue: 16)
    }

    let scalars: Scalars
    /// What a list has, where one may stand.
    let element: ComposeShape?
    /// A mapping's keys by name, where they are known.
    let keys: [String: ComposeShape]
    /// What stands at keys that anybody may choose.
    let anyKey: ComposeShape?
    let requires: [String]
    let isMapping: Bool
    /// Everything may stand here.
    let isAnything: Bool

    private init(
        scalars: Scalars = [], element: ComposeShape? = nil, keys: [String: ComposeShape] = [:],
        anyKey: ComposeShape? = nil, requires: [String] = [], isMapping: Bool = false,
        isAnything: Bool = false
    ) {
        self.scalars = scalars
        self.element = element
        self.keys = keys
        self.anyKey = anyKey
        self.requires = requires
        self.isMapping = isMapping
        self.isAnything = isAnything
    }

    static let text = ComposeShape(scalars: .text)
    static let integer = ComposeShape(scalars: .integer)
    static let number = ComposeShape(scalars: [.integer, .fraction])
    static let flag = ComposeShape(scalars: .flag)
    static let null = ComposeShape(scalars: .null)
    static let anything = ComposeShape(isAnything: true)

    static func list(_ element: ComposeShape) -> ComposeShape { ComposeShape(element: element) }

    /// A mapping whose keys are names.
    static func map(_ value: ComposeShape) -> ComposeShape { ComposeShape(anyKey: value, isMapping: true) }

    /// A mapping of these keys, and of those that begin with `x-`.
    static func object(
        _ keys: [String: ComposeShape], requires: [String] = [], isOpen: Bool = false
    ) -> ComposeShape {
        ComposeShape(keys: keys, anyKey: isOpen ? .anything : nil, requires: requires, isMapping: true)
    }

    /// Any of these; at most one of them has lists, and one has mappings.
    static func one(of shapes: ComposeShape...) -> ComposeShape {
        ComposeShape(
            scalars: shapes.reduce(into: []) { $0.formUnion($1.scalars) },
            element: shapes.lazy.compactMap(\.element).first,
            keys: shapes.first { $0.isMapping }?.keys ?? [:],
            anyKey: shapes.lazy.compactMap(\.anyKey).first,
            requires: shapes.first { $0.isMapping }?.requires ?? [],
            isMapping: shapes.contains(where: \.isMapping),
            isAnything: shapes.contains(where: \.isAnything))
    }
}
