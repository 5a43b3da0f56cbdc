internal import TareDiagnostics

/// A binary package as an archive's index describes it.
///
/// Fields follow Debian policy §5.3 and the repository format.
public struct BinaryPackage: Sendable, Hashable {
    public enum MultiArch: String, Sendable {
        case no, same, foreign, allowed
    }

    public var name: String
    public var version: DebianVersion
    /// A Debian architecture, or `all`.
    public var architecture: String
    public var multiArch: MultiArch
    public var isEssential: Bool
    /// `required`, `important`, `standard`, `optional`; `nil` where none is stated.
    public var priority: String?
    /// The source package; its version where it differs from the binary package's.
    public var source: SourcePackage
    /// Path of the `.deb` relative to the archive's root.
    public var filename: String
    /// Bytes of the `.deb`.
    public var size: UInt64
    /// SHA-256 of the `.deb`, lower-case hexadecimal.
    public var sha256: String
    /// Estimate in KiB.
    public var installedSize: UInt64?
    public var preDepends: [RelationGroup]
    public var depends: [RelationGroup]
    public var recommends: [RelationGroup]
    public var provides: [Relation]
    public var conflicts: [Relation]
    public var breaks: [Relation]
    /// The suite whose index holds it.
    public var suite: String
}

/// The source package that a binary package was built from.
public struct SourcePackage: Sendable, Hashable {
    public var name: String
    public var version: DebianVersion

    public init(name: String, version: DebianVersion) {
        self.name = name
        self.version = version
    }

    /// Reads the `Source` field (policy §5.6.1: `name [(version)]`), absent where both are the binary package's.
    public init(field: String?, package: String, version: DebianVersion) throws(DebianVersionError) {
        guard let field else {
            self.init(name: package, version: version)
            return
        }
        let bytes = Array(field.utf8)[...].trimmingBlanks()
        let name = bytes.prefix { !$0.isWhitespace && $0 != UInt8(ascii: "(") }
        let rest = bytes[name.endIndex...].trimmingBlanks()
        if rest.first == UInt8(ascii: "("), rest.last == UInt8(ascii: ")") {
            self.init(
                name: String(decoding: name, as: UTF8.self),
                version: try DebianVersion(bytes: rest.dropFirst().dropLast()))
        } else {
            self.init(name: String(decoding: name, as: UTF8.self), version: version)
        }
    }
}

extension BinaryPackage {
    /// Reads an entry in full.
    init(_ entry: IndexEntry, in index: PackageIndex) throws(ControlError) {
        func required(_ field: IndexField) throws(ControlError) -> String {
            guard let text = index.text(field, of: entry) else { throw index.error(field, nil, in: entry) }
            return text
        }
        func groups(_ field: IndexField) throws(ControlError) -> [RelationGroup] {
            do {
                return try RelationParser.parse(index.bytes(field, of: entry))
            } catch { throw index.error(field, error.detail, in: entry) }
        }
        func number(_ field: IndexField) throws(ControlError) -> UInt64? {
            let bytes = index.bytes(field, of: entry)
            if bytes.isEmpty { return nil }
            guard let number = DecimalText.parse(bytes) else {
                throw index.error(field, "it is not a number", in: entry)
            }
            return number
        }
        name = try required(.package)
        do {
            version = try DebianVersion(bytes: index.bytes(.version, of: entry))
            source = try SourcePackage(field: index.text(.source, of: entry), package: name, version: version)
        } catch { throw index.error(.version, error.what, in: entry) }
        architecture = try required(.architecture)
        multiArch = index.text(.multiArch, of: entry).flatMap(MultiArch.init) ?? .no
        isEssential = index.bytes(.essential, of: entry).equalsIgnoringCase("yes")
        priority = index.text(.priority, of: entry)
        filename = try required(.filename)
        guard let hash = SHA256Text.parse(index.bytes(.sha256, of: entry)) else {
            throw index.error(.sha256, "there is no SHA-256 value of 64 digits", in: entry)
        }
        sha256 = hash
        guard let size = try number(.size) else { throw index.error(.size, nil, in: entry) }
        self.size = size
        installedSize = try number(.installedSize)
        preDepends = try groups(.preDepends)
        depends = try groups(.depends)
        recommends = try groups(.recommends)
        provides = try groups(.provides).flatMap(\.alternatives)
        conflicts = try groups(.conflicts).flatMap(\.alternatives)
        breaks = try groups(.breaks).flatMap(\.alternatives)
        suite = index.suite
        guard Self.isSafePath(filename) else {
            throw index.error(.filename, "'\(filename.printable())' leaves the archive", in: entry)
        }
    }

    /// Whether a path stays below the archive's root and needs no escaping in a URL beyond percent signs.
    private static func isSafePath(_ path: String) -> Bool {
        !path.hasPrefix("/") && path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
            && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
                !$0.isEmpty && $0 != "." && $0 != ".."
            }
    }
}
