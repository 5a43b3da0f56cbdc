import Testing

@testable import TarePython

@Suite("Markers, by packaging's vectors", .enabled(if: PackagingVectors.areThere))
struct MarkerVectorTests {
    private struct Case: Decodable {
        var marker_string: String
        var environment: [String: String]?
        var expected: Bool?
    }

    private struct Membership: Decodable {
        var expression: String
        var variable: String
        var result: Bool
    }

    private func cases(_ test: String, count: Int) throws -> [Case] {
        let cases = try PackagingVectors.cases("test_markers::TestMarker::" + test, as: Case.self)
        #expect(cases.count == count)
        return cases
    }

    @Test(arguments: [("test_parses_valid", 1440), ("test_parses_pep345_valid", 600)])
    func `valid markers parse and print to their equal`(test: String, count: Int) throws {
        for item in try cases(test, count: count) {
            let marker = try EnvironmentMarker(item.marker_string)
            #expect(try EnvironmentMarker(marker.description) == marker, "\(item.marker_string)")
        }
    }

    @Test func `invalid markers are refused`() throws {
        for item in try cases("test_parses_invalid", count: 6) {
            #expect(throws: MarkerError.self, "\(item.marker_string)") { try EnvironmentMarker(item.marker_string) }
        }
    }

    @Test(arguments: [
        ("test_evaluates", 15), ("test_evaluate_pep345_markers", 6), ("test_version_like_equality", 6),
    ])
    func `markers hold`(test: String, count: Int) throws {
        for item in try cases(test, count: count) {
            // What packaging finds on the machine that its tests run on.
            var environment = MarkerEnvironment(python: try PEP440Version("3.12.4"), machine: .x86_64)
            var extras: Set<String> = []
            for (name, value) in item.environment ?? [:] {
                if name == "extra" {
                    extras = value.isEmpty ? [] : [value]
                } else {
                    environment[try #require(MarkerVariable(word: name))] = value
                }
            }
            let marker = try EnvironmentMarker(item.marker_string)
            #expect(marker.evaluate(in: environment, extras: extras) == item.expected, "\(item)")
        }
    }

    @Test func `extras and groups of lock files`() throws {
        let environment = MarkerEnvironment(python: try PEP440Version("3.12.4"), machine: .x86_64)
        let test = "test_markers::TestMarker::test_extras_and_dependency_groups"
        let cases = try PackagingVectors.cases(test, as: Membership.self)
        #expect(cases.count == 18)
        for item in cases {
            let marker = try EnvironmentMarker(item.expression.replacing("{0}", with: item.variable))
            // packaging's test chooses these.
            let chosen: Set<String> = ["foo", "bar"]
            let holds = marker.evaluate(
                in: environment, extras: item.variable == "extras" ? chosen : [],
                dependencyGroups: item.variable == "extras" ? [] : chosen)
            #expect(holds == item.result, "\(item)")
        }
    }
}
