internal import TareOCI

/// Packages of apk's database, `lib/apk/db/installed`, since apk-tools 3 `usr/lib/apk/db/installed` (apk_db.c; the
/// fields of apk-package(5)): a letter, a colon and the value a line, an empty line behind each package.
enum AlpineCataloguer: PackageCataloguer {
    static let name = "apk"

    static let selection: [ContentSelection.Rule] = databases.map { .init(.path($0), maximumBytes: 64 << 20) }

    private static let databases = ["lib/apk/db/installed", "usr/lib/apk/db/installed"]

    static func catalogue(_ survey: TreeSurvey, into findings: inout PackageFindings) {
        var seen: Set<ImageTree.Node> = []
        for database in databases {
            // Where /lib is a link to /usr/lib, both are one file.
            guard let node = survey.database(at: database, &findings.problems), seen.insert(node).inserted,
                let text = survey.content(of: node, &findings.problems)
            else { continue }
            let location = survey.tree.path(of: node)
            // apk writes an empty line behind each package, the last one too.
            if !text.isEmpty, !text.endsWithEmptyLine { findings.problems.append(.cutOff(location)) }
            let history = DatabaseHistory(of: node, in: survey.tree) { keys($0) }
            for package in InstalledAlpinePackages(text) {
                guard !package.name.isEmpty, !package.version.isEmpty else {
                    findings.problems.append(
                        InventoryProblem(path: location, what: "has a package without a name or a version"))
                    continue
                }
                var record = package.record(location: location)
                record.layer = history.layer(of: key(package))
                let owner = PackageReference(type: .apk, name: record.name)
                if !findings.owners.isEmpty { package.forEachFile { findings.owners.offer($1, in: $0, by: owner) } }
                findings.packages.append(record)
            }
        }
    }

    private static func keys(_ text: ArraySlice<UInt8>) -> Set<String> { Set(InstalledAlpinePackages(text).map(key)) }

    private static func key(_ package: InstalledAlpinePackage) -> String {
        [package.name, package.architecture, package.version].map(\.text).joined(separator: " ")
    }
}

/// One package of apk's database; values are slices of it.
struct InstalledAlpinePackage {
    var name: ArraySlice<UInt8> = []
    var version: ArraySlice<UInt8> = []
    var architecture: ArraySlice<UInt8> = []
    var license: ArraySlice<UInt8> = []
    var origin: ArraySlice<UInt8> = []
    /// The whole paragraph, for its files.
    var paragraph: ArraySlice<UInt8> = []

    /// Calls `body` with the directory and name of each file: `F:` lines name a directory, `R:` lines files in it.
    func forEachFile(_ body: (_ directory: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Void) {
        var directory: ArraySlice<UInt8> = []
        for line in ByteLines(paragraph) {
            if line.hasBeginning("F:") {
                directory = line.dropFirst(2)
            } else if line.hasBeginning("R:") {
                body(directory, line.dropFirst(2))
            }
        }
    }

    func record(location: String) -> PackageRecord {
        func text(_ value: ArraySlice<UInt8>) -> String? { value.isEmpty ? nil : value.text }
        return PackageRecord(
            type: .apk, name: name.text, version: version.text, architecture: text(architecture),
            sourceName: text(origin) ?? name.text, sourceVersion: version.text, license: text(license),
            location: location)
    }
}

/// The packages of an apk database in their order.
struct InstalledAlpinePackages: Sequence, IteratorProtocol {
    private var rest: ArraySlice<UInt8>

    init(_ text: ArraySlice<UInt8>) { rest = text }

    mutating func next() -> InstalledAlpinePackage? {
        while rest.first == newline { rest.removeFirst() }
        guard !rest.isEmpty else { return nil }
        var package = InstalledAlpinePackage()
        let start = rest.startIndex
        var end = start
        for line in ByteLines(rest) {
            if line.isEmpty { break }
            end = line.endIndex
            guard line.count > 2, line[line.startIndex + 1] == colon else { continue }
            let value = line.dropFirst(2)
            switch line.first {
            case UInt8(ascii: "P"): package.name = value
            case UInt8(ascii: "V"): package.version = value
            case UInt8(ascii: "A"): package.architecture = value
            case UInt8(ascii: "L"): package.license = value
            case UInt8(ascii: "o"): package.origin = value
            default: break
            }
        }
        package.paragraph = rest[start..<end]
        rest = rest[Swift.max(end, start + 1)...]
        return package
    }
}
