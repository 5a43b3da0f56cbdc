import Testing

@testable import TarePython

@Suite("Markers, against packaging", .enabled(if: PackagingPeer.python != nil))
struct MarkerAgreementTests {
    private struct Question: Encodable {
        var marker: String
        var environment: [String: String]
        var extras: [String]
        var groups: [String]
    }

    private struct Answer: Decodable {
        var isValid: Bool
        /// `nil` where packaging calls the comparison undefined.
        var holds: Bool?
    }

    private static let script = """
        import json, sys
        from packaging.markers import Marker, InvalidMarker, UndefinedComparison, UndefinedEnvironmentName
        def answer(q):
            try: marker = Marker(q["marker"])
            except InvalidMarker: return {"isValid": False}
            environment = q["environment"] | {"extra": frozenset(q["extras"]), "extras": frozenset(q["extras"]),
                                              "dependency_groups": frozenset(q["groups"])}
            try: return {"isValid": True, "holds": marker.evaluate(environment, "requirement")}
            except (UndefinedComparison, UndefinedEnvironmentName): return {"isValid": True}
        print(json.dumps([answer(q) for q in json.load(sys.stdin)]))
        """

    private func environment(_ values: MarkerEnvironment) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: MarkerVariable.allCases.filter { ![.extra, .extras, .dependencyGroups].contains($0) }
                .map { ($0.rawValue, values[$0]) })
    }

    private static let variables = MarkerVariable.allCases.map(\.rawValue) + ["os.name", "python_implementation"]
    private static let symbols = ["==", "!=", "<", "<=", ">", ">=", "~=", "===", "in", "not in"]
    private static let values = [
        "3.12", "3.11", "3.9", "3.12.4", "3.13.0rc1", "3.12.*", "3", "3.10 3.11 3.12", "linux", "Linux", "posix", "nt",
        "win32", "x86_64", "aarch64", "CPython", "cpython", "PyPy", "", "4.19", "extra-3-zoo-cpu", "A_b", "a-b", "dev",
    ]

    private func comparison(_ generator: inout TextGenerator) -> String {
        let variable = Self.variables.randomElement(using: &generator) ?? ""
        let value = "'\(Self.values.randomElement(using: &generator) ?? "")'"
        let symbol = " \(Self.symbols.randomElement(using: &generator) ?? "") "
        return Int.random(in: 0..<4, using: &generator) == 0 ? value + symbol + variable : variable + symbol + value
    }

    private func marker(_ generator: inout TextGenerator, depth: Int) -> String {
        guard depth > 0, Int.random(in: 0..<3, using: &generator) > 0 else { return comparison(&generator) }
        let parts = (0..<Int.random(in: 1...3, using: &generator)).map { _ in marker(&generator, depth: depth - 1) }
        let joined = parts.dropFirst().reduce(parts[0]) {
            $0 + (Bool.random(using: &generator) ? " and " : " or ") + $1
        }
        return Bool.random(using: &generator) ? "(\(joined))" : joined
    }

    private func compare(_ markers: [String], _ generator: inout TextGenerator) throws -> (held: Int, refused: Int) {
        let environments = try ["3.12.4", "3.9.18", "3.14.0rc1"].map { try PEP440Version($0) }
            .flatMap { python in Machine.allCases.map { MarkerEnvironment(python: python, machine: $0) } }
        let chosen: [[String]] = [[], ["a-b"], ["A.B", "dev"], ["extra-3-zoo-cpu", "x"]]
        let asked = markers.map { marker in
            (
                marker: marker, environment: environments.randomElement(using: &generator) ?? environments[0],
                extras: chosen.randomElement(using: &generator) ?? [],
                groups: chosen.randomElement(using: &generator) ?? []
            )
        }
        let questions = asked.map {
            Question(
                marker: $0.marker, environment: environment($0.environment), extras: $0.extras, groups: $0.groups)
        }
        let answers = try PackagingPeer.ask(Self.script, questions, as: [Answer].self)
        var (held, refused) = (0, 0)
        for (question, answer) in zip(asked, answers) {
            let marker = try? EnvironmentMarker(question.marker)
            #expect((marker != nil) == answer.isValid, "\(question.marker)")
            guard let marker else {
                refused += 1
                continue
            }
            #expect((try? EnvironmentMarker(marker.description)) == marker, "\(question.marker)")
            // Where one comparison is undefined, packaging gives up on the whole; we count it as not holding.
            guard let holds = answer.holds else { continue }
            held += 1
            let ours = marker.evaluate(
                in: question.environment, extras: Set(question.extras), dependencyGroups: Set(question.groups))
            #expect(ours == holds, "\(question)")
        }
        return (held, refused)
    }

    @Test func `made-up markers`() throws {
        var generator = TextGenerator(seed: 9)
        let simple = (0..<2500).map { _ in comparison(&generator) }
        let nested = (0..<2500).map { _ in marker(&generator, depth: 3) }
        let (held, refused) = try compare(simple + nested, &generator)
        #expect(held > 2000)
        #expect(refused == 0)
    }

    @Test func `damaged markers`() throws {
        var generator = TextGenerator(seed: 10)
        let texts = (0..<3000).map { _ in
            let whole = marker(&generator, depth: 2)
            return generator.mutated(whole)
        }
        // Python reads escapes in quoted texts; the specification knows none.
        .filter { !$0.contains("\\") }
        let (held, refused) = try compare(texts, &generator)
        #expect(held > 100)
        #expect(refused > 500)
    }
}
