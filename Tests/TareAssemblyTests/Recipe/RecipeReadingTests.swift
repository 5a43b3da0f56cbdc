import TareDiagnostics
import TareYAML
import Testing

@testable import TareAssembly

/// Recipes: what is read, and where what is wrong is said to be.
@Suite struct RecipeReadingTests {
    static let head = """
        recipe: tare.recipe/1
        id: mine
        title: Mine
        architectures: [amd64, arm64]
        suites: {bookworm: {}}

        """

    private func refusal(_ text: String) -> RecipeError? {
        do {
            _ = try BaseRecipe(yaml: Array(text.utf8), source: "mine.yaml")
            return nil
        } catch { return error }
    }

    @Test(arguments: BaseRecipe.builtIn) func `a built-in recipe is whole for every suite and architecture`(
        _ id: String
    ) throws {
        let recipe = try BaseRecipe(builtIn: id)
        #expect(recipe.id == id && !recipe.title.isEmpty && recipe.suites.keys.contains("bookworm"))
        #expect(try BaseRecipe(yaml: Array(try #require(BaseRecipe.text(builtIn: id)).utf8), source: id) == recipe)
        for suite in recipe.suites.keys {
            for architecture in recipe.architectures {
                let assembler = try BaseAssembler(recipe: recipe, suite: suite, architecture: architecture)
                #expect(!assembler.section.packages.isEmpty)
                let texts =
                    assembler.section.packages + assembler.section.links.values + (assembler.section.entrypoint ?? [])
                #expect(texts.allSatisfy { !$0.contains("${") })
            }
        }
    }

    @Test func `names that are not built in are told from those that are`() {
        let error = #expect(throws: RecipeError.self) { try BaseRecipe(builtIn: "nothing") }
        #expect(error?.description == "nothing: there is no recipe 'nothing'")
        #expect(error?.hint?.contains("debian-distroless-cc, debian-distroless-python, debian-slim") == true)
        #expect(error?.severity == .usage)
    }

