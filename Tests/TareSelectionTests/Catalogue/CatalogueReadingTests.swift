import TareDiagnostics
import TareOCI
import TareYAML
import Testing

@testable import TareSelection

/// Entries of the catalogue: what is read, and where what is wrong is said to be.
@Suite struct CatalogueReadingTests {
    private static let lines = [
        "base: tare.base/1", "id: mine", "title: Mine", "default: true",
        "reference: example.com/python:${python}-${python-digits}",
        "interpreter: {kind: managed, path: /python}", "sources: {here: {document: notes, observed: 2026-11}}",
        "shell: {path: /bin/sh, source: here}",
    ]

    private static func read(_ lines: [String]) throws(YAMLError) -> CatalogueEntry {
        try CatalogueEntry(yaml: Array((lines.joined(separator: "\n") + "\n").utf8), source: "mine.yaml")
    }

    /// The refusal of the entry with one line replaced, or with one more.
    private static func refusal(_ number: Int, _ line: String) -> String? {
        var lines = lines
        if number <= lines.count { lines[number - 1] = line } else { lines.append(line) }
        do {
            _ = try read(lines)
            return nil
        } catch { return error.description }
    }

    @Test func `an entry is read`() throws {
        let entry = try Self.read(Self.lines)
        #expect(entry.id == "mine" && entry.isDefault && entry.shell?.value == .present("/bin/sh"))
        #expect(entry.reference(python: "3.12")?.description == "example.com/python:3.12-312")
        #expect(entry.shell?.source == FactSource(place: .document("notes"), observed: try #require(.init("2026-11"))))
        #expect(entry.platforms == nil && entry.sizes.isEmpty && entry.pythons.isEmpty)
    }

    @Test(arguments: [
        (1, "base: tare.base/2", "mine.yaml:1:7: 'base' has 'tare.base/2', which is not 'tare.base/1'"),
        (2, "id: Mine", "mine.yaml:2:5: 'id' has 'Mine', which is not made of lower-case letters, digits, '-' and '.'"),
        (3, "titel: Mine", "mine.yaml:3:1: the entry has an unknown key 'titel'"),
        (3, "", "mine.yaml:1:1: the entry lacks 'title'"),
        (4, "default: maybe", "mine.yaml:4:10: 'default' is not true or false"),
        (
            5, "reference: example.com/Python:${python}",
            "mine.yaml:5:12: 'reference' has 'example.com/Python:${python}', which is no reference to an image: "
                + "repository 'Python' has an upper-case letter"
        ),
        (
            5, "reference: a\nrecipe: {name: b, suite: c}",
            "mine.yaml:1:1: the entry is not a mapping with one of 'reference' and 'recipe'"
        ),
        (6, "interpreter: {kind: installed}", "mine.yaml:6:14: 'interpreter' lacks 'path'"),
        (
            6, "interpreter: {kind: own, path: python}",
            "mine.yaml:6:32: 'interpreter.path' has 'python', which is no absolute path"
        ),
        (
            6, "interpreter: {kind: magic, path: /a}",
            "mine.yaml:6:21: 'interpreter.kind' has 'magic', which is none of installed, own, managed"
        ),
        (
            6, "interpreter: {kind: managed, path: /a, python: \"3.12\"}",
            "mine.yaml:6:48: 'interpreter.python' has '3.12', which is for an interpreter of kind 'own'"
        ),
        (
            7, "sources: {here: {observed: 2026-11}}",
            "mine.yaml:7:17: 'sources.here' is not a mapping with one of 'url' and 'document'"
        ),
        (
            7, "sources: {here: {document: a, observed: yesterday}}",
            "mine.yaml:7:41: 'sources.here.observed' has 'yesterday', which is no date such as 2028-06-30 or 2028-10"
        ),
        (
            7, "sources: {here: {url: \"http://a\", observed: 2026-11}}",
            "mine.yaml:7:23: 'sources.here.url' has 'http://a', which is no https URL"
        ),
        (8, "shell: {path: /bin/sh}", "mine.yaml:8:8: 'shell' lacks 'source'"),
        (
            8, "shell: {path: /bin/sh, source: there}",
            "mine.yaml:8:32: 'shell.source' has 'there', which is none of the sources: here"
        ),
        (8, "", "mine.yaml:7:11: 'sources' has 'here', which is the source of nothing"),
        (9, "user: {name: root, source: here, id: 0}", "mine.yaml:9:34: 'user' has an unknown key 'id'"),
        (9, "sizes: [{platform: linux/amd64, source: here}]", "mine.yaml:9:9: 'sizes[0]' lacks 'compressed'"),
        (
            9, "sizes: [{platform: linux/amd64, compressed: 0, source: here}]",
            "mine.yaml:9:45: 'sizes[0].compressed' has '0', which is no number of bytes"
        ),
        (
            9, "sizes: [{platform: linux/amd64, compressed: 45 MB, source: here}]",
            "mine.yaml:9:45: 'sizes[0].compressed' has '45 MB', which is no number of bytes"
        ),
        (
            9, "sizes: [{platform: \"\", compressed: 1, source: here}]",
            "mine.yaml:9:20: 'sizes[0].platform' has '', which is empty"
        ),
        (
            9, "platforms: {names: [a/b/c/d], source: here}",
            "mine.yaml:9:21: 'platforms.names[0]' has 'a/b/c/d', which is no platform such as linux/amd64"
        ),
        (
            9, "python: [{minors: [\"3.x\"], source: here}]",
            "mine.yaml:9:20: 'python[0].minors[0]' has '3.x', which is no minor of CPython such as 3.12"
        ),
        (9, "python: [{minors: [], source: here}]", "mine.yaml:9:19: 'python[0].minors' is not a list with entries"),
        (
            9, "publisher: {status: sad, source: here}",
            "mine.yaml:9:21: 'publisher.status' has 'sad', which is none of frozen, withdrawn"
        ),
        (
            9, "libc: {family: bionic, source: here}",
            "mine.yaml:9:16: 'libc.family' has 'bionic', which is none of glibc, musl"
        ),
        (9, "title: again", "mine.yaml:3:1: the entry is not YAML: a key stands twice: title"),
        (9, "a: &a {}\nb: *a", "mine.yaml: the entry has more than 0 aliases"),
        (9, "a: [", "mine.yaml:10:1: the entry is not YAML: did not find expected node content"),
    ]) func `what is wrong is named with its place`(_ number: Int, _ line: String, _ expected: String) {
        #expect(Self.refusal(number, line) == expected)
    }

