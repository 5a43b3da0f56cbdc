import Testing

@testable import TareCompose

/// The cases of compose-go's `template/template_test.go` and `interpolation/interpolation_test.go` at e70e961.
@Suite struct InterpolationTests {
    private static let environment = ["FOO": "first", "BAR": "", "JSON": #"{"json":2}"#]

    private func resolved(_ text: String) throws -> Interpolation.Resolution {
        try Interpolation(parsing: text).resolved(Self.environment)
    }

    @Test(arguments: [
        // TestEscaped, TestSubstituteNoMatch, TestUnescaped, TestNonBraced
        ("$${foo}", "${foo}"), ("foo", "foo"), ("a $ string", "a $ string"), ("^REGEX$", "^REGEX$"), ("$}", "$}"),
        ("$", "$"), ("$FOO-bar", "first-bar"), ("$1", "$1"), ("$$$FOO", "$first"),
        // TestNoValueNoDefault, TestValueNoDefault, TestNoValueWithDefault
        ("This ${missing} var", "This  var"), ("This ${BAR} var", "This  var"), ("This $FOO var", "This first var"),
        ("This ${FOO} var", "This first var"), ("ok ${missing:-def}", "ok def"), ("ok ${missing-def}", "ok def"),
        // Test…WithSoftDefault, …HardDefault, TestPresentValue…
        ("ok ${BAR:-def}", "ok def"), ("ok ${FOO:-def}", "ok first"), ("ok ${BAR-def}", "ok "),
        ("ok ${UNSET_VAR:+presence_value}", "ok "), ("ok ${UNSET_VAR+presence_value}", "ok "),
        ("ok ${FOO:+presence_value}", "ok presence_value"), ("ok ${FOO+presence_value}", "ok presence_value"),
        ("ok ${BAR+presence_value}", "ok presence_value"), ("ok ${BAR:+presence_value}", "ok "),
        ("ok ${BAR:-/non:-alphanumeric}", "ok /non:-alphanumeric"),
        // TestInterpolationExternalInterference
        ("-ok ${BAR:-defaultValue}", "-ok defaultValue"), ("+ok ${UNSET:-${BAR-defaultValue}}", "+ok "),
        (":-ok ${UNSET-defaultValue}", ":-ok defaultValue"), (":?ok ${BAR-defaultValue}", ":?ok "),
        (":+ok ${BAR:-defaultValue}", ":+ok defaultValue"), ("?ok ${BAR:-defaultValue}", "?ok defaultValue"),
        // TestDefaultsWithNestedExpansion
        ("ok ${UNSET_VAR-$FOO}", "ok first"), ("ok ${UNSET_VAR-${FOO}}", "ok first"),
        ("ok ${UNSET_VAR-${FOO} ${FOO}}", "ok first first"), ("ok ${BAR:-$FOO}", "ok first"),
        ("ok ${BAR:-${FOO} ${FOO}}", "ok first first"), ("ok ${BAR+$FOO}", "ok first"),
        ("ok ${BAR+$FOO ${FOO:+second}}", "ok first second"),
        // TestDefaultsForMandatoryVariables
        ("ok ${FOO:?err}", "ok first"), ("ok ${FOO?err}", "ok first"), ("ok ${BAR?err}", "ok "),
        // TestValidUnexistentInterpolation, with its FOO being our X
        ("{{{ ${X:-foo_} }}}", "{{{ foo_ }}}"), ("{{{ ${X:-foo?bar?value} }}}", "{{{ foo?bar?value }}}"),
        ("{{{ ${X:-foo:?bar:?value} }}}", "{{{ foo:?bar:?value }}}"),
        ("{{{ ${X:-foo} ${Y:-D_V} }}}", "{{{ foo D_V }}}"),
        ("${X:-baz} }}}", "baz }}}"), ("${X:-${Y:-${Z:-qix}}}", "qix"), ("${X:-${Y:-x}_test_${Y:-y}}", "x_test_y"),
        ("${X:-${Y:-${Z:-x}}_test}", "x_test"), ("${X:-${JSON}}", #"{"json":2}"#),
        (#"${X:-{"json":1}}"#, #"{"json":1}"#),
        ("${X:-é $$ ü}", "é $ ü"),
    ])
    func `variables are put in`(_ text: String, _ expected: String) throws {
        #expect(try resolved(text).text == expected)
        #expect(try resolved(text).missing.isEmpty)
    }

    @Test(arguments: ["${", "${}", "${ }", "${ foo}", "${foo }", "${foo!}", "${1}", "${X:-a\nb}", "${X:-"])
    func `what begins no variable is refused`(_ text: String) {
        #expect(throws: InterpolationFault.malformed) { try Interpolation(parsing: text) }
    }

    @Test(arguments: [
        ("not ok ${UNSET_VAR:?Mandatory Variable Unset}", "UNSET_VAR", "Mandatory Variable Unset"),
        ("not ok ${BAR:?Mandatory Variable Empty}", "BAR", "Mandatory Variable Empty"),
        ("not ok ${UNSET_VAR:?}", "UNSET_VAR", ""), ("not ok ${UNSET_VAR?}", "UNSET_VAR", ""),
        ("not ok ${UNSET_VAR?Mandatory Variable ${FOO}}", "UNSET_VAR", "Mandatory Variable first"),
        ("${X:-${UNSET_VAR:?deep}}", "UNSET_VAR", "deep"),
    ])
    func `required variables are missed with the text's words`(_ text: String, _ name: String, _ message: String) throws
    {
        #expect(try resolved(text).missing == [Interpolation.Missing(name: name, message: message)])
    }

    /// TestLazyDefaultDoesNotWarn and its kin.
    @Test(arguments: [
        ("${A:+${A},}B", []), ("${A:-${B}}", ["B"]), ("${FOO?${B}}", []), ("$A ${B} ${BAR}", ["A", "B"]), ("$$A", []),
    ])
    func `only variables that are used are missed`(_ text: String, _ unset: [String]) throws {
        #expect(try resolved(text).unset == unset)
    }

    @Test func `all variables are named, in arguments too`() throws {
        let text = try Interpolation(parsing: "$A ${B:-x${C?y}} $$D ${E:+}")
        #expect(text.variables.map(\.name) == ["A", "B", "C", "E"])
        #expect(text.variables.map(\.modifier) == [nil, .defaultIfEmpty, .requiredSet, .replacementIfFilled])
    }

    @Test func `depth is bounded, and long texts take no time`() throws {
        let deep = String(repeating: "${a:-", count: 200) + String(repeating: "}", count: 200)
        #expect(throws: InterpolationFault.tooDeep) { try Interpolation(parsing: deep) }
        #expect(throws: InterpolationFault.malformed) {
            try Interpolation(parsing: String(repeating: "${a:-", count: 50_000))
        }
        let wide = try Interpolation(parsing: String(repeating: "${a:-{}$b}", count: 2_000))
        #expect(wide.variables.count == 4_000)
    }
}