    /// Each on the lines behind `head`, which has five.
    @Test(arguments: [
        ("pakages: [a]\n", "mine.yaml:6:1: the recipe has an unknown key 'pakages'"),
        ("packages: a\n", "mine.yaml:6:11: 'packages' is not a list"),
        ("packages: [[a]]\n", "mine.yaml:6:12: 'packages[0]' is not a text"),
        ("packages:\n  - a\n  - b c\n", "mine.yaml:8:5: 'packages[1]' has 'b c', which is no name of a package"),
        ("packages: [\"\"]\n", "mine.yaml:6:12: 'packages[0]' has '', which is no name of a package"),
        ("essential: maybe\n", "mine.yaml:6:12: 'essential' is not true or false"),
        ("priorities: [high]\n", "mine.yaml:6:14: 'priorities[0]' has 'high', which is no priority that Debian has"),
        (
            "package-database: rpm\n",
            "mine.yaml:6:19: 'package-database' has 'rpm', which is none of dpkg, status.d, none"
        ),
        ("paths:\n  - exclude: doc/*\n", "mine.yaml:7:14: 'paths[0].exclude' has 'doc/*', which is no absolute path"),
        (
            "paths:\n  - {exclude: /a, include: /b}\n",
            "mine.yaml:7:5: 'paths[0]' is not a mapping with one key, 'exclude' or 'include'"
        ),
        (
            "directories:\n  - {path: /a/../b}\n",
            "mine.yaml:7:12: 'directories[0].path' has '/a/../b', which has a '.' or '..' component"
        ),
        ("directories:\n  - {mode: \"0755\"}\n", "mine.yaml:7:5: 'directories[0]' lacks 'path'"),
        (
            "directories:\n  - {path: /a, mode: rwx}\n",
            "mine.yaml:7:22: 'directories[0].mode' has 'rwx', which is no octal mode such as 0755"
        ),
        (
            "directories:\n  - {path: /a, mode: \"0o+7\"}\n",
            "mine.yaml:7:22: 'directories[0].mode' has '0o+7', which is no octal mode such as 0755"
        ),
        (
            "directories:\n  - {path: /a, mode: \"10000\"}\n",
            "mine.yaml:7:22: 'directories[0].mode' has '10000', which is no octal mode such as 0755"
        ),
        (
            "directories:\n  - {path: /a, mode: \"-0\"}\n",
            "mine.yaml:7:22: 'directories[0].mode' has '-0', which is no octal mode such as 0755"
        ),
        (
            "directories:\n  - {path: /a, owner: root}\n",
            "mine.yaml:7:23: 'directories[0].owner' has 'root', which is not of the form 'user:group' in numbers"
        ),
        (
            "directories:\n  - {path: /a, owner: \"+1:0\"}\n",
            "mine.yaml:7:23: 'directories[0].owner' has '+1:0', which is not of the form 'user:group' in numbers"
        ),
        (
            "directories:\n  - {path: /a, owner: \"4294967295:0\"}\n",
            "mine.yaml:7:23: 'directories[0].owner' has '4294967295:0', which is not of the form 'user:group' in numbers"
        ),
        ("copies:\n  - {from: /a}\n", "mine.yaml:7:5: 'copies[0]' lacks 'to'"),
        ("files:\n  - {path: /a, content: [x]}\n", "mine.yaml:7:25: 'files[0].content' is not a text"),
        (
            "files:\n  - {path: /a, content: x, owner: }\n",
            "mine.yaml:7:35: 'files[0].owner' has '', which is not of the form 'user:group' in numbers"
        ),
        ("links:\n  a: /b\n", "mine.yaml:7:3: 'links' has 'a', which is no absolute path"),
        (
            "links:\n  /x: y\n  /a/../../b: /b\n",
            "mine.yaml:8:3: 'links' has '/a/../../b', which has a '.' or '..' component"
        ),
        ("links:\n  /a: \"\"\n", "mine.yaml:7:7: 'links./a' has '', which is no target of a link"),
        (
            "groups:\n  - {name: \"a:b\", id: 1}\n",
            "mine.yaml:7:12: 'groups[0].name' has 'a:b', which has a colon or a control character"
        ),
        (
            "groups:\n  - {name: a, id: -1}\n",
            "mine.yaml:7:19: 'groups[0].id' has '-1', which is no user or group number"
        ),
        (
            "groups:\n  - {name: a, id: \"+1\"}\n",
            "mine.yaml:7:19: 'groups[0].id' has '+1', which is no user or group number"
        ),
        (
            "users:\n  - {name: a, id: 1, group: 1, home: /x, comment: \"a\\nroot::0:0\"}\n",
            "mine.yaml:7:51: 'users[0].comment' has 'a\\u{a}root::0:0', which has a colon or a control character"
        ),
        (
            "users:\n  - {name: a, id: 1, group: 1, home: \"/x:y\"}\n",
            "mine.yaml:7:5: 'users[0]' is not a user whose paths have no colon"
        ),
        ("certificates: {from: /a}\n", "mine.yaml:6:15: 'certificates' lacks 'bundle'"),
        ("remove: [a]\n", "mine.yaml:6:10: 'remove[0]' has 'a', which is no absolute path"),
        ("environment: {\"A=B\": c}\n", "mine.yaml:6:15: 'environment' has 'A=B', which is no name"),
        ("entrypoint: /bin/sh\n", "mine.yaml:6:13: 'entrypoint' is not a list"),
        ("working-directory: home\n", "mine.yaml:6:20: 'working-directory' has 'home', which is no absolute path"),
        ("title: Other\n", "mine.yaml:3:1: the recipe is not YAML: a key stands twice: title"),
        ("packages: [a\n", "mine.yaml:7:1: the recipe is not YAML: did not find expected ',' or ']'"),
        ("extends: other\n", "mine.yaml:6:10: there is no recipe 'other'"),
        ("? [a]\n: b\n", "mine.yaml:6:3: the recipe is not a mapping with texts for keys"),
        ("packages: [\"a\\0b\"]\n", "mine.yaml:6:12: 'packages[0]' has 'a\\u{0}b', which contains a NUL"),
    ])
    func `what is wrong is said with file, line and column`(_ text: String, _ message: String) {
        #expect(refusal(Self.head + text)?.description == message)
    }

