import Foundation
import TareDiagnostics
import Testing

@testable import TareDebian

/// Package indices: what they refuse, and a real one beside apt's reading.
@Suite struct PackageIndexTests {
    @Test(
        .enabled(
            if: Tool.hasPython("apt_pkg")
                && !Places.aptLists("bookworm-security_main_binary-amd64_Packages.lz4").isEmpty))
    func `every package of a real suite is read in full as apt reads it`() throws {
        let list = try #require(Places.aptLists("bookworm-security_main_binary-amd64_Packages.lz4").first)
        let bytes = try Places.aptList(list)
        let scratch = try ScratchDirectory()
        try scratch.write(bytes, to: "Packages")
        let script = """
            import apt_pkg, sys
            apt_pkg.init()
            def groups(text):
                return ', '.join(' | '.join(n + (f' ({o} {v})' if v else '') for n, v, o in g)
                                 for g in apt_pkg.parse_depends(text, False)) if text else ''
            for s in apt_pkg.TagFile(sys.argv[1]):
                g = s.get
                print('|'.join([s['Package'], s['Version'], s['Architecture'], g('Multi-Arch', 'no'), g('Priority', '-'),
                    s['Filename'], s['Size'], s['SHA256'], g('Installed-Size', '-'), groups(g('Pre-Depends')),
                    groups(g('Depends')), groups(g('Recommends')), groups(g('Provides')), groups(g('Conflicts')),
                    groups(g('Breaks'))]))
            """
        let theirs = String(
            decoding: try Tool.run(Tool.debianPython, ["-c", script, scratch.path("Packages")]), as: UTF8.self)
        func text(_ groups: [RelationGroup]) -> String {
            groups.map { group in
                group.alternatives.map { relation in
                    // apt writes the obsolete forms of `<<` and `>>`.
                    let plain = Relation(name: relation.name, qualifier: relation.qualifier).description
                    guard let restriction = relation.restriction else { return plain }
                    let sign =
                        switch restriction.comparison {
                        case .strictlyEarlier: "<"
                        case .strictlyLater: ">"
                        default: restriction.comparison.rawValue
                        }
                    return "\(plain) (\(sign) \(restriction.version))"
                }.joined(separator: " | ")
            }.joined(separator: ", ")
        }
        let index = try PackageIndex(bytes, suite: "security")
        let ours = try index.entries.map { entry in
            let p = try BinaryPackage(entry, in: index)
            return [
                p.name, p.version.description, p.architecture, p.multiArch.rawValue, p.priority ?? "-", p.filename,
                String(p.size), p.sha256, p.installedSize.map(String.init) ?? "-", text(p.preDepends), text(p.depends),
                text(p.recommends), text(p.provides.map { RelationGroup([$0]) }),
                text(p.conflicts.map { RelationGroup([$0]) }),
                text(p.breaks.map { RelationGroup([$0]) }),
            ].joined(separator: "|")
        }
        let lines = theirs.split(separator: "\n").map(String.init)
        #expect(ours.count == lines.count && ours.count > 100)
        for (our, their) in zip(ours, lines) where our != their { #expect(our == their) }
    }

    @Test(arguments: [
        ("Package: a\nVersion: 1\nnonsense\n", "main:3: a line is neither 'Name: value' nor the continuation of one"),
        (" x\n", "main:1: a continuation line has no field before it"),
        ("Package: a\nPackage: b\n", "main:2: field 'Package' appears twice in one paragraph"),
        ("Version: 1\n", "main:1: field 'Package' is missing"),
        (": 1\n", "main:1: a field name has a character that is not allowed"),
    ])
    func `a damaged index is refused at its line`(_ text: String, _ message: String) {
        let error = #expect(throws: ControlError.self) { try PackageIndex(Array(text.utf8), suite: "main") }
        #expect(error?.description == message)
    }

    @Test(arguments: [
        (["Filename": "../../etc/passwd"], "main:1: field 'Filename': '../../etc/passwd' leaves the archive"),
        (["Filename": "/etc/passwd"], "main:1: field 'Filename': '/etc/passwd' leaves the archive"),
        (["Filename": "pool//a.deb"], "main:1: field 'Filename': 'pool//a.deb' leaves the archive"),
        (["Filename": "pool/a b.deb"], "main:1: field 'Filename': 'pool/a b.deb' leaves the archive"),
        (["Filename": ""], "main:1: field 'Filename' is missing"),
        (["Size": "-1"], "main:1: field 'Size': it is not a number"),
        (["Size": "18446744073709551616"], "main:1: field 'Size': it is not a number"),
        (["SHA256": "00"], "main:1: field 'SHA256': there is no SHA-256 value of 64 digits"),
        (["Depends": "a (>= 1"], "main:1: field 'Depends': a bracket is not closed at '(>= 1'"),
    ])
    func `an entry that cannot be used is refused when it is`(_ fields: [String: String], _ message: String) throws {
        let pool = try PackagePool(MadePackage("a", "1", fields), MadePackage("b"))
        let error = #expect(throws: ControlError.self) { try pool.package("a") }
        #expect(error?.description == message)
        #expect(try pool.package("b")?.name == "b")
        #expect(try pool.package("c") == nil)
    }

    @Test func `source packages are told from binary ones`() throws {
        let pool = try PackagePool(
            MadePackage("a", "1"), MadePackage("b", "1+b1", ["Source": "src"]),
            MadePackage("c", "1+b1", ["Source": "src (1)"]))
        #expect(try pool.package("a")?.source == SourcePackage(name: "a", version: DebianVersion("1")))
        #expect(try pool.package("b")?.source == SourcePackage(name: "src", version: DebianVersion("1+b1")))
        #expect(try pool.package("c")?.source == SourcePackage(name: "src", version: DebianVersion("1")))
    }

    @Test func `essential packages and those of a priority are named`() throws {
        let pool = try PackagePool(
            MadePackage("a", "1", ["Essential": "yes"]), MadePackage("b", "1", ["Priority": "required"]),
            MadePackage("c", "1", ["Essential": "no", "Priority": "standard"]))
        #expect(pool.names(essential: true, priorities: []) == ["a"])
        #expect(pool.names(essential: true, priorities: ["required", "standard"]) == ["a", "b", "c"])
        #expect(pool.names(essential: false, priorities: ["important"]) == [])
    }

    @Test func `arbitrary bytes are an index or refused at a line of theirs, and entries too`() {
        var random = SeededGenerator(seed: 10)
        let sample = Array(
            [MadePackage("a", "1", ["Depends": "b | c (>= 1)"]), MadePackage("b", "2", ["Provides": "v (= 1), w"])]
                .map(\.paragraph).joined(separator: "\n").utf8)
        var (read, refused) = (0, 0)
        for _ in 0..<1500 {
            let bytes = random.mutated(sample)
            let lines = 1...(bytes.count { $0 == 0x0A } + 2)
            do {
                let pool = try PackagePool([try PackageIndex(bytes, suite: "main")])
                for name in pool.names { if try pool.package(name) != nil { read += 1 } }
                _ = try? DependencyClosure.resolve(["a"], in: pool, architecture: "amd64")
            } catch {
                refused += 1
                #expect(lines.contains(error.line))
            }
        }
        #expect(read > 50 && refused > 300)
    }
}
