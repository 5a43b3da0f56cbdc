import Testing

@testable import TarePython

@Suite("Versions, against packaging", .enabled(if: PackagingPeer.python != nil))
struct VersionAgreementTests {
    private static let script = """
        import json, sys
        from packaging.version import Version, InvalidVersion
        def parse(text):
            try: return Version(text)
            except InvalidVersion: return None
        versions = [parse(text) for text in json.load(sys.stdin)]
        order = sorted({v for v in versions if v is not None})
        place = {v: i for i, v in enumerate(order)}
        print(json.dumps([None if v is None else {"text": str(v), "place": place[v], "pre": v.is_prerelease}
                          for v in versions]))
        """

    private struct Answer: Decodable {
        var text: String
        var place: Int
        var pre: Bool
    }

    /// Compares acceptance, canonical spelling and order.
    private func compare(_ texts: [String]) throws -> Int {
        let answers = try PackagingPeer.ask(Self.script, texts, as: [Answer?].self)
        var ordered: [(version: PEP440Version, place: Int)] = []
        for (text, answer) in zip(texts, answers) {
            let version = try? PEP440Version(text)
            #expect(version?.description == answer?.text, "\(text.debugDescription)")
            #expect(version?.isPrerelease == answer?.pre, "\(text.debugDescription)")
            if let version, let answer { ordered.append((version, answer.place)) }
        }
        ordered.sort { $0.version < $1.version }
        for (left, right) in zip(ordered, ordered.dropFirst()) {
            let isEqual = left.version == right.version
            #expect(isEqual == (left.place == right.place), "\(left.version) \(right.version)")
            #expect(left.place <= right.place, "\(left.version) \(right.version)")
            if isEqual { #expect(left.version.hashValue == right.version.hashValue) }
        }
        return ordered.count
    }

    @Test func `made-up versions`() throws {
        var generator = TextGenerator(seed: 3)
        let pieces = [
            "1", "0", "2", "10", "007", ".", ".", ".0", "-", "_", "!", "+", "a", "b", "c", "rc", "alpha", "Beta", "pre",
            "preview", "post", "rev", "r", "dev", "DEV", "v", " ", "x", "ubuntu",
        ]
        let texts = (0..<6000).map { _ in
            (Bool.random(using: &generator) ? "1" : "") + generator.sentence(of: pieces, limit: 8)
        }
        #expect(try compare(texts) > 800)
    }

    @Test(.enabled(if: PackagingVectors.has("versions/pypi-versions-generated.txt")))
    func `versions of the index, and versions like them`() throws {
        let lines = try PackagingVectors.lines(of: "versions/pypi-versions-generated.txt")
        var generator = TextGenerator(seed: 4)
        var texts = Set(lines.flatMap { $0.split(separator: " ").map(String.init) }).sorted()
        #expect(texts.count > 8000)
        for text in texts.shuffled(using: &generator).prefix(4000) { texts.append(generator.mutated(text)) }
        #expect(try compare(texts) > 8000)
    }
}
