import Testing

@testable import TarePython

@Suite("Requirements")
struct RequirementTests {
    private struct Normalised: Decodable {
        var input_req: String
        var norm_req: String
    }

    @Test(.enabled(if: PackagingVectors.areThere))
    func `normal forms are packaging's`() throws {
        let cases = try PackagingVectors.cases("test_requirements::test_normalized_requirements", as: Normalised.self)
        #expect(cases.count == 2)
        for item in cases { #expect(try Requirement(item.input_req).description == item.norm_req) }
    }

    @Test func `parts are told apart`() throws {
        let requirement = try Requirement("  Foo_Bar [b, A] (>=1.0, <2) ; python_version<'3.12'")
        #expect(requirement.name.description == "foo-bar")
        #expect(requirement.extras.map(\.description) == ["a", "b"])
        #expect(try requirement.specifiers == VersionSpecifierSet(">=1.0,<2"))
        #expect(requirement.url == nil)
        #expect(requirement.marker?.description == "python_version < \"3.12\"")
        #expect(requirement.description == "foo-bar[a,b]>=1.0,<2; python_version < \"3.12\"")
    }

    @Test func `a URL ends at a blank`() throws {
        let requirement = try Requirement("pip[x]@https://example.org/p.zip;a#sha1=b ; os_name=='a'")
        #expect(requirement.url == "https://example.org/p.zip;a#sha1=b")
        #expect(requirement.description == "pip[x] @ https://example.org/p.zip;a#sha1=b ; os_name == \"a\"")
        #expect(try Requirement("pip @ file:///p;os_name=='a'").marker == nil)
    }

    @Test(arguments: [
        ("", 0), ("  ", 2), ("-a", 0), ("a b", 2), ("a[", 2), ("a[b", 1), ("a[b c]", 1), ("a[b,]", 4), ("a(>=1", 1),
        ("a @", 3),
        ("a @ ", 4), ("a >= 1 b", 2), ("a; ", 3), ("a>=1; os == 'x'", 6), ("a @ u os_name == 'b'", 6), ("a>=1.*", 1),
        ("a)", 1),
        ("a;", 2), ("a 1", 2), ("é", 0), ("a\n>=1", 1),
    ])
    func `errors say where and how to mend it`(text: String, offset: Int) throws {
        let error = try #require(throws: RequirementError.self) { try Requirement(text) }
        #expect(error.offset == offset, "\(error.what)")
        #expect(error.hint != nil)
    }

    @Test func `no bytes trap, and what parses prints to its equal`() {
        var generator = TextGenerator(seed: 12)
        var accepted = 0
        let models = [
            "Foo.bar[a,b]>=1.0,!=1.3.*,<2; extra == 'x' and os_name == 'y'", "a-b [c] @ https://x/y ; os_name == 'z'",
        ]
        for index in 0..<6000 {
            let text = index % 3 == 0 ? generator.noise(limit: 60) : generator.mutated(models[index % 2])
            guard let requirement = try? Requirement(text) else { continue }
            accepted += 1
            #expect((try? Requirement(requirement.description)) == requirement, "\(text.debugDescription)")
        }
        #expect(accepted > 400)
    }

    private struct Answer: Decodable, Equatable {
        var name: String
        var extras: [String]
        var clauses: Int
        var url: String?
        var hasMarker: Bool
    }

    private static let script = """
        import json, sys
        from packaging.requirements import Requirement, InvalidRequirement
        from packaging.utils import canonicalize_name
        def answer(text):
            try: r = Requirement(text)
            except InvalidRequirement: return None
            return {"name": canonicalize_name(r.name), "extras": sorted({canonicalize_name(e) for e in r.extras}),
                    "clauses": len(set(r.specifier)), "url": r.url, "hasMarker": r.marker is not None}
        print(json.dumps([answer(text) for text in json.load(sys.stdin)]))
        """

    @Test(.enabled(if: PackagingPeer.python != nil))
    func `made-up requirements are taken and split as packaging does`() throws {
        var generator = TextGenerator(seed: 13)
        let models = [
            "Foo.bar[a,B_c] >=1.0,!=1.3.* ; extra == 'x' and os_name == 'y'", "a-b [c] @ https://x/y ; os_name == 'z'",
            "name (~=2.1, ===abc)", "x>=1,<2", "a ; python_version >= '3.9'",
        ]
        let texts = (0..<5000).map { generator.mutated(models[$0 % models.count]) }
            // Python reads escapes in quoted texts; the specification knows none.
            .filter { !$0.contains("\\") }
        let answers = try PackagingPeer.ask(Self.script, texts, as: [Answer?].self)
        var (accepted, strict) = (0, 0)
        for (text, answer) in zip(texts, answers) {
            guard let ours = try? Requirement(text) else {
                // packaging lets a name or an extra end with `_`, which core metadata does not.
                if answer.map({ ([$0.name] + $0.extras).contains { $0.hasSuffix("-") } }) == true {
                    strict += 1
                } else {
                    #expect(answer == nil, "\(text.debugDescription)")
                }
                continue
            }
            accepted += 1
            let split = Answer(
                name: ours.name.description, extras: ours.extras.map(\.description),
                clauses: Set(ours.specifiers.specifiers).count, url: ours.url, hasMarker: ours.marker != nil)
            #expect(split == answer, "\(text.debugDescription)")
        }
        #expect(accepted > 600)
        #expect(strict < 60)
    }
}
