/// One installed package as its own database states it.
///
/// Names and versions are as written there: normalised forms are derived where they are compared.
public struct PackageRecord: Codable, Sendable, Hashable {
    /// The kind of package, named as package URLs name it (purl types).
    public enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
        case apk
        case deb
        /// Named `python` here and `pypi` in package URLs: the record says what is installed, not where it came from.
        case python
        case rpm
    }

    public var type: Kind
    public var name: String
    /// deb: `[EPOCH:]UPSTREAM[-REVISION]`; apk: `VERSION-rN`; rpm: `[EPOCH:]VERSION-RELEASE`; python: PEP 440, as
    /// declared. `nil` where the metadata has none.
    public var version: String?
    public var architecture: String?
    /// The source package that vulnerability data speaks of: Debian's `Source`, Alpine's origin, the source rpm's name.
    public var sourceName: String?
    public var sourceVersion: String?
    /// The licence as stated: an SPDX expression or free text of one line; `nil` where the database has none.
    public var license: String?
    /// The database or metadata file that states the package.
    public var location: String
    /// The layer, counted from 0 at the bottom, that brought this version.
    public var layer: Int?
    /// The operating system's package that brought these files.
    public var owner: PackageReference?
    /// What only Python packages have.
    public var python: PythonPackageDetails?

    public init(
        type: Kind, name: String, version: String?, architecture: String? = nil, sourceName: String? = nil,
        sourceVersion: String? = nil, license: String? = nil, location: String, layer: Int? = nil,
        owner: PackageReference? = nil, python: PythonPackageDetails? = nil
    ) {
        self.type = type
        self.name = name
        self.version = version
        self.architecture = architecture
        self.sourceName = sourceName
        self.sourceVersion = sourceVersion
        self.license = license
        self.location = location
        self.layer = layer
        self.owner = owner
        self.python = python
    }
}

/// A package named from elsewhere: what an owner is told by.
public struct PackageReference: Codable, Sendable, Hashable {
    public var type: PackageRecord.Kind
    public var name: String

    public init(type: PackageRecord.Kind, name: String) {
        self.type = type
        self.name = name
    }
}

/// How a Python package was installed, from the files beside its metadata (Recording installed projects, PyPA).
public struct PythonPackageDetails: Codable, Sendable, Hashable {
    /// The directory that holds the metadata directory: what is on `sys.path`.
    public var directory: String
    /// `INSTALLER`: `pip`, `uv`, `debian`; `nil` where not recorded.
    public var installer: String?
    /// The URL of `direct_url.json`, for what did not come from an index.
    public var directURL: String?
    /// Whether it is only a pointer to its sources (PEP 660), which then have to be in the image.
    public var isEditable = false
    /// The compatibility tags of `WHEEL`, in order: `cp312-cp312-manylinux_2_17_x86_64`.
    public var wheelTags: [String] = []
    /// Software bills of materials inside the package (PEP 770).
    public var embeddedSBOMs: [EmbeddedSBOM] = []
    /// Whether another package carries it in its own `_vendor` directory, which is not on `sys.path`.
    public var isVendored = false

    public init(directory: String) { self.directory = directory }
}

extension PackageRecord {
    /// The name as Python indices compare it (PEP 503): lower case, runs of `-`, `_`, `.` one `-`.
    public var normalizedName: String { PythonName.normalized(name) }

    /// By type, name, version and location, bytes compared: the order of every list of packages.
    static func isOrdered(_ left: PackageRecord, _ right: PackageRecord) -> Bool {
        if left.type != right.type { return left.type.rawValue < right.type.rawValue }
        if left.name != right.name { return left.name < right.name }
        if left.version != right.version { return (left.version ?? "") < (right.version ?? "") }
        return left.location < right.location
    }
}

/// Names of Python projects.
public enum PythonName {
    /// The normalised name (PEP 503, "Normalized Names"); ASCII letters only, as valid names have no others.
    public static func normalized(_ name: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(name.utf8.count)
        var isInRun = false
        for byte in name.utf8 {
            if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") {
                isInRun = true
                continue
            }
            if isInRun { bytes.append(UInt8(ascii: "-")) }
            isInRun = false
            bytes.append(byte.lowercased)
        }
        if isInRun { bytes.append(UInt8(ascii: "-")) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
