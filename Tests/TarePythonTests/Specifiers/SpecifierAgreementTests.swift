import Testing

@testable import TarePython

@Suite("Specifiers, against packaging", .enabled(if: PackagingPeer.python != nil))
struct SpecifierAgreementTests {
    private struct Question: Encodable {
        var specifier: String
        var versions: [String]
    }

    private struct Answer: Decodable {
        var isValid: Bool
        var contained: [Bool]
        var final: [Bool]
        var filtered: [String]
        var isUnsatisfiable: Bool
    }

    private static let script = """
        import json, sys
        from packaging.specifiers import SpecifierSet, InvalidSpecifier
        def answer(question):
            versions = question["versions"]
            try: s = SpecifierSet(question["specifier"])
            except InvalidSpecifier:
                return {"isValid": False, "contained": [], "final": [], "filtered": [], "isUnsatisfiable": False}
            return {"isValid": True, "contained": [s.contains(v) for v in versions],
                    "final": [s.contains(v, prereleases=False) for v in versions],
                    "filtered": list(s.filter(versions)), "isUnsatisfiable": s.is_unsatisfiable()}
        print(json.dumps([answer(q) for q in json.load(sys.stdin)]))
        """

    private static let versions = [
        "0.9", "1", "1.0", "1.0.0", "1.0.dev0", "1.0.dev1", "1.0a1", "1.0a1.dev1", "1.0a1.post1", "1.0a2", "1.0b1",
        "1.0rc1",
        "1.0rc1.post2.dev3", "1.0.post0", "1.0.post0.dev0", "1.0.post1", "1.0.post1.dev2", "1.0+a", "1.0+a.1", "1.0+1",
        "1.0.post1+a", "1.0a1+b", "1.0.1", "1.0.1.dev0", "1.1", "1.1.dev0", "1.1a1", "1.2.3", "2", "2.0a1", "2.dev0",
        "2.1",
        "1!0", "1!1.0", "1!1.0.dev1", "0", "0.dev0", "0.0.1", "10.0",
    ]

    /// Clauses of these versions, mostly well formed, a few to a set.
    private func specifier(_ generator: inout TextGenerator) -> String {
        let operators = ["~=", "==", "!=", "<=", ">=", "<", ">", "===", "=", ""]
        return (0..<Int.random(in: 1...3, using: &generator)).map { _ in
            let version = Self.versions.randomElement(using: &generator) ?? ""
            let suffix = ["", "", "", ".*"].randomElement(using: &generator) ?? ""
            let symbol = operators[min(Int.random(in: 0..<40, using: &generator) % 11, 9)]
            return symbol + (Bool.random(using: &generator) ? " " : "") + version + suffix
        }.joined(separator: ",")
    }

    @Test func `made-up specifiers`() throws {
        var generator = TextGenerator(seed: 7)
        let questions = (0..<3000).map { _ in
            Question(
                specifier: specifier(&generator),
                versions: Array(Self.versions.shuffled(using: &generator).prefix(12)))
        }
        let answers = try PackagingPeer.ask(Self.script, questions, as: [Answer].self)
        var valid = 0
        for (question, answer) in zip(questions, answers) {
            let set = try? VersionSpecifierSet(question.specifier)
            #expect((set != nil) == answer.isValid, "\(question.specifier)")
            guard let set else { continue }
            valid += 1
            let contained = question.versions.map { set.contains(text: $0) }
            #expect(contained == answer.contained, "\(question)")
            let final = question.versions.map { set.contains(text: $0, allowingPrereleases: false) }
            #expect(final == answer.final, "\(question)")
            #expect(set.filter(texts: question.versions) == answer.filtered, "\(question)")
            #expect(set.isUnsatisfiable == answer.isUnsatisfiable, "\(question.specifier)")
            if set.isUnsatisfiable { #expect(!contained.contains(true), "\(question)") }
        }
        #expect(valid > 900)
    }
}
