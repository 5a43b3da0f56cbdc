/// The name of a package wherever it is published: `pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12`.
///
/// Follows the package URL specification (ECMA-427) and its type definitions.
public struct PackageURL: Sendable, Hashable, CustomStringConvertible {
    public var type: String
    public var namespace: String?
    public var name: String
    public var version: String?
    /// Keys in lower case; what is empty is left out.
    public var qualifiers: [String: String]

    public init(
        type: String, namespace: String? = nil, name: String, version: String? = nil,
        qualifiers: [String: String?] = [:]
    ) {
        self.type = type
        self.namespace = namespace
        self.name = name
        self.version = version
        self.qualifiers = qualifiers.compactMapValues { $0 }.filter { !$0.value.isEmpty }
    }

    public var description: String {
        var text = "pkg:" + type + "/"
        if let namespace { text += Self.escaped(namespace) + "/" }
        text += Self.escaped(name)
        if let version, !version.isEmpty { text += "@" + Self.escaped(version) }
        let pairs = qualifiers.sorted { $0.key < $1.key }.map {
            $0.key + "=" + Self.escaped($0.value, keepingSlash: true)
        }
        return pairs.isEmpty ? text : text + "?" + pairs.joined(separator: "&")
    }

    /// All but letters, digits, `.-_~` and the colon is written in percent escapes, UTF-8 byte by byte.
    private static func escaped(_ text: String, keepingSlash: Bool = false) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: ":"):
                bytes.append(byte)
            case UInt8(ascii: "/") where keepingSlash: bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digit(byte >> 4), digit(byte & 15)]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "A") - 10) + value
    }
}

extension PackageURL {
    /// Of an installed package; `system` is the one that the image says it is.
    public init(_ package: PackageRecord, on system: OperatingSystem?) {
        guard package.type != .python else {
            self.init(type: "pypi", name: package.normalizedName, version: package.version)
            return
        }
        let distribution = system?.id.map { id in id + (system?.versionID.map { "-" + $0 } ?? "") }
        self.init(
            type: package.type.rawValue, namespace: system?.id ?? package.type.usualNamespace, name: package.name,
            version: package.version,
            qualifiers: [
                "arch": package.architecture, "distro": distribution, "upstream": Self.upstream(of: package),
            ])
    }

    /// The source package, where it has another name or version: what advisories speak of.
    private static func upstream(of package: PackageRecord) -> String? {
        guard let name = package.sourceName else { return nil }
        let version = package.sourceVersion.flatMap { $0 == package.version ? nil : $0 }
        guard name != package.name || version != nil else { return nil }
        return name + (version.map { "@" + $0 } ?? "")
    }
}

extension PackageRecord.Kind {
    /// Where the image does not say which distribution it is.
    fileprivate var usualNamespace: String? {
        switch self {
        case .deb: "debian"
        case .apk: "alpine"
        case .rpm, .python: nil
        }
    }
}
