extension ListeningSocket {
    /// Sockets that wait for connections, as `/proc/net/tcp` and `/proc/net/tcp6` list them (proc_net(5)).
    static func all(below processes: String) -> [ListeningSocket] {
        var sockets: [ListeningSocket] = []
        for name in ["tcp", "tcp6"] {
            for line in (SmallFile.text("\(processes)/self/net/\(name)") ?? "").split(separator: "\n").dropFirst() {
                if let socket = ListeningSocket(line: line), !sockets.contains(socket) { sockets.append(socket) }
            }
        }
        return sockets.sorted { ($0.port, $0.address) < ($1.port, $1.address) }
    }

    /// `0: 0100007F:1F40 00000000:0000 0A …`: words of the address in the machine's byte order; state 10 listens.
    init?(line: some StringProtocol) {
        let words = line.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count > 3, words[3] == "0A" else { return nil }
        let parts = words[1].split(separator: ":")
        guard parts.count == 2, let port = Int(parts[1], radix: 16) else { return nil }
        var bytes: [UInt8] = []
        var rest = Substring(parts[0])
        while rest.count >= 8 {
            guard let word = UInt32(rest.prefix(8), radix: 16) else { return nil }
            bytes += withUnsafeBytes(of: word) { Array($0) }
            rest = rest.dropFirst(8)
        }
        guard let address = Self.text(of: bytes) else { return nil }
        self.init(address: address, port: port)
    }

    private static func text(of bytes: [UInt8]) -> String? {
        if bytes.count == 4 { return bytes.map { "\($0)" }.joined(separator: ".") }
        guard bytes.count == 16 else { return nil }
        if bytes.allSatisfy({ $0 == 0 }) { return "::" }
        if bytes.dropLast().allSatisfy({ $0 == 0 }), bytes[15] == 1 { return "::1" }
        if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            return bytes[12...].map { "\($0)" }.joined(separator: ".")
        }
        return stride(from: 0, to: 16, by: 2)
            .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }.joined(separator: ":")
    }
}
