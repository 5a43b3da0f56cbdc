internal import TareOCI

/// A port below 1024 needs root, a capability, or a kernel that lets anyone have it
/// (`net.ipv4.ip_unprivileged_port_start`, which Docker sets to 0 and others do not).
enum PortCheck: ProofCheck {
    static let id = "port"

    private static let firstUnprivileged = 1024

    static func examine(_ boot: Boot) -> Finding {
        let exposed = (boot.execution.exposedPorts?.names ?? []).compactMap { name in
            name.split(separator: "/").first.flatMap { Int($0) }
        }
        let ports = boot.server?.port.map { [$0] } ?? exposed
        guard let low = ports.filter({ (1..<firstUnprivileged).contains($0) }).min() else {
            return .pass("no port below \(firstUnprivileged) is named")
        }
        guard let access = boot.access else { return .unknown("it is not known who listens at port \(low)") }
        if access.userID == 0 { return .pass("port \(low) is open to root") }
        return .unknown(
            "user \(access.userID) listens at port \(low): whether the host lets it is not in the image",
            fix: "listen at a port from 1024 on, such as 8000, and map it")
    }
}