    @Test(arguments: [
        ("", "mine.yaml: the recipe is not YAML: it is empty"), ("[]", "mine.yaml:1:1: the recipe is not a mapping"),
        ("id: a\n", "mine.yaml:1:1: the recipe lacks 'recipe'"),
        ("recipe: tare.recipe/2\n", "mine.yaml:1:9: 'recipe' has 'tare.recipe/2', which is not 'tare.recipe/1'"),
        (
            head.replacing("id: mine", with: "id: ../x"),
            "mine.yaml:2:5: 'id' has '../x', which is not made of letters, digits, '-', '_' and '.'"
        ),
        (
            head.replacing("[amd64, arm64]", with: "[x86]"),
            "mine.yaml:4:17: 'architectures[0]' has 'x86', which is none of amd64, arm64, armhf, i386, ppc64el, riscv64, s390x"
        ),
        (head.replacing("[amd64, arm64]", with: "[]"), "mine.yaml:4:16: 'architectures' is not a list with entries"),
        (
            head.replacing("{bookworm: {}}", with: "{\"a b\": {}}"),
            "mine.yaml:5:10: 'suites' has 'a b', which is no name of a suite"
        ),
        (
            head.replacing("{bookworm: {}}", with: "{bookworm: {id: x}}"),
            "mine.yaml:5:21: 'suites.bookworm' has an unknown key 'id'"
        ),
    ])
    func `a document that is no recipe is refused`(_ text: String, _ message: String) {
        #expect(refusal(text)?.description == message)
    }

    @Test func `bytes that are not UTF-8, and too many of them, are refused`() {
        #expect(throws: RecipeError(source: "x", path: "", reason: .document(.notYAML("it is not UTF-8")))) {
            try BaseRecipe(yaml: [0x61, 0xFF], source: "x")
        }
        #expect(throws: RecipeError(source: "x", path: "", reason: .document(.tooLarge(limit: 1 << 20, unit: "bytes"))))
        {
            try BaseRecipe(yaml: [UInt8](repeating: 0x20, count: (1 << 20) + 1), source: "x")
        }
    }

    @Test func `text that unfolds to far more is refused at once`() {
        // Hashing the last key would take 10^12 steps.
        let lines = (1..<12).map { level in
            "  - &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
        }
        let bomb = "packages:\n  - &a0 x\n" + lines.joined() + "? *a11\n: x\n"
        #expect(refusal(Self.head + bomb)?.reason == .document(.tooLarge(limit: 10, unit: "aliases")))
        // Within the number of aliases, the entries that they stand for count.
        let list = "[" + Array(repeating: "p", count: 9_999).joined(separator: ",") + "]"
        let section = "  s0: &s {packages: \(list), omit: \(list)}\n"
        let wide = Self.head.replacing("suites: {bookworm: {}}\n", with: "suites:\n" + section)
        let aliases = (1..<8).map { "  s\($0): *s\n" }.joined()
        #expect(
            refusal(wide + aliases)?.reason
                == .document(.tooLarge(limit: 100_000, unit: "entries, with those of aliases")))
        #expect(refusal(wide + "  s1: *s\n") == nil)
        #expect(refusal(String(repeating: "[", count: 100_000)) != nil)
        #expect(refusal(String(repeating: "- ", count: 100_000)) != nil)
        #expect(refusal(String(repeating: "{a: ", count: 100_000)) != nil)
    }

    @Test func `a few anchors are no harm`() throws {
        let recipe = try BaseRecipe(
            yaml: Array(
                (Self.head + "directories:\n  - {path: /a, owner: &o \"1:2\"}\n  - {path: /b, owner: *o}\n").utf8),
            source: "x")
        #expect(recipe.common.directories.map(\.ownership.groupID) == [2, 2])
    }

    @Test func `arbitrary bytes are a recipe or refused with the file's name`() throws {
        var random = SeededGenerator(seed: 21)
        let samples = try BaseRecipe.builtIn.map { Array(try #require(BaseRecipe.text(builtIn: $0)).utf8.prefix(3000)) }
        var (read, refused) = (0, 0)
        for round in 0..<600 {
            let bytes =
                round % 3 == 0
                ? random.bytes(random.below(120), of: "ab:-[]{}&*!|>'\"%@`#,? \n\t\u{0}\u{FF}")
                : random.mutated(samples[round % samples.count])
            do {
                let recipe = try BaseRecipe(yaml: bytes, source: "mine.yaml")
                read += 1
                for suite in recipe.suites.keys {
                    _ = try? BaseAssembler(recipe: recipe, suite: suite, architecture: "amd64")
                }
            } catch {
                refused += 1
                #expect(error.location?.hasPrefix("mine.yaml") == true)
            }
        }
        #expect(refused > 300)
    }
}
