/// One port, or all from one to another.
public struct PortRange: Sendable, Hashable {
    public var first: UInt16
    public var last: UInt16

    public var count: Int { Int(last) - Int(first) + 1 }

    public func contains(_ port: UInt16) -> Bool { first <= port && port <= last }

    public func overlaps(_ other: PortRange) -> Bool { first <= other.last && other.first <= last }

    /// `80` or `8000-8010`.
    public init?(parsing text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let ports = parts.map { part in
            part.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 } ? UInt16(part) : nil
        }
        guard parts.count <= 2, let first = ports.first ?? nil, let last = ports.last ?? nil, first <= last else {
            return nil
        }
        self.first = first
        self.last = last
    }
}
