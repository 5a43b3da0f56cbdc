internal import TareDiagnostics
internal import TareOCI

/// `BaseAssemblyResult` as people read it: what was made, of which releases, and its packages.
public enum BaseAssemblyTable {
    public static func lines(_ result: BaseAssemblyResult, _ style: TextStyle, allPackages: Bool = false) -> [String] {
        var lines = [
            style.bold("\(result.recipe.printable()) \(result.suite.printable()) (\(result.platform.printable()))")
        ]
        lines += facts(result).lines(style, indent: 2)
        lines += ["", style.bold("Releases")] + releases(result).lines(style, indent: 2)
        let bytes = result.packages.reduce(UInt64(0)) { $0 &+ $1.size }
        lines += ["", style.bold("Packages") + ": \(result.packages.count), \(ByteCount.text(bytes)) of .deb files"]
        if allPackages { lines += packages(result).lines(style, indent: 2) }
        return lines
    }

    private static func facts(_ result: BaseAssemblyResult) -> TextTable {
        var table = TextTable([("", .left), ("", .left)])
        table.add(["digest", result.digest.description])
        table.add(["image id", result.imageID.description])
        table.add(["layer", result.layer.digest.description])
        table.add([
            "size",
            "\(ByteCount.text(result.layer.compressed)) compressed, \(ByteCount.text(result.layer.uncompressed)) "
                + "uncompressed, \(result.layer.entries) entries",
        ])
        table.add(["created", result.created])
        if let output = result.output { table.add(["written to", output]) }
        return table
    }

    private static func releases(_ result: BaseAssemblyResult) -> TextTable {
        var table = TextTable([
            ("suite", .left), ("version", .left), ("signed", .left), ("valid until", .left), ("from", .left),
        ])
        for release in result.releases {
            table.add([
                release.suite, release.version ?? "-", release.date, release.validUntil ?? "-",
                release.isCached ? "cache" : release.mirror,
            ])
        }
        return table
    }

    private static func packages(_ result: BaseAssemblyResult) -> TextTable {
        var table = TextTable([("name", .left), ("version", .left), ("suite", .left), ("size", .right)])
        for package in result.packages {
            table.add([package.name, package.version, package.suite, ByteCount.text(package.size)])
        }
        return table
    }
}
