internal import TareDiagnostics
internal import TareOCI

/// Packages of rpm's database in SQLite, rpm's default since 4.16: `rpmdb.sqlite`, table `Packages`, a header a row.
///
/// The older formats, Berkeley DB (`Packages`) and ndb (`Packages.db`), are named as unread. So is a database whose
/// write-ahead log holds what its file does not have yet.
enum RPMCataloguer: PackageCataloguer {
    static let name = "rpm"

    static let selection: [ContentSelection.Rule] =
        directories.map { .init(.path($0 + "/" + file), maximumBytes: 64 << 20) }

    private static let directories = ["var/lib/rpm", "usr/share/rpm", "usr/lib/sysimage/rpm"]
    private static let file = "rpmdb.sqlite"

    static func catalogue(_ survey: TreeSurvey, into findings: inout PackageFindings) {
        var seen: Set<ImageTree.Node> = []
        for path in directories {
            guard let directory = survey.tree.node(at: path), seen.insert(directory).inserted else { continue }
            var isRead = false
            if let node = survey.tree.node(file, in: directory) {
                isRead = true
                read(node, in: directory, survey, &findings)
            }
            for (name, format) in [("Packages", "Berkeley DB"), ("Packages.db", "ndb")] where !isRead {
                guard let node = survey.tree.node(name, in: directory), survey.tree.size(of: node) > 0 else { continue }
                findings.problems.append(
                    InventoryProblem(
                        path: survey.tree.path(of: node),
                        what: "is an rpm database in the format \(format), which is not read",
                        hint: "in the image, 'rpmdb --rebuilddb --define \"_db_backend sqlite\"' converts it"))
            }
        }
    }

    private static func read(
        _ node: ImageTree.Node, in directory: ImageTree.Node, _ survey: TreeSurvey, _ findings: inout PackageFindings
    ) {
        let path = survey.tree.path(of: node)
        if let log = survey.tree.node(file + "-wal", in: directory), survey.tree.size(of: log) > 0 {
            findings.problems.append(
                InventoryProblem(
                    path: survey.tree.path(of: log),
                    what: "holds changes that are not in the database yet and are not read"))
        }
        guard let bytes = survey.content(of: node, &findings.problems) else { return }
        let history = DatabaseHistory(of: node, in: survey.tree) { older in
            var keys: Set<String> = []
            guard (try? forEachPackage(in: older) { keys.insert($0.key) }) != nil else { return nil }
            return keys
        }
        do {
            let damaged = try forEachPackage(in: bytes) { package in
                var record = package.record(location: path)
                record.layer = history.layer(of: package.key)
                let owner = PackageReference(type: .rpm, name: record.name)
                if !findings.owners.isEmpty { package.forEachFile { findings.owners.offer($1, in: $0, by: owner) } }
                findings.packages.append(record)
            }
            if damaged > 0 {
                findings.problems.append(
                    InventoryProblem(path: path, what: "has \(damaged) packages whose headers are damaged"))
            }
        } catch {
            findings.problems.append(InventoryProblem(path: path, error))
        }
    }

    /// Calls `body` with every package; the number of rows that are none.
    @discardableResult
    private static func forEachPackage(
        in bytes: ArraySlice<UInt8>, _ body: (InstalledRPMPackage) -> Void
    ) throws(SQLiteError) -> Int {
        var damaged = 0
        try SQLiteDatabase(bytes).forEachRow(of: "Packages") { (row) throws(SQLiteError) in
            if let package = row.blob(1).flatMap({ RPMHeader($0) }).flatMap({ InstalledRPMPackage($0) }) {
                body(package)
            } else {
                damaged += 1
            }
        }
        return damaged
    }
}

/// A package of an rpm database.
struct InstalledRPMPackage {
    private let header: RPMHeader
    private let name: String
    /// `[EPOCH:]VERSION-RELEASE`.
    private let version: String

    /// `nil` for a header without name, version or release.
    init?(_ header: RPMHeader) {
        guard let name = header.string(.name), let version = header.string(.version),
            let release = header.string(.release)
        else { return nil }
        self.header = header
        self.name = name
        let epoch = header.integers(.epoch).first.map { "\($0):" } ?? ""
        self.version = "\(epoch)\(version)-\(release)"
    }

    /// Names the package with its version.
    var key: String { "\(name) \(version) \(header.string(.architecture) ?? "")" }

    func record(location: String) -> PackageRecord {
        var record = PackageRecord(
            type: .rpm, name: name, version: version, architecture: header.string(.architecture),
            license: header.string(.license), location: location)
        (record.sourceName, record.sourceVersion) = Self.source(header.string(.sourcePackage))
        return record
    }

    /// Calls `body` with the directory (ending in a slash) and the name of each file.
    func forEachFile(_ body: (_ directory: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Void) {
        let directories = header.strings(.directoryNames)
        for (name, index) in zip(header.strings(.baseNames), header.integers(.directoryIndexes))
        where Int(index) < directories.count {
            body(directories[Int(index)], name)
        }
    }

    /// `NAME-VERSION-RELEASE.src.rpm`, cut from its end, since names contain hyphens.
    static func source(_ file: String?) -> (name: String?, version: String?) {
        guard var stem = file.map({ $0[...] }) else { return (nil, nil) }
        for ending in [".src.rpm", ".nosrc.rpm"] where stem.hasSuffix(ending) { stem = stem.dropLast(ending.count) }
        let parts = stem.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 3 else { return (nil, nil) }
        return (parts.dropLast(2).joined(separator: "-"), parts.suffix(2).joined(separator: "-"))
    }
}
