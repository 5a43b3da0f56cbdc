/// A `Content-Range: bytes first-last/total` field of an answer to a range request (RFC 9110, section 14.4).
struct ContentRange: Hashable {
    let first: UInt64
    let last: UInt64
    /// `nil` where the server does not know it (`*`).
    let total: UInt64?

    init?(_ field: String?) {
        guard let field, field.utf8.count <= 100 else { return nil }
        let words = field.split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
        let halves = words[1].split(separator: "/", omittingEmptySubsequences: false)
        let bounds = halves.first?.split(separator: "-", omittingEmptySubsequences: false) ?? []
        guard halves.count == 2, bounds.count == 2, let first = Self.number(bounds[0]),
            let last = Self.number(bounds[1]),
            first <= last
        else { return nil }
        self.first = first
        self.last = last
        if halves[1] == "*" {
            total = nil
        } else {
            guard let total = Self.number(halves[1]), last < total else { return nil }
            self.total = total
        }
    }

    /// Decimal digits only: `UInt64` itself would take a sign.
    static func number(_ text: Substring) -> UInt64? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt64(text) : nil
    }
}
