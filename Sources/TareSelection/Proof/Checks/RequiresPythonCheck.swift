internal import TareInventory
internal import TareOCI
internal import TarePython

/// The installed distributions say that they run on the interpreter's version (core metadata, `Requires-Python`).
///
/// One that says otherwise may run all the same, so such an image is `unknown`: installers do not choose it.
enum RequiresPythonCheck: ProofCheck {
    static let id = "requires-python"

    static func examine(_ boot: Boot) -> Finding {
        guard let runtime = boot.python else {
            return boot.withoutPython ?? .unknown("no Python is known to run")
        }
        guard let interpreter = runtime.interpreter, let text = interpreter.version ?? minorVersion(interpreter),
            let version = try? PEP440Version(text)
        else { return .unknown("the interpreter's version is not known") }
        let folders = Set(runtime.modulePath.folders.filter { $0.origin != .standardLibrary }.map(\.path))
        var findings: [Finding] = []
        var count = 0
        for package in boot.inventory.packages where package.type == .python {
            guard let directory = package.python?.directory, folders.contains(directory) else { continue }
            count += 1
            guard let requirement = requirement(of: package, boot.tree),
                let specifiers = try? VersionSpecifierSet(requirement),
                !specifiers.contains(version, allowingPrereleases: true)
            else { continue }
            findings.append(
                .unknown(
                    "\(package.name) \(package.version ?? "") is for Python \(requirement), the interpreter is \(text)",
                    fix: "install a version of \(package.name) for Python \(text), or use a base with another Python"))
        }
        return .worst(
            of: findings, otherwise: .pass("\(count) installed distributions are for Python \(text)"))
    }

    private static func minorVersion(_ interpreter: PythonInterpreter) -> String? {
        interpreter.minor?.description
    }

    /// The header of a distribution's metadata; `nil` where it has none.
    private static func requirement(of package: PackageRecord, _ tree: ImageTree) -> String? {
        guard let node = tree.node(at: package.location), let text = tree.content(of: node) else { return nil }
        let name = Array("requires-python:".utf8)
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            guard !line.isEmpty, line.first != UInt8(ascii: "\r") else { return nil }
            guard line.count > name.count, line.prefix(name.count).elementsEqual(name, by: { $0 | 0x20 == $1 | 0x20 })
            else { continue }
            let value = String(decoding: line.dropFirst(name.count), as: UTF8.self)
            return String(value.drop { $0 == " " || $0 == "\t" }.filter { $0 != "\r" })
        }
        return nil
    }
}
