import Testing

@testable import TarePython

@Suite("Specifiers")
struct SpecifierPropertyTests {
    @Test func `an empty set takes everything`() throws {
        let set = try VersionSpecifierSet(" , ")
        #expect(set.isEmpty && set.description == "")
        #expect(try set.contains(PEP440Version("1.0.dev1")))
        #expect(try !set.contains(PEP440Version("1.0.dev1"), allowingPrereleases: false))
    }

    @Test func `equality passes over order, repetition and trailing zeros`() throws {
        #expect(try VersionSpecifierSet(">=1.0,<2") == VersionSpecifierSet("<2.0, >=1, >=1.0"))
        #expect(try VersionSpecifierSet("~=1.0") != VersionSpecifierSet("~=1.0.0"))
        #expect(try VersionSpecifierSet("==1.*") != VersionSpecifierSet("==1.0.*"))
        #expect(try VersionSpecifier("==1").hashValue == VersionSpecifier("==1.0").hashValue)
    }

    @Test(arguments: [
        ("foo", VersionSpecifierError.Reason.operator), ("=>1", .operator), (">=1.x", .version), (">=", .version),
        (">=3.6.*", .wildcardOperator), ("==1.0a1.*", .wildcardSuffix), ("==1 .*", .wildcardSuffix),
        (">=1+local", .local), ("~=1", .compatibleLength), ("=== a b", .version),
    ])
    func `errors say what is wrong and how to mend it`(text: String, reason: VersionSpecifierError.Reason) throws {
        let error = try #require(throws: VersionSpecifierError.self) { try VersionSpecifierSet(">=1," + text) }
        #expect(error.reason == reason)
        #expect(error.what.contains("'\(text)'"))
        #expect(error.hint != nil)
    }

    @Test func `numbers at the bound do not overflow`() throws {
        let most = "\(Int64.max)"
        let version = try PEP440Version("1.\(most)")
        #expect(try VersionSpecifierSet("~=1.\(most).0").contains(version))
        #expect(try VersionSpecifierSet("==1.\(most).*").contains(version))
        #expect(try !VersionSpecifierSet(">1.\(most),<2").isUnsatisfiable)
        #expect(try VersionSpecifierSet(">1a\(most),<1a\(most).post1").isUnsatisfiable)
        #expect(try VersionSpecifierSet(">1.dev\(most),<1.dev\(most)").isUnsatisfiable)
    }

    @Test func `what is longer than the bounds is refused`() {
        let many = String(repeating: ">=1,", count: 1001)
        #expect(throws: VersionSpecifierError.self) { try VersionSpecifierSet(many) }
        #expect(throws: VersionSpecifierError.self) { try VersionSpecifierSet(String(repeating: ",", count: 70_000)) }
        #expect(throws: VersionSpecifierError.self) {
            try VersionSpecifier("===" + String(repeating: "a", count: 5000))
        }
    }

    @Test func `no bytes trap, and what parses prints to its equal`() {
        var generator = TextGenerator(seed: 8)
        var accepted = 0
        for index in 0..<6000 {
            let text = index % 2 == 0 ? generator.noise(limit: 30) : generator.mutated("~=1.4.2, ==1.*,!=1.4.3 ,===x")
            guard let set = try? VersionSpecifierSet(text) else { continue }
            accepted += 1
            #expect((try? VersionSpecifierSet(set.description)) == set, "\(text.debugDescription)")
        }
        #expect(accepted > 300)
    }
}
