/// What a server imports: `package.module:attribute`.
public struct ImportTarget: Sendable, Hashable, CustomStringConvertible {
    /// With dots.
    public var module: String
    /// With dots, where it is an attribute of an attribute.
    public var attribute: String

    /// `nil` unless both sides are names of Python (ASCII or not), joined by dots.
    public init?(_ text: String) {
        let halves = text.split(separator: ":", omittingEmptySubsequences: false)
        guard halves.count == 2 else { return nil }
        self.init(module: String(halves[0]), attribute: String(halves[1]))
    }

    public init?(module: String, attribute: String) {
        guard module.utf8.count <= 512, attribute.utf8.count <= 512, Self.isDottedName(module),
            Self.isDottedName(attribute)
        else { return nil }
        self.module = module
        self.attribute = attribute
    }

    public var description: String { "\(module):\(attribute)" }

    /// Where the module's file may be, below a root: `a/b.py`, `a/b/__init__.py`.
    public var paths: [String] {
        let path = module.split(separator: ".").joined(separator: "/")
        return ["\(path).py", "\(path)/__init__.py"]
    }

    private static func isDottedName(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            guard let first = part.first, !first.isDigit else { return false }
            return part.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 >= 0x80 }
        }
    }
}
