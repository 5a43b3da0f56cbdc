import TareDiagnostics
import Testing

@testable import TareYAML

/// Values and their places.
@Suite struct YAMLReadingTests {
    private static let text = """
        # a comment
        name: web
        ports:
          - "80:80"
          - 443
        deep: {a: [1, {b: x}]}
        folded: >-
          one
          two
        """

    private func root() throws -> YAMLNode {
        try YAMLNode(parsing: Array(Self.text.utf8), source: "t.yaml")
    }

    @Test func `every value and key knows its place and path`() throws {
        let values = try root().mapping(["name", "ports", "deep", "folded"])
        let ports = try root().required("ports", in: values).elements()
        #expect(ports.map(\.path) == ["ports[0]", "ports[1]"])
        #expect(ports.map(\.line) == [4, 5] && ports.map(\.column) == [5, 5])
        #expect(ports.map(\.scalar?.style) == [.doubleQuoted, .plain])
        let inner = try #require(values["deep"]?["a"]).elements()[1]
        #expect(inner.path == "deep.a[1]" && inner.line == 6 && inner.column == 15)
        let key = try #require(inner.entries().first).key
        #expect(key.path == "deep.a[1]" && key.line == 6 && key.column == 16 && inner["b"]?.path == "deep.a[1].b")
        #expect(try values["folded"]?.text() == "one two" && values["folded"]?.scalar?.style == .folded)
        #expect(try root().source == "t.yaml" && root().path == "")
    }

    @Test func `columns count scalars, also behind aliases`() throws {
        let node = try YAMLNode(parsing: Array("{é: &a 😀, b: *a, c: [*a, x]}".utf8), source: "t")
        #expect(try node["c"]?.elements().map(\.column) == [5, 26])
        #expect(try node["c"]?.elements().map(\.path) == ["c[0]", "c[1]"])
    }

    @Test(arguments: [
        ("name: [a]", "t.yaml:1:7: 'name' is not a text"),
        ("name: \"a\\0b\"", "t.yaml:1:7: 'name' has 'a\\u{0}b', which contains a NUL"),
        ("flag: yes", "t.yaml:1:7: 'flag' is not true or false"),
        ("number: 1.5", "t.yaml:1:9: 'number' is not a whole number"),
        ("number: +1", "t.yaml:1:9: 'number' is not a whole number"),
        ("number: -", "t.yaml:1:9: the document is not YAML: block sequence entries are not allowed in this context"),
        ("number: 11", "t.yaml:1:9: 'number' has '11', which is not between -2 and 10"),
        ("number: -3", "t.yaml:1:9: 'number' has '-3', which is not between -2 and 10"),
        ("number: 99999999999999999999", "t.yaml:1:9: 'number' is not a whole number"),
        ("list: {}", "t.yaml:1:7: 'list' is not a list"), ("map: [x]", "t.yaml:1:6: 'map' is not a mapping"),
        ("map: {z: 1}", "t.yaml:1:7: 'map' has an unknown key 'z'"), ("{}", "t.yaml:1:1: the document lacks 'name'"),
        ("? [a]\n: b", "t.yaml:1:3: the document is not a mapping with texts for keys"),
        ("a: 1\nb: 2\na: 3", "t.yaml:1:1: the document is not YAML: a key stands twice: a"),
        ("a: b: c", "t.yaml:1:5: the document is not YAML: mapping values are not allowed in this context"),
        ("a: *b", "t.yaml:1:4: the document is not YAML: found undefined alias"),
        ("", "t.yaml: the document is not YAML: it is empty"),
        ("a: 1\n---\nb: 2", "t.yaml:3:1: the document is not YAML: another document follows"),
    ])
    func `what is not of the kind that is asked for is refused with its place`(_ text: String, _ message: String) {
        let error = #expect(throws: YAMLError.self) {
            let node = try YAMLNode(parsing: Array(text.utf8), source: "t.yaml")
            let values = try node.mapping(["name", "flag", "number", "list", "map"])
            _ = try values["flag"]?.flag()
            _ = try values["number"]?.integer(in: -2...10)
            _ = try values["list"]?.elements()
            _ = try values["map"]?.mapping(["a", "b"])
            _ = try node.required("name", in: values).text()
        }
        #expect(error?.description == message)
        #expect(error?.hint == (message.contains("unknown") ? "known here: a, b" : nil))
    }

    @Test func `the subject of the sentence is the caller's`() {
        let error = #expect(throws: YAMLError.self) {
            try YAMLNode(parsing: Array("[]".utf8), source: "", subject: "the recipe").entries()
        }
        #expect(error?.description == "the recipe is not a mapping" && error?.severity == .badInput)
    }

    @Test func `only plain texts are null, and numbers are texts too`() throws {
        let node = try YAMLNode(
            parsing: Array("[~, null, , \"\", 'null', NULL, nil, 0755, -7, false]".replacing(", ,", with: ",").utf8),
            source: "t")
        #expect(try node.elements().map(\.isNull) == [true, true, false, false, true, false, false, false, false])
        #expect(try node.elements()[6].text() == "0755")
        #expect(try node.elements()[7].integer() == -7)
        #expect(try node.elements()[8].flag() == false)
        #expect(try YAMLNode(parsing: Array("a:".utf8), source: "t")["a"]?.isNull == true)
    }

    @Test func `tags that say something are kept`() {
        #expect(
            YAMLNode.shape("{a: !reset null, b: !override [1], c: !!str 1, d: !x {y: 2}, e: 'q', !k f: 1}")
                == "{a: !reset null, b: !override [1], c: tag:yaml.org,2002:str 1, d: !x {y: 2}, e: \"q\", f: 1}")
    }

    @Test func `documents are read one after the other, anchors in each its own`() throws {
        let nodes = try YAMLNode.documents(parsing: Array("a: &x 1\n---\nb: &x 2\nc: *x\n".utf8), source: "t")
        #expect(nodes.map(\.shape) == ["{a: 1}", "{b: 2, c: 2}"])
        #expect(throws: YAMLError.self) {
            try YAMLNode.documents(parsing: Array("a: &x 1\n---\nc: *x\n".utf8), source: "t")
        }
    }
}
