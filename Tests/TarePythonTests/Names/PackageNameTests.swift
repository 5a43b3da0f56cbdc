import Testing

@testable import TarePython

@Suite("Package names")
struct PackageNameTests {
    private struct Canonical: Decodable {
        var name: String
        var expected: String
    }

    @Test(.enabled(if: PackagingVectors.areThere))
    func `normal forms are packaging's`() throws {
        let cases = try PackagingVectors.cases("test_utils::test_canonicalize_name", as: Canonical.self)
        #expect(cases.count == 10)
        for item in cases { #expect(try PackageName(item.name).description == item.expected) }
    }

    @Test func `two spellings are one name`() throws {
        #expect(try PackageName("Foo__Bar.baz") == PackageName("foo-bar-BAZ"))
        #expect(try Set([PackageName("A.b"), PackageName("a-b")]).count == 1)
        #expect(try PackageName("zope.interface") > PackageName("ZConfig"))
    }

    @Test(arguments: ["", "-", "a-", "_a", ".a", "a b", "a/b", "é", "a\n", "a\0b", String(repeating: "a", count: 513)])
    func `what is no name is refused`(text: String) {
        let error = #expect(throws: PackageNameError.self) { try PackageName(text) }
        #expect(error?.what.utf8.count ?? 0 < 400)
    }

    @Test func `the normal form is its own normal form`() {
        var generator = TextGenerator(seed: 1)
        var accepted = 0
        for _ in 0..<5000 {
            let text = generator.sentence(of: ["a", "B", "9", ".", "_", "-", "é", " "], limit: 8)
            guard let name = try? PackageName(text) else { continue }
            accepted += 1
            #expect((try? PackageName(name.description)) == name)
            #expect(!name.description.contains("--"))
        }
        #expect(accepted > 300)
    }

    @Test(.enabled(if: PackagingPeer.python != nil))
    func `validity and normal form agree with packaging on made-up names`() throws {
        var generator = TextGenerator(seed: 2)
        let names = (0..<3000).map { _ in
            generator.sentence(of: ["a", "B", "9", ".", "_", "-", "--", "é", " ", "\n"], limit: 6)
        }
        let script = """
            import json, sys
            from packaging.utils import canonicalize_name, InvalidName
            def form(name):
                try: return canonicalize_name(name, validate=True)
                except InvalidName: return ""
            print(json.dumps([form(name) for name in json.load(sys.stdin)]))
            """
        let forms = try PackagingPeer.ask(script, names, as: [String].self)
        for (name, form) in zip(names, forms) {
            #expect((try? PackageName(name))?.description ?? "" == form, "\(name.debugDescription)")
        }
    }
}
