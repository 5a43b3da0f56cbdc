internal import TareOCI

/// How a configuration's health check is run, and where it looks.
struct HealthTarget: Sendable, Hashable {
    /// The command's words; `nil` where there is no check.
    var words: [String]?
    var timeout: Duration
    var path: String?
    var port: Int?

    init(_ config: ImageConfig.Execution) {
        let check = config.healthcheck
        let test = check?.test ?? []
        switch test.first {
        case "CMD": words = Array(test.dropFirst())
        case "CMD-SHELL":
            words = (config.shell.flatMap { $0.isEmpty ? nil : $0 } ?? ["/bin/sh", "-c"]) + test.dropFirst()
        default: words = nil
        }
        if words?.isEmpty == true { words = nil }
        let nanoseconds = check?.timeout ?? 0
        timeout = nanoseconds > 0 ? .nanoseconds(nanoseconds) : .seconds(30)
        for word in words ?? [] {
            guard let address = Self.address(in: word) else { continue }
            (port, path) = address
            break
        }
    }

    /// Port and path of the first address of this machine in a text: `…('http://127.0.0.1:8000/health')`.
    static func address(in text: String) -> (port: Int?, path: String)? {
        guard let scheme = text.firstRange(of: "http://") else { return nil }
        let rest = text[scheme.upperBound...].prefix { !$0.isWhitespace && !"'\"`;|&)<>\\,$".contains($0) }
        let authority = rest.prefix { $0 != "/" }
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        guard ["127.0.0.1", "localhost", "0.0.0.0", "[::1]"].contains(String(host)) else { return nil }
        let path = rest.dropFirst(authority.count)
        guard path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        return (Int(authority.dropFirst(host.count + 1)), path.isEmpty ? "/" : String(path))
    }
}
