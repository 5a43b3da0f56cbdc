/// One published archive of CPython by python-build-standalone, as its name tells it:
/// `cpython-3.13.9+20251014-x86_64-unknown-linux-gnu-install_only_stripped.tar.gz`.
///
/// Only what a service on Linux can use is an archive here: an installation without the parts of its building
/// (`install_only`), for a processor that Tare knows, with or without debugging symbols. From the project's
/// documentation, "Distribution Archives" and "Running Distributions".
public struct StandaloneArchive: Sendable, Hashable {
    public var version: PEP440Version
    public var tag: StandaloneTag
    public var target: StandaloneTarget
    /// Without debugging symbols.
    public var isStripped: Bool
    /// In lower-case hexadecimal.
    public var sha256: String

    /// Until this release, what is published for musl is one static program, which loads no extension module.
    private static let dynamicMusl = "20250311"
    private static let prefix = "cpython-"

    /// The part of a name behind the release, for every kind of archive.
    private static let kinds: [String: (target: StandaloneTarget, isStripped: Bool)] = Dictionary(
        uniqueKeysWithValues: StandaloneTarget.all.flatMap { target in
            [false, true].map { (ending(target, isStripped: $0), (target, $0)) }
        })

    private static func ending(_ target: StandaloneTarget, isStripped: Bool) -> String {
        target.triple + (target.isFreeThreaded ? "-freethreaded" : "") + "-install_only"
            + (isStripped ? "_stripped" : "") + ".tar.gz"
    }

    public init(
        version: PEP440Version, tag: StandaloneTag, target: StandaloneTarget, isStripped: Bool, sha256: String
    ) {
        self.version = version
        self.tag = tag
        self.target = target
        self.isStripped = isStripped
        self.sha256 = sha256
    }

    /// The archive of a name; `nil` for one of another kind, another system, or of no such name at all.
    public init?(name: some StringProtocol, sha256: String) {
        let bytes = Array(name.utf8)[...]
        guard bytes.count <= 200, bytes.starts(with: Self.prefix.utf8) else { return nil }
        let rest = bytes.dropFirst(Self.prefix.utf8.count)
        guard let plus = rest.firstIndex(of: UInt8(ascii: "+")),
            let dash = rest[plus...].firstIndex(of: UInt8(ascii: "-")),
            let tag = StandaloneTag(rest[(plus + 1)..<dash].text), let kind = Self.kinds[rest[(dash + 1)...].text],
            let version = try? PEP440Version(bytes: rest[..<plus]), version.major == 3, version.release.count == 3,
            version.description == rest[..<plus].text
        else { return nil }
        guard kind.target.library != .musl || tag.text >= Self.dynamicMusl else { return nil }
        self.init(version: version, tag: tag, target: kind.target, isStripped: kind.isStripped, sha256: sha256)
    }

    public var name: String {
        "\(Self.prefix)\(version)+\(tag)-\(Self.ending(target, isStripped: isStripped))"
    }
}
