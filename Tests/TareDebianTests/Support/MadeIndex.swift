@testable import TareDebian

/// A package of an archive made for a test: `name version` and more fields.
struct MadePackage {
    var name: String
    var version: String
    var fields: [String: String]

    init(_ name: String, _ version: String = "1", _ fields: [String: String] = [:]) {
        self.name = name
        self.version = version
        self.fields = fields
    }

    /// Its paragraph in an index.
    var paragraph: String {
        var all = [
            "Architecture": "amd64", "Filename": "pool/\(name)_\(version).deb", "Size": "1",
            "SHA256": String(repeating: "0", count: 64),
        ]
        all.merge(fields) { $1 }
        return "Package: \(name)\nVersion: \(version)\n"
            + all.sorted { $0.key < $1.key }.map { "\($0): \($1)\n" }.joined()
    }
}

extension PackagePool {
    /// A pool of one suite, `main`.
    init(_ packages: MadePackage...) throws { try self.init(suites: [packages]) }

    /// A pool of the suites `main`, `suite1`, ….
    init(suites: [[MadePackage]]) throws {
        try self.init(
            suites.enumerated().map { number, packages in
                try PackageIndex(
                    Array(packages.map(\.paragraph).joined(separator: "\n").utf8),
                    suite: number == 0 ? "main" : "suite\(number)")
            })
    }

    /// Names and versions of what some packages need.
    func closure(_ names: String..., architecture: String = "amd64") throws -> [String] {
        try DependencyClosure.resolve(names, in: self, architecture: architecture).map { "\($0.name) \($0.version)" }
    }
}
