import TareDiagnostics
import Testing
import Yams

@testable import TareYAML

/// Aliases and merge keys, which Yams would resolve itself, against what it makes of them.
@Suite struct YAMLAliasTests {
    @Test(arguments: [
        ("{a: &x {k: [1]}, b: *x, c: [*x, *x]}", "{a: {k: [1]}, b: {k: [1]}, c: [{k: [1]}, {k: [1]}]}"),
        // The latest anchor of a name counts, and what it stood for stays.
        ("{a: &x 1, b: &y [*x], c: &x 2, d: *y, e: *x}", "{a: 1, b: [1], c: 2, d: [1], e: 2}"),
        ("{&k a: 1, b: *k, c: {*k : 2}}", "{a: 1, b: a, c: {a: 2}}"),
        (
            "a: &x '*x'\nb: \"*x *x\"\nc: say *x\nd: |\n  *x\ne: *x # *x",
            "{a: \"*x\", b: \"*x *x\", c: say *x, d: \"*x\n\", e: \"*x\"}"
        ),
        ("&r {a: 1}", "{a: 1}"), ("{a: &x , b: *x}", "{a: , b: }"),
        ("&r [*r]", "t.yaml:1:5: the document is not YAML: found undefined alias"),
        ("{a: &x 1, b: *x y}", "t.yaml:1:14: the document is not YAML: what stands behind '*x y' belongs to nothing"),
        ("{a: &x 1, b: &y *x}", "t.yaml:1:14: the document is not YAML: what stands behind '*x' belongs to nothing"),
        ("{a: &x b, *x : 1, b: 2}", "t.yaml:1:19: the document is not YAML: a key stands twice: b"),
        ("{a: &x {b: 1}, *x : 1}", "t.yaml:1:5: the document is not a mapping with texts for keys"),
    ])
    func `aliases stand for what their anchors do`(_ text: String, _ shape: String) {
        #expect(YAMLNode.shape(text) == shape)
    }

    /// yaml.org/type/merge: what stands in the mapping first, then the merged ones in their order.
    @Test(arguments: [
        ("{a: &x {k: 1, l: 2}, b: {<<: *x, k: 3}}", "{a: {k: 1, l: 2}, b: {k: 3, l: 2}}"),
        ("{a: &x {k: 1}, b: &y {k: 2, m: 3}, c: {<<: [*x, *y]}}", "{a: {k: 1}, b: {k: 2, m: 3}, c: {k: 1, m: 3}}"),
        ("{a: &x {k: 1}, b: &y {<<: *x}, c: {<<: *y, l: 1}}", "{a: {k: 1}, b: {k: 1}, c: {l: 1, k: 1}}"),
        ("{b: {\"<<\": {k: 1}}}", "{b: {\"<<\": {k: 1}}}"),
        ("{b: {<<: 1}}", "t.yaml:1:10: 'b' is not a mapping to merge"),
    ])
    func `merge keys are merged on request`(_ text: String, _ shape: String) {
        #expect(YAMLNode.shape(text, mergesKeys: true) == shape)
    }

    @Test func `a merge key is a key like any other when nobody asks`() {
        #expect(YAMLNode.shape("{a: &x {k: 1}, b: {<<: *x}}") == "{a: {k: 1}, b: {<<: {k: 1}}}")
    }

    @Test func `values behind aliases have the path of their use and the line of their text`() throws {
        let text = "x: &x {k: [1]}\ny: *x\nz:\n  <<: *x\n"
        let root = try YAMLNode(parsing: Array(text.utf8), source: "t", mergesKeys: true)
        let used = try #require(root["y"]?["k"]).elements()[0]
        #expect(used.path == "y.k[0]" && used.line == 1)
        let merged = try #require(root["z"]?["k"]).elements()[0]
        #expect(merged.path == "z.k[0]" && merged.line == 1)
    }

    /// What both accept is the same; what Yams accepts and we do not has a reason that Yams does not know.
    @Test func `random texts are the same trees as Yams makes of them`() throws {
        let words = [
            "a", "b", "&x ", "&y ", "*x", "*y", "*x ", ": ", ":", "- ", "[", "]", "{", "}", ", ", "\n", "\n  ",
            "\n    ", "'", "\"",
            "k: ", "# ", "? ", "|\n", "!t ", "---\n", "1", "<<: ", "é",
        ]
        var random = SplitMix(seed: 11)
        var (same, refused) = (0, 0)
        for _ in 0..<6_000 {
            var text = random.below(3) == 0 ? "k: &x [1]\nl: &y {a: 2}\nm: " : ""
            for _ in 0..<(1 + random.below(14)) { text += words[random.below(words.count)] }
            let theirs = (try? Yams.compose(yaml: text, .basic)).flatMap { $0 }.map(Self.shape)
            let ours = Result { () throws(YAMLError) in try YAMLNode(parsing: Array(text.utf8), source: "t") }
            switch (ours, theirs) {
            case (.success(let node), let theirs?):
                same += 1
                #expect(node.untaggedShape == theirs, "\(text.debugDescription)")
            case (.success(let node), nil): Issue.record("\(text.debugDescription) is read as \(node.shape)")
            case (.failure(let error), _?):
                let isKnown =
                    switch error.reason {
                    case .wrongKind: true
                    case .notYAML(let detail):
                        detail.hasPrefix("a key stands twice") || detail.hasPrefix("what stands behind")
                    default: false
                    }
                #expect(isKnown, "\(text.debugDescription): \(error)")
            case (.failure, nil): refused += 1
            }
        }
        #expect(same > 1_000 && refused > 1_000)
    }

    private static func shape(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): YAMLNode.shape(scalar.string, isPlain: scalar.style == .plain)
        case .sequence(let elements): "[" + elements.map(shape).joined(separator: ", ") + "]"
        case .mapping(let mapping):
            "{" + mapping.map { "\(shape($0.key)): \(shape($0.value))" }.joined(separator: ", ") + "}"
        case .alias: "*"
        }
    }
}

extension YAMLNode {
    fileprivate var untaggedShape: String {
        switch content {
        case .scalar(let scalar): Self.shape(scalar.text, isPlain: scalar.style == .plain)
        case .list(let elements): "[" + elements.map(\.untaggedShape).joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{" + entries.map { "\($0.key.untaggedShape): \($0.value.untaggedShape)" }.joined(separator: ", ") + "}"
        }
    }
}
