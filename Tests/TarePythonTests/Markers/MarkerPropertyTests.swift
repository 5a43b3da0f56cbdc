import Testing

@testable import TarePython

@Suite("Markers")
struct MarkerPropertyTests {
    private static func environment(_ python: String = "3.12.4", _ machine: Machine = .x86_64) throws
        -> MarkerEnvironment
    {
        MarkerEnvironment(python: try PEP440Version(python), machine: machine)
    }

    private func holds(
        _ text: String, in environment: MarkerEnvironment? = nil, extras: Set<String> = [], groups: Set<String> = []
    ) throws -> Bool {
        try EnvironmentMarker(text).evaluate(
            in: try environment ?? Self.environment(), extras: extras, dependencyGroups: groups)
    }

    @Test func `the environment of CPython on Linux`() throws {
        let environment = try Self.environment("3.12.4", .aarch64)
        let values = MarkerVariable.allCases.map { "\($0.rawValue)=\(environment[$0])" }
        #expect(
            values == [
                "os_name=posix", "sys_platform=linux", "platform_machine=aarch64",
                "platform_python_implementation=CPython", "platform_release=", "platform_system=Linux",
                "platform_version=", "python_version=3.12", "python_full_version=3.12.4", "implementation_name=cpython",
                "implementation_version=3.12.4", "extra=", "extras=", "dependency_groups=",
            ])
    }

    @Test func `versions are compared as versions, texts as texts`() throws {
        #expect(try holds("python_version >= '3.9'"))
        #expect(try holds("python_full_version < '3.12.10'"))
        #expect(try holds("'3.9' <= python_version"))
        // As cffi's marker has it, true on any interpreter: texts are compared by case.
        #expect(try holds("implementation_name != 'PyPy'"))
        #expect(try !holds("sys_platform == 'Linux'"))
        #expect(try !holds("platform_machine < 'z'"))
    }

    @Test func `extras are a set, uv's pseudo-extras among them`() throws {
        #expect(try holds("extra == 'Extra_3.zoo-cpu'", extras: ["extra-3-zoo-cpu", "other"]))
        #expect(try holds("extra == 'a' and extra == 'b'", extras: ["a", "b"]))
        #expect(try holds("extra != 'a'", extras: ["b"]))
        #expect(try !holds("extra != 'a'", extras: ["a", "b"]))
        #expect(try !holds("extra == 'a'"))
        #expect(try holds("extra == 'a-b'", extras: ["A_B"]))
        #expect(try holds("'a' in extras and 'dev' not in dependency_groups", extras: ["a"], groups: ["test"]))
    }

    @Test(arguments: [
        "os_name ~= 'x'", "os_name === 'posix'", "os_name == sys_platform", "'a' == 'a'", "extras == 'a'",
        "extra in 'a b'", "extra >= 'a'",
    ])
    func `what the specification leaves undefined does not hold`(text: String) throws {
        #expect(try !holds(text, extras: ["a"]))
    }

    @Test func `and binds closer than or`() throws {
        #expect(try holds("os_name == 'posix' or os_name == 'nt' and os_name == 'nt'"))
        #expect(try !holds("(os_name == 'posix' or os_name == 'nt') and os_name == 'nt'"))
        let marker = try EnvironmentMarker("(((os.name=='a')))or(os_name in\"b'c\"and python_implementation=='d')")
        #expect(
            marker.description == #"os_name == "a" or (os_name in "b'c" and platform_python_implementation == "d")"#)
    }

    @Test(arguments: [
        ("", 0, MarkerError.Reason.operand), ("os_name == 'a", 11, .unclosedText),
        ("(os_name == 'a'", 0, .unclosedParenthesis),
        ("os_name 'a'", 8, .operator), ("os_name not 'a'", 12, .operator), ("os_name == 'a' 'b'", 15, .trailing),
        ("os_nam == 'a'", 0, .unknownVariable("os_nam")), ("os_name == 'a' and", 18, .operand),
        ("os_name == 'a'\nand os_name == 'b'", 14, .trailing),
    ])
    func `errors say where`(text: String, offset: Int, reason: MarkerError.Reason) throws {
        let error = try #require(throws: MarkerError.self) { try EnvironmentMarker(text) }
        #expect(error.reason == reason)
        #expect(error.offset == offset)
        #expect(error.location == "byte \(offset)")
    }

    @Test func `depth and length are bounded`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "os_name == 'a'" + String(repeating: ")", count: depth)
        }
        #expect(try EnvironmentMarker(nested(200)).description == "os_name == \"a\"")
        #expect(throws: MarkerError.self) { try EnvironmentMarker(nested(201)) }
        #expect(throws: MarkerError.self) { try EnvironmentMarker(String(repeating: "(", count: 200_000)) }
        #expect(throws: MarkerError.self) { try EnvironmentMarker(String(repeating: " ", count: 300_000)) }
        // A long flat one is no deeper than a short one.
        let flat = String(repeating: "os_name == 'a' or ", count: 10_000) + "os_name == 'posix'"
        #expect(try holds(flat))
    }

    @Test func `no bytes trap, and what parses prints to its equal`() {
        var generator = TextGenerator(seed: 11)
        var accepted = 0
        let model = "python_version >= '3.9' and (extra == \"a\" or 'b' not in extras)"
        for index in 0..<5000 {
            let text = index % 2 == 0 ? generator.noise(limit: 60) : generator.mutated(model)
            guard let marker = try? EnvironmentMarker(text) else { continue }
            accepted += 1
            #expect((try? EnvironmentMarker(marker.description)) == marker, "\(text.debugDescription)")
        }
        #expect(accepted > 120)
    }
}
