import Foundation
import TareOCI
import Testing

@testable import TareInventory

/// Holds what is found of this machine's interpreters against what they say of themselves.
@Suite(.enabled(if: !InstalledInterpreter.all.isEmpty, "needs an interpreter"))
struct InterpreterAgreementTests {
    @Test(arguments: InstalledInterpreter.all)
    func `an interpreter is known without running it`(_ expected: InstalledInterpreter) throws {
        let inventory = try expected.inventory()
        try check(inventory, expected, prefix: expected.facts.prefix, path: expected.path)
    }

    @Test(
        "an interpreter is known wherever it lies",
        arguments: ["/usr/local", "/python/cpython-VERSION-linux-x86_64-gnu", "/opt/app/runtime"])
    func moved(_ pattern: String) throws {
        let expected = try #require(InstalledInterpreter.newest)
        let prefix = pattern.replacingOccurrences(of: "VERSION", with: expected.facts.version)
        let inventory = try expected.inventory(at: prefix, without: pattern == "/usr/local" ? [] : ["libpython*"])
        let path = prefix + expected.path.dropFirst(expected.facts.prefix.count)
        try check(inventory, expected, prefix: prefix, path: path)
        let isManaged = pattern.hasPrefix("/python/")
        #expect((inventory.interpreters.first?.evidence.contains { $0.kind == .directoryName } ?? false) == isManaged)
    }

    private func check(
        _ inventory: ImageInventory, _ expected: InstalledInterpreter, prefix: String, path: String
    ) throws {
        let found = try #require(
            inventory.interpreters.first { $0.path == path }, "\(inventory.interpreters.map(\.path))")
        func moved(_ path: String) -> String {
            path.hasPrefix(expected.facts.prefix + "/") ? prefix + path.dropFirst(expected.facts.prefix.count) : path
        }
        #expect(inventory.interpreters.count { $0.prefix == prefix } == 1, "aliases are no interpreters of their own")
        #expect(found.minor?.description == expected.minor)
        #expect(found.version == expected.facts.version)
        #expect(found.evidence.allSatisfy { $0.version == expected.facts.version }, "\(found.evidence)")
        #expect(found.prefix == prefix)
        #expect(found.standardLibrary == moved(expected.facts.library))
        // Python 3.4 has dropped `lib/site-python`.
        let sites = expected.facts.sites.filter { !$0.hasSuffix("/lib/site-python") }
        #expect(found.siteDirectories.map(\.path) == sites.map(moved))
        #expect(found.isFreeThreaded == expected.facts.isFreeThreaded)
        #expect(found.extensionTag == expected.facts.soabi)
        #expect(inventory.problems == [])
    }

    @Test(.enabled(if: Tool.available("/usr/bin/python3", "dpkg-query"), "needs Debian's Python"))
    func `Debian's interpreter is owned, and managed by Debian`() throws {
        let expected = try #require(InstalledInterpreter.all.first { $0.facts.prefix == "/usr" })
        let inventory = try expected.inventory()
        let found = try #require(inventory.interpreters.first { $0.path == expected.path })
        #expect(found.owner == PackageReference(type: .deb, name: "python\(expected.minor)-minimal"))
        #expect(found.aliases.contains("/usr/bin/python3"))
        #expect(Set(found.evidence.map(\.kind)).isSuperset(of: [.binary, .package]))
        #expect(found.versionFrom == .binary)
        let managed = expected.facts.library + "/EXTERNALLY-MANAGED"
        #expect(found.isExternallyManaged == FileManager.default.fileExists(atPath: managed))
    }

    @Test(
        .enabled(if: Tool.available("/usr/bin/python3"), "needs an interpreter that is linked statically"),
        arguments: ["python", "python3"])
    func `an interpreter whose name tells no version is known by its strings`(_ name: String) throws {
        let expected = try #require(InstalledInterpreter("/usr/bin/python3"))
        let layer = try MeasuredLayer.packing(
            [String(expected.path.dropFirst())], of: "/", options: ["--transform=s,.*,opt/static/bin/\(name),"])
        let found = try #require(ImageInventory(of: ImageTree(layers: [layer])).interpreters.first)
        #expect(found.path == "/opt/static/bin/\(name)")
        #expect(found.version == expected.facts.version)
        #expect(found.versionFrom == .binary)
        #expect(found.minor?.description == expected.minor)
        #expect(found.standardLibrary == nil)
    }
}
