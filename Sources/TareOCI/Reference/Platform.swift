/// The operating system and processor that an image is for.
///
/// Follows the OCI image index specification, "platform", with the names of Go's `GOOS` and `GOARCH`. Values are kept as
/// an index states them; `normalized` brings other spellings (`x86_64`, `aarch64`, `armhf`) to those names.
public struct Platform: Hashable, Sendable {
    public var os: String
    public var architecture: String
    /// Version of the processor architecture: `v7` of `arm`, `v3` of `amd64`.
    public var variant: String?
    public var osVersion: String?
    public var osFeatures: [String]?

    public init(
        os: String, architecture: String, variant: String? = nil, osVersion: String? = nil, osFeatures: [String]? = nil
    ) {
        self.os = os
        self.architecture = architecture
        self.variant = variant
        self.osVersion = osVersion
        self.osFeatures = osFeatures
    }

    /// Parses `os/architecture` or `os/architecture/variant`, normalised; a lone architecture means Linux.
    public init(parsing text: String) throws(InvalidReference) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isWord: (String) -> Bool = { part in
            (1...32).contains(part.utf8.count)
                && part.utf8.allSatisfy { $0.isAlphanumeric || $0 == 0x5F || $0 == 0x2D || $0 == 0x2E }
        }
        guard (1...3).contains(parts.count), parts.allSatisfy(isWord) else { throw .invalidPlatform(text) }
        if parts.count == 1 {
            let platform = Platform(os: "linux", architecture: parts[0]).normalized
            guard Self.linuxArchitectures.contains(platform.architecture) else { throw .invalidPlatform(text) }
            self = platform
        } else {
            self = Platform(os: parts[0], architecture: parts[1], variant: parts.count == 3 ? parts[2] : nil).normalized
        }
    }

    private static let linuxArchitectures = [
        "386", "amd64", "arm", "arm64", "loong64", "mips", "mips64", "mips64le", "mipsle", "ppc64", "ppc64le",
        "riscv64",
        "s390x",
    ]
}

extension Platform {
    /// The platform in Go's names, with the variant that an architecture has by default left out for `amd64` and `arm64`
    /// and spelt out (`v7`) for `arm`.
    ///
    /// Follows containerd's `platforms.Normalize`.
    public var normalized: Platform {
        var platform = self
        platform.os = os.lowercased()
        if platform.os == "macos" { platform.os = "darwin" }
        let variant = variant?.lowercased() ?? ""
        switch architecture.lowercased() {
        case "i386", "i686", "x86": platform.set("386", "")
        case "x86_64", "x86-64", "amd64": platform.set("amd64", variant == "v1" ? "" : variant)
        case "aarch64", "arm64":
            switch variant {
            case "8", "v8", "v8.0": platform.set("arm64", "")
            case "9", "9.0", "v9.0": platform.set("arm64", "v9")
            default: platform.set("arm64", variant)
            }
        case "armhf": platform.set("arm", "v7")
        case "armel": platform.set("arm", "v6")
        case "arm":
            switch variant {
            case "", "7": platform.set("arm", "v7")
            case "5", "6", "8": platform.set("arm", "v" + variant)
            default: platform.set("arm", variant)
            }
        case let other: platform.set(other, variant)
        }
        return platform
    }

    private mutating func set(_ architecture: String, _ variant: String) {
        self.architecture = architecture
        self.variant = variant.isEmpty ? nil : variant
    }
}

extension Platform: CustomStringConvertible {
    /// `os/architecture` with the variant where there is one.
    public var description: String {
        ([os, architecture] + (variant.map { $0.isEmpty ? [] : [$0] } ?? [])).joined(separator: "/")
    }
}

extension Platform: Codable {
    private enum CodingKeys: String, CodingKey {
        case os, architecture, variant
        case osVersion = "os.version"
        case osFeatures = "os.features"
    }
}
