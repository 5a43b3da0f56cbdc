/// The next page in a `Link` field (RFC 8288), as the distribution specification uses it for lists.
enum LinkHeader {
    /// The target of the link with `rel="next"`, or `nil`; the target is a URL reference that is not checked here.
    static func next(in field: String) -> String? {
        var rest = Substring(field.prefix(16_384))
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            let target = rest[rest.index(after: open)..<close]
            rest = rest[rest.index(after: close)...]
            let parameters = rest.prefix { $0 != "<" }
            for parameter in parameters.split(whereSeparator: { $0 == ";" || $0 == "," }) {
                let pair = parameter.split(separator: "=", maxSplits: 1)
                guard pair.count == 2, pair[0].filter({ $0 != " " }).lowercased() == "rel" else { continue }
                let relations = pair[1].filter { $0 != "\"" }.split(separator: " ").map { $0.lowercased() }
                if relations.contains("next") { return String(target) }
            }
        }
        return nil
    }
}
