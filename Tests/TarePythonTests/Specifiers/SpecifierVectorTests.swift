import Testing

@testable import TarePython

@Suite("Specifiers, by packaging's vectors", .enabled(if: PackagingVectors.areThere))
struct SpecifierVectorTests {
    private struct Match: Decodable {
        var spec_str: String?
        var specifier: String?
        var version: String
        var expected: Bool
        var prereleases: Bool?
        var contains_pre: Bool?
        /// Set on the specifier there; only an argument here.
        var spec_pre: Bool?

        var text: String { spec_str ?? specifier ?? "" }
        var allowed: Bool? { prereleases ?? contains_pre ?? spec_pre }
    }

    private struct Filter: Decodable {
        var specifier: String
        var input: [String]
        var expected: [String]
        var prereleases: Bool?
        var specifier_prereleases: Bool?

        var allowed: Bool? { prereleases ?? specifier_prereleases }
    }

    private struct Text: Decodable {
        var specifier: String?
        var spec_str: String?
    }

    private func cases<Case: Decodable>(_ test: String, count: Int, as type: Case.Type) throws -> [Case] {
        let cases = try PackagingVectors.cases("test_specifiers::" + test, as: Case.self)
        #expect(cases.count == count)
        return cases
    }

    @Test func `valid specifiers parse and print as they are`() throws {
        for item in try cases("TestSpecifier::test_specifiers_valid", count: 9, as: Text.self) {
            let text = try #require(item.specifier)
            #expect(try VersionSpecifier(text).description == text)
        }
    }

    @Test func `invalid specifiers are refused`() throws {
        for item in try cases("TestSpecifier::test_specifiers_invalid", count: 31, as: Text.self) {
            let text = try #require(item.specifier)
            #expect(throws: VersionSpecifierError.self, "\(text)") { try VersionSpecifier(text) }
            #expect(throws: VersionSpecifierError.self, "\(text)") { try VersionSpecifierSet(text) }
        }
    }

    @Test(arguments: [
        ("TestSpecifier::test_specifiers", 188), ("TestSpecifier::test_specifiers_prereleases", 58),
        ("TestSpecifier::test_arbitrary_equality", 47), ("TestSpecifierSet::test_comparison_ignores_local", 6),
        ("TestSpecifierSet::test_contains_exclusionary_bridges", 101),
    ])
    func `versions match`(test: String, count: Int) throws {
        for item in try cases(test, count: count, as: Match.self) {
            let set = try VersionSpecifierSet(item.text)
            let shown = "\(item.text) \(item.version) \(String(describing: item.allowed))"
            #expect(set.contains(text: item.version, allowingPrereleases: item.allowed) == item.expected, "\(shown)")
            if set.specifiers.count == 1 {
                let one = set.specifiers[0]
                #expect(
                    one.contains(text: item.version, allowingPrereleases: item.allowed) == item.expected, "\(shown)")
            }
            // What `===` asks of a version is its canonical spelling.
            guard let version = try? PEP440Version(item.version), !item.text.hasPrefix("===") else { continue }
            #expect(set.contains(version, allowingPrereleases: item.allowed) == item.expected, "\(shown)")
        }
    }

    @Test(arguments: [
        ("TestSpecifier::test_specifier_filter", 40), ("TestSpecifierSet::test_specifier_filter", 70),
    ])
    func `lists are filtered`(test: String, count: Int) throws {
        for item in try cases(test, count: count, as: Filter.self) {
            let set = try VersionSpecifierSet(item.specifier)
            let result = set.filter(texts: item.input, allowingPrereleases: item.allowed)
            let shown = "\(item.specifier) \(item.input) \(String(describing: item.allowed))"
            #expect(result == item.expected, "\(shown)")
            guard !item.specifier.contains("==="),
                case let versions = item.input.compactMap({ try? PEP440Version($0) }),
                versions.count == item.input.count
            else { continue }
            #expect(
                set.filter(versions, allowingPrereleases: item.allowed).map(\.description) == item.expected, "\(shown)")
        }
    }

    @Test(arguments: [("test_satisfiable", 87, false), ("test_unsatisfiable", 77, true)])
    func `contradictions are found`(test: String, count: Int, expected: Bool) throws {
        for item in try cases("TestIsUnsatisfiable::" + test, count: count, as: Text.self) {
            let text = try #require(item.spec_str)
            #expect(try VersionSpecifierSet(text).isUnsatisfiable == expected, "\(text)")
        }
    }
}
