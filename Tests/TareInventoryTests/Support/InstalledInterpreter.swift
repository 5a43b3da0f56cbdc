import Foundation
import TareOCI
import Testing

@testable import TareInventory

/// An interpreter of this machine and what it says of itself.
struct InstalledInterpreter: CustomTestStringConvertible {
    /// The executable, links resolved.
    var path: String
    var facts: Facts

    /// What the interpreter answers.
    struct Facts: Decodable {
        var version: String
        var prefix: String
        var library: String
        var sites: [String]
        var soabi: String?
        var isFreeThreaded: Bool
    }

    var testDescription: String { "\(path) (\(facts.version))" }

    var minor: String { facts.version.split(separator: ".").prefix(2).joined(separator: ".") }

    private static let question = """
        import json, os, platform, site, sys, sysconfig
        print(json.dumps({
            "version": platform.python_version(), "prefix": getattr(sys, "base_prefix", sys.prefix),
            "library": os.path.dirname(os.__file__), "sites": site.getsitepackages(),
            "soabi": sysconfig.get_config_var("SOABI"),
            "isFreeThreaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED"))}))
        """

    /// Debian's, those in `/usr/local`, and pyenv's. `nil` for what does not answer.
    static let all: [InstalledInterpreter] = {
        var prefixes = ["/usr", "/usr/local"]
        let pyenv = NSHomeDirectory() + "/.pyenv/versions"
        prefixes += ((try? FileManager.default.contentsOfDirectory(atPath: pyenv)) ?? []).sorted().map {
            pyenv + "/" + $0
        }
        let found = prefixes.flatMap { prefix in ["python2", "python3"].compactMap { Self("\(prefix)/bin/\($0)") } }
        if found.isEmpty { print("skipped: no Python interpreter on this machine") }
        return found
    }()

    static var newest: InstalledInterpreter? { all.last { $0.facts.prefix != "/usr" } ?? all.last }

    init?(_ path: String) {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        self.path = String(cString: resolved)
        // `-I` and `-s` leave out what the user has; Python 2 knows only the latter.
        guard let answer = try? Tool.run(self.path, ["-s", "-E", "-c", Self.question]),
            let facts = try? JSONDecoder().decode(Facts.self, from: Data(answer.utf8))
        else { return nil }
        self.facts = facts
    }

    /// The files by which an inventory knows an interpreter, relative to the root: not its whole library.
    func members() -> [String] {
        func children(_ directory: String, where accept: (String) -> Bool) -> [String] {
            ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).filter(accept).map {
                "\(directory)/\($0)"
            }
        }
        let prefix = facts.prefix
        var members = children(prefix + "/bin") { $0.hasPrefix("python") && !$0.contains("config") }
        let systemLibraries = prefix == "/usr" ? children(prefix + "/lib") { $0.contains("-linux-") } : []
        for directory in [prefix + "/lib"] + systemLibraries {
            members += children(directory) { $0.hasPrefix("libpython\(minor)") }
        }
        members += children(facts.library) {
            $0 == "os.py" || $0.hasPrefix("_sysconfigdata") || $0 == "EXTERNALLY-MANAGED" || $0 == "build-details.json"
        }
        for headers in children(prefix + "/include", where: { $0.hasPrefix("python\(minor)") }) {
            members += children(headers) { $0 == "patchlevel.h" }
        }
        for site in facts.sites { members += children(site) { $0.hasSuffix("-info") } + existing(site + "/README.txt") }
        if prefix == "/usr" { members += existing("/var/lib/dpkg") }
        return members.map { String($0.dropFirst()) }
    }

    private func existing(_ path: String) -> [String] { FileManager.default.fileExists(atPath: path) ? [path] : [] }

    /// The inventory of an image that has the interpreter below another prefix.
    func inventory(at prefix: String? = nil, without excluded: [String] = []) throws -> ImageInventory {
        let options =
            excluded.map { "--exclude=\($0)" }
            + (prefix.map { ["--transform=s,^\(facts.prefix.dropFirst())/,\($0.dropFirst())/,S"] } ?? [])
        let layer = try MeasuredLayer.packing(members(), of: "/", options: options)
        return ImageInventory(of: ImageTree(layers: [layer]))
    }
}
