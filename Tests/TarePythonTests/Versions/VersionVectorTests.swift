import Testing

@testable import TarePython

@Suite("Versions, by packaging's vectors", .enabled(if: PackagingVectors.areThere))
struct VersionVectorTests {
    private struct Case: Decodable {
        var version: String
        var normalized: String?
        var expected: Expectation?
        var `public`: String?
    }

    /// A text in one test, a truth value in another.
    private enum Expectation: Decodable, Equatable {
        case text(String)
        case truth(Bool)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            self =
                if let truth = try? container.decode(Bool.self) { .truth(truth) } else {
                    .text(try container.decode(String.self))
                }
        }
    }

    private func cases(_ test: String, count: Int) throws -> [Case] {
        let cases = try PackagingVectors.cases("test_version::TestVersion::" + test, as: Case.self)
        #expect(cases.count == count)
        return cases
    }

    @Test func `valid versions parse and ascend`() throws {
        let versions = try cases("test_valid_versions", count: 92).map { try PEP440Version($0.version) }
        for (index, left) in versions.enumerated() {
            for (other, right) in versions.enumerated() {
                #expect((left < right) == (index < other), "\(left) \(right)")
                #expect((left == right) == (index == other), "\(left) \(right)")
            }
        }
    }

    @Test func `invalid versions are refused`() throws {
        for item in try cases("test_invalid_versions", count: 20) {
            #expect(throws: VersionError.self, "\(item.version)") { try PEP440Version(item.version) }
        }
    }

    @Test func `canonical spellings`() throws {
        for item in try cases("test_normalized_versions", count: 102) {
            #expect(try PEP440Version(item.version).description == item.normalized)
        }
        for item in try cases("test_version_str_repr", count: 47) {
            #expect(try .text(PEP440Version(item.version).description) == item.expected)
        }
    }

    @Test func `pre-releases`() throws {
        for item in try cases("test_version_is_prerelease", count: 22) {
            #expect(try .truth(PEP440Version(item.version).isPrerelease) == item.expected, "\(item.version)")
        }
    }

    @Test func `public parts`() throws {
        for item in try cases("test_version_public", count: 29) {
            #expect(try PEP440Version(item.version).publicVersion.description == item.public)
        }
    }
}
