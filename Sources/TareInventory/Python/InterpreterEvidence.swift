internal import TareOCI

/// Gathers what an image states about the version of one interpreter, and chooses what to believe.
///
/// The order: what is compiled into the executable or its library, if that is one version only; `build-details.json`;
/// `patchlevel.h`; the package that owns the executable; the directory's name, where uv gave it.
struct InterpreterEvidence {
    let survey: TreeSurvey
    let candidate: InterpreterSearch.Candidate
    let files: InterpreterFiles

    static let selection: [ContentSelection.Rule] = [
        .init(.name(buildDetailsName), maximumBytes: 256 << 10),
        .init(.name(headerName), maximumBytes: 64 << 10),
        .init(.nameAffixes("_sysconfigdata", ".py"), maximumBytes: 512 << 10),
    ]

    private static let buildDetailsName = "build-details.json"
    private static let headerName = "patchlevel.h"

    /// The minor version: of the name, of the library that is needed, of the standard library's directory; of the
    /// strings in the executable where they agree on one.
    var minor: PythonMinor? {
        if let stated = candidate.name.minor ?? files.neededMinor { return stated }
        if let name = files.libraryName?.prefix(while: { $0 != "t" }), let minor = PythonMinor(name) { return minor }
        let compiled = Set(versionStrings(of: candidate.node).compactMap { PythonMinor(ofVersion: $0) })
        return compiled.count == 1 ? compiled.first : nil
    }

    /// All evidence of a full version of that minor, best first.
    func versions(
        of minor: PythonMinor, _ owner: PackageReference?, _ packages: [PackageReference: PackageRecord]
    ) -> [VersionEvidence] {
        let all =
            compiled
            + [buildDetails, header(minor), package(owner ?? unlistedOwner(minor), packages), directoryName].compactMap(
                \.self)
        return all.filter { PythonMinor(ofVersion: $0.version) == minor && DottedNumber.isFull($0.version) }
    }

    /// The first evidence of an order in which strings of a binary count only if there is one version among them.
    static func best(of evidence: [VersionEvidence]) -> VersionEvidence? {
        let compiled = Set(evidence.lazy.filter { $0.kind == .binary }.map(\.version))
        return evidence.first { $0.kind != .binary || compiled.count == 1 }
    }

    private var compiled: [VersionEvidence] {
        [files.sharedLibrary, candidate.node].compactMap(\.self).flatMap { node in
            let path = survey.tree.path(of: node)
            // A `+` marks a tree that was changed behind the release; it is no part of the version.
            return versionStrings(of: node).map {
                VersionEvidence(kind: .binary, version: $0.last == "+" ? String($0.dropLast()) : $0, path: path)
            }
        }
    }

    /// The version strings of a binary but for that of the Unicode data which `unicodedata.ucd_3_2_0` keeps, in every
    /// interpreter that has the module built in; the release of that number was called 3.2.
    private func versionStrings(of node: ImageTree.Node) -> [String] {
        survey.tree.versionStrings(of: node).filter { $0 != "3.2.0" }
    }

    private var buildDetails: VersionEvidence? {
        guard let (text, path) = content(Self.buildDetailsName, in: files.standardLibrary),
            let version = JSONText(text)["implementation"]?["version"],
            let major = version["major"]?.integer, let minor = version["minor"]?.integer,
            let micro = version["micro"]?.integer
        else { return nil }
        let stage =
            switch version.string(atKey: "releaselevel") {
            case "alpha": "a"
            case "beta": "b"
            case "candidate": "rc"
            default: ""
            }
        let serial = stage.isEmpty ? "" : stage + String(version["serial"]?.integer ?? 0)
        return VersionEvidence(kind: .buildDetails, version: "\(major).\(minor).\(micro)\(serial)", path: path)
    }

    /// `#define PY_VERSION "3.12.7"`.
    private func header(_ minor: PythonMinor) -> VersionEvidence? {
        let directory = "include/\(InterpreterFiles.stem(.cpython))\(files.libraryName ?? minor.description)"
        guard candidate.name.implementation == .cpython,
            let (text, path) = content(Self.headerName, in: survey.tree.node(directory, in: files.prefix))
        else { return nil }
        for line in ByteLines(text) where line.hasBeginning("#define") {
            let rest = line.dropFirst(7).trimmed
            guard rest.hasBeginning("PY_VERSION"), let (name, value) = rest.split(at: UInt8(ascii: "\"")),
                name.trimmed.equals("PY_VERSION")
            else { continue }
            let version = value.prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "+") }
            return VersionEvidence(kind: .patchLevelHeader, version: version.text, path: path)
        }
        return nil
    }

    private func package(
        _ owner: PackageReference?, _ packages: [PackageReference: PackageRecord]
    ) -> VersionEvidence? {
        guard let owner, let package = packages[owner], let version = package.version.flatMap(UpstreamVersion.of)
        else { return nil }
        return VersionEvidence(kind: .package, version: version, path: package.location)
    }

    /// The package that would own the distribution's interpreter where lists of files are missing: by its fixed name.
    private func unlistedOwner(_ minor: PythonMinor) -> PackageReference? {
        guard candidate.path == "/usr/bin/python\(minor)" else { return nil }
        return PackageReference(type: .deb, name: "python\(minor)-minimal")
    }

    /// `cpython-3.12.7-linux-x86_64-gnu`, as uv names what it installs.
    private var directoryName: VersionEvidence? {
        let name = survey.tree.name(of: files.prefix)
        let parts = name.split(separator: "-")
        guard parts.count >= 5, parts[0] == "cpython" else { return nil }
        let version = parts[1].prefix { $0 != "+" }
        return VersionEvidence(kind: .directoryName, version: String(version), path: survey.tree.path(of: files.prefix))
    }

    /// A kept file of a directory; one that was not kept is no evidence and no problem.
    private func content(_ name: String, in directory: ImageTree.Node?) -> (ArraySlice<UInt8>, String)? {
        guard let directory, let node = survey.tree.node(name, in: directory), let text = survey.tree.content(of: node)
        else { return nil }
        return (text, survey.tree.path(of: node))
    }
}

extension DottedNumber {
    /// Whether a version has three numbers, the last perhaps with a stage behind it: `3.12.7`, `3.13.0rc2`.
    static func isFull(_ version: String) -> Bool {
        let parts = version.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[2].utf8.first?.isDigit == true
    }
}