    @Test func `a document is bounded, and bytes that are no text are refused`() {
        func refusal(_ bytes: [UInt8]) -> String? {
            do {
                _ = try CatalogueEntry(yaml: bytes, source: "x")
                return nil
            } catch { return error.description }
        }
        #expect(refusal(Array(repeating: 0x20, count: 70_000)) == "x: the entry has more than 65536 bytes")
        #expect(refusal([0xFF]) == "x: the entry is not YAML: it is not UTF-8")
        #expect(refusal([]) == "x: the entry is not YAML: it is empty")
        #expect(refusal(Array("- a".utf8)) == "x:1:1: the entry is not a mapping")
    }

    @Test func `mutilated entries are refused or read, and never trap`() {
        var generator = SplitMix(seed: 7)
        let text = Array(Catalogue.documents[13].text)
        for _ in 0..<300 {
            var bytes = text
            for _ in 0...generator.below(4) {
                let place = generator.below(bytes.count)
                switch generator.below(3) {
                case 0: bytes[place] = [0, 0x0A, 0x3A, 0x7B, 0x26, 0x2A, 0xFF].randomElement(using: &generator) ?? 0
                case 1: bytes.remove(at: place)
                default: bytes.insert(contentsOf: text[..<min(place, 20)], at: place)
                }
            }
            do {
                _ = try CatalogueEntry(yaml: bytes, source: "x")
            } catch { #expect(error.description.hasPrefix("x")) }
        }
    }

    @Test func `two entries with one id are refused`() throws {
        let entry = try Self.read(Self.lines)
        let error = #expect(throws: YAMLError.self) { try Catalogue([entry, entry]) }
        #expect(error?.description == "mine.yaml: 'id' has 'mine', which is the id of another entry too")
    }

    @Test(arguments: [
        (
            "{name: regular, ends: 2026-04, source: s}, {name: long-term, ends: 2026-04, source: s}",
            "'releases[0].phases[1].ends' has '2026-04', which is not after the end of the phase before it"
        ),
        (
            "{name: eternal, ends: 2026-04, source: s}",
            "'releases[0].phases[0].name' has 'eternal', which is none of bugfix, security, regular, long-term"
        ),
    ]) func `dates of support are read by the same rules`(_ phases: String, _ expected: String) {
        let text = """
            support: tare.support/1
            product: thing
            title: Thing
            sources: {s: {document: d, observed: 2026-11}}
            releases: [{version: "1", phases: [\(phases)]}]
            """
        let error = #expect(throws: YAMLError.self) {
            try SupportProduct(yaml: Array(text.utf8), source: "s.yaml")
        }
        #expect(error?.description.hasSuffix(expected) == true)
    }
}
