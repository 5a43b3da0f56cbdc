internal import TareOCI

/// Data that programs expect of the system: certificates to trust and time zones.
public struct SharedData: Codable, Sendable, Hashable {
    /// The first bundle of certification authorities, at the paths where OpenSSL, Go and curl look; `nil` where there
    /// is none.
    public var certificateBundle: String?
    /// The directory with the time zone database; `nil` where there is none.
    public var timeZones: String?

    /// In the order in which Go's `crypto/x509` looks (root_linux.go), Alpine's last.
    private static let bundles = [
        "etc/ssl/certs/ca-certificates.crt", "etc/pki/tls/certs/ca-bundle.crt", "etc/ssl/ca-bundle.pem",
        "etc/pki/tls/cacert.pem", "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "etc/ssl/cert.pem",
    ]
    private static let zones = "usr/share/zoneinfo"

    init(_ tree: ImageTree) {
        certificateBundle = Self.bundles.lazy.compactMap { tree.node(at: $0) }
            .first { tree.kind(of: $0) == .regular && tree.size(of: $0) > 0 }
            .map { tree.path(of: $0) }
        // A directory with only a few left-over names is no database: UTC and a list of zones belong to each.
        timeZones = tree.node(at: Self.zones).flatMap { directory in
            ["UTC", "Etc/UTC"].contains { tree.node($0, in: directory) != nil } ? tree.path(of: directory) : nil
        }
    }
}
