import TareDiagnostics
import Testing

@testable import TareAssembly

/// Recipes on recipes, suites on recipes, and variables in both.
@Suite struct RecipeMergingTests {
    private func section(_ yaml: String, suite: String = "bookworm", architecture: String = "amd64") throws
        -> RecipeSection
    {
        let recipe = try BaseRecipe(yaml: Array(yaml.utf8), source: "mine.yaml")
        return try BaseAssembler(recipe: recipe, suite: suite, architecture: architecture).section
    }

    private let head = "recipe: tare.recipe/1\nid: mine\ntitle: Mine\n"

    @Test func `lists grow, single values and named ones are replaced`() throws {
        let section = try section(
            head + """
                architectures: [amd64]
                packages: [a]
                omit: [x]
                shadow: true
                environment: {A: "1", B: "1"}
                command: [a, b]
                suites:
                  bookworm:
                    packages: [b, a]
                    shadow: false
                    environment: {B: "2", C: "2"}
                    command: []
                """)
        #expect(section.packages == ["a", "b", "a"] && section.omit == ["x"])
        #expect(section.shadow == false && section.command == [])
        #expect(section.environment == ["A": "1", "B": "2", "C": "2"])
    }

    @Test func `a recipe that extends another adds to it`() throws {
        let base = try BaseRecipe(builtIn: "debian-distroless-cc")
        let recipe = try BaseRecipe(
            yaml: Array((head + "extends: debian-distroless-cc\npackages: [curl]\nuser: \"0\"\n").utf8),
            source: "mine.yaml")
        #expect(recipe.architectures == base.architectures && Set(recipe.suites.keys) == Set(base.suites.keys))
        #expect(recipe.common.packages == base.common.packages + ["curl"])
        #expect(recipe.common.user == "0" && recipe.common.database == .statusDirectory)
        #expect(try recipe.section(suite: "trixie").packages.suffix(1) == ["zlib1g"])
        let narrow = try BaseRecipe(
            yaml: Array(
                (head
                    + "extends: debian-distroless-cc\narchitectures: [amd64]\nsuites: {trixie: {packages: [x]}, sid: {}}\n")
                    .utf8),
            source: "mine.yaml")
        #expect(narrow.architectures == ["amd64"] && Set(narrow.suites.keys) == ["trixie", "sid"])
        #expect(try narrow.section(suite: "trixie").packages.suffix(2) == ["zlib1g", "x"])
        #expect(try narrow.section(suite: "sid").packages == base.common.packages)
    }

    @Test func `variables are replaced in every text but the content of files`() throws {
        let section = try section(
            head + """
                architectures: [amd64, arm64]
                variables: {v: "3.11", w: "${v}"}
                packages: ["python${v}", "lib-${suite}"]
                omit: ["x${v}"]
                paths: [{exclude: "/usr/lib/${triplet}/*"}]
                directories: [{path: "/opt/${architecture}"}]
                copies: [{from: "/a/${v}", to: "/b/${v}"}]
                files: [{path: "/f/${v}", content: "${v} ${unknown}"}]
                links: {"/l/${v}": "/t/${v}"}
                users: [{name: u, id: 1, group: 1, home: "/home/${suite}", comment: "${suite} user"}]
                certificates: {from: "/c/${v}", bundle: "/b/${v}", directory: "/d/${v}", list: "/e/${v}"}
                remove: ["/r/${v}"]
                environment: {"N_${suite}": "$${v} $v ${w}"}
                labels: {l: "${v}"}
                entrypoint: ["/usr/bin/python${v}"]
                command: ["${suite}"]
                user: "${v}"
                working-directory: "/w/${v}"
                suites: {bookworm: {}}
                """, architecture: "arm64")
        #expect(section.packages == ["python3.11", "lib-bookworm"] && section.omit == ["x3.11"])
        #expect(section.paths.map(\.pattern) == ["/usr/lib/aarch64-linux-gnu/*"])
        #expect(section.directories.map(\.path) == ["/opt/arm64"])
        #expect(section.copies.map(\.from) == ["/a/3.11"] && section.copies.map(\.to) == ["/b/3.11"])
        #expect(section.files.map(\.path) == ["/f/3.11"] && section.files.map(\.content) == ["${v} ${unknown}"])
        #expect(section.links == ["/l/3.11": "/t/3.11"])
        #expect(section.users.map(\.home) == ["/home/bookworm"] && section.users.map(\.comment) == ["bookworm user"])
        let certificates = try #require(section.certificates)
        #expect(
            [certificates.from, certificates.bundle, certificates.directory, certificates.list]
                == ["/c/3.11", "/b/3.11", "/d/3.11", "/e/3.11"])
        #expect(section.remove == ["/r/3.11"] && section.labels == ["l": "3.11"])
        #expect(section.environment == ["N_bookworm": "${v} $v ${v}"])
        #expect(section.entrypoint == ["/usr/bin/python3.11"] && section.command == ["bookworm"])
        #expect(section.user == "3.11" && section.workingDirectory == "/w/3.11")
    }

    @Test func `names that become one have the same value every time`() throws {
        for _ in 0..<20 {
            let section = try section(
                head + """
                    architectures: [amd64]
                    variables: {a: x, b: x}
                    environment: {"${a}": "1", "${b}": "2", "x": "3"}
                    suites: {bookworm: {}}
                    """)
            #expect(section.environment == ["x": "3"])
        }
    }

    @Test(arguments: [
        ("packages: [\"a${v}\"]", "mine.yaml: 'packages' uses the unknown variable 'v'"),
        ("environment: {A: \"${PATH}:/x\"}", "mine.yaml: 'environment.A' uses the unknown variable 'PATH'"),
        ("environment: {A: \"${PATH\"}", "mine.yaml: 'environment.A' has '${PATH', which has a '${' without its '}'"),
        ("user: \"${}\"", "mine.yaml: 'user' uses the unknown variable ''"),
    ])
    func `a variable that is not known is refused`(_ line: String, _ message: String) {
        let error = #expect(throws: RecipeError.self) {
            try section(head + "architectures: [amd64]\nsuites: {bookworm: {}}\n" + line)
        }
        #expect(error?.description == message)
    }

    @Test func `suites and architectures that a recipe is not for are refused as usage`() throws {
        let recipe = try BaseRecipe(builtIn: "debian-distroless-cc")
        let suite = #expect(throws: RecipeError.self) {
            try BaseAssembler(recipe: recipe, suite: "woody", architecture: "amd64")
        }
        #expect(suite?.what == "the recipe is not for suite 'woody'" && suite?.severity == .usage)
        let architecture = #expect(throws: RecipeError.self) {
            try BaseAssembler(recipe: recipe, suite: "trixie", architecture: "s390x")
        }
        #expect(architecture?.hint == "choose one of amd64, arm64")
    }
}
