/// `[[host:]published:]target[/protocol]` (compose-spec, `ports`, short syntax), read as Docker's `nat` does.
struct ShortPort: Hashable {
    /// Without the brackets of IPv6; empty for all interfaces.
    var host = ""
    /// A port or a range; empty for one that the engine chooses.
    var published = ""
    /// A port or a range.
    var target = ""
    /// In lower case.
    var transport = "tcp"

    /// `nil` where it is no port.
    init?(parsing text: String) {
        var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let last = (parts.popLast() ?? "").split(separator: "/", omittingEmptySubsequences: false)
        target = last.first.map(String.init) ?? ""
        if last.count > 1, !last[1].isEmpty { transport = last[1].lowercased() }
        published = parts.popLast() ?? ""
        host = parts.joined(separator: ":")
        if host.hasPrefix("[") {
            guard host.hasSuffix("]") else { return nil }
            host = String(host.dropFirst().dropLast())
            guard HostAddress(host)?.isIPv6 == true else { return nil }
        }
        guard host.isEmpty || HostAddress(host) != nil else { return nil }
        guard ["tcp", "udp", "sctp"].contains(transport), let targets = PortRange(parsing: target) else { return nil }
        guard !published.isEmpty else { return }
        guard let publishing = PortRange(parsing: published),
            publishing.count == targets.count || targets.count == 1
        else { return nil }
    }
}

/// An IP address in a text.
struct HostAddress {
    let isIPv6: Bool

    init?(_ text: String) {
        if Self.isIPv4(text[...]) {
            isIPv6 = false
        } else if Self.isIPv6(text[...]) {
            isIPv6 = true
        } else {
            return nil
        }
    }

    private static func isIPv4(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
                    && (part == "0" || part.first != "0") && Int(part).map { $0 < 256 } ?? false
            }
    }

    /// Eight groups of hexadecimal digits, or fewer with one `::`; the last two may be an IPv4 address.
    private static func isIPv6(_ text: Substring) -> Bool {
        guard text.utf8.count <= 45 else { return false }
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return false }
        var groups = 0
        for (index, half) in halves.enumerated() where !half.isEmpty {
            let parts = half.split(separator: ":", omittingEmptySubsequences: false)
            for (place, part) in parts.enumerated() {
                let isLast = index == halves.count - 1 && place == parts.count - 1
                if isLast, isIPv4(part) {
                    groups += 2
                } else {
                    guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit) else { return false }
                    groups += 1
                }
            }
        }
        return halves.count == 2 ? groups < 8 : groups == 8
    }
}
