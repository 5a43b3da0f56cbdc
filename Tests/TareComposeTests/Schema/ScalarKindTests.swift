import TareYAML
import Testing

@testable import TareCompose

/// What plain texts are to Compose, which reads YAML 1.2.
@Suite struct ScalarKindTests {
    @Test(arguments: [
        ("text", ComposeShape.Scalars.text), ("yes", .text), ("22:22", .text), ("1.2.3", .text), ("1e", .text),
        ("0x", .text), ("0xg", .text), ("-", .text), ("+", .text), (".", .text), ("1_a", .text), ("nan", .text),
        ("", .null), ("~", .null), ("null", .null), ("true", .flag), ("False", .flag), ("tRue", .text), ("0", .integer),
        ("-12", .integer), ("+3", .integer), ("0755", .integer), ("0o17", .integer), ("0x1F", .integer),
        ("0b11", .integer), ("1.5", .fraction), (".5", .fraction), ("1.", .fraction), ("-1e3", .fraction),
        ("1.5E-3", .fraction), (".inf", .fraction), ("-.INF", .fraction), (".nan", .fraction),
        ("99999999999999999999", .integer),
    ])
    func `plain texts have kinds`(_ text: String, _ kind: ComposeShape.Scalars) {
        #expect(YAMLScalar(text: text, style: .plain).kind == kind)
        #expect(YAMLScalar(text: text, style: .doubleQuoted).kind == .text)
    }
}
