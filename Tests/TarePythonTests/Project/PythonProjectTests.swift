import Testing

@testable import TarePython

@Suite struct PythonProjectTests {
    @Test func `the standard tables are read`() throws {
        let project = try PythonProject(
            Array(
                """
                [project]
                name = "My_App"
                dynamic = ["version"]
                requires-python = ">=3.11"
                dependencies = ["fastapi>=0.1", "uvicorn[standard] ; sys_platform == 'linux'"]
                [project.optional-dependencies]
                Web_UI = ["jinja2"]
                [project.scripts]
                serve = "my_app.cli:main"
                [build-system]
                requires = ["hatchling"]
                build-backend = "hatchling.build"
                [dependency-groups]
                test = ["pytest", { include-group = "Typing" }]
                typing = ["mypy"]
                [tool.uv]
                default-groups = ["test"]
                dev-dependencies = ["ruff"]
                sources = { jinja2 = { path = "x" } }
                workspace = { members = ["packages/*"] }
                """.utf8))
        #expect(project.name?.description == "my-app")
        #expect(project.version == nil && project.dynamic == ["version"])
        #expect(project.dependencies.map(\.name.description) == ["fastapi", "uvicorn"])
        #expect(project.optionalDependencies.map { $0.key.description } == ["web-ui"])
        #expect(project.dependencyGroups[try PackageName("test")]?.map(\.name.description) == ["pytest", "mypy"])
        #expect(project.dependencyGroups[try PackageName("dev")]?.map(\.name.description) == ["ruff"])
        #expect(project.scripts == ["serve": "my_app.cli:main"])
        #expect(project.isPackage && project.buildSystem?.backend == "hatchling.build")
        #expect(project.uv.defaultGroups == .named([try PackageName("test")]))
        #expect(project.uv.sources.map(\.description) == ["jinja2"] && project.uv.workspace?.members == ["packages/*"])
    }

    @Test(arguments: [
        ("[project]\n", "pyproject.toml:1:1: 'name' is missing"),
        ("[project]\nname = 1\n", "pyproject.toml:2:8: 'name' is a"),
        ("[project]\nname = \"a\"\nversion = \"x\"\n", "pyproject.toml:3:11: 'version': 'x' is not a version"),
        (
            "[project]\nname = \"a\"\ndependencies = [\"b\",\n  \"c>>1\"]\n",
            "pyproject.toml:4:3: 'dependencies': 'c>>1' is not a requirement"
        ),
        (
            "[project]\nname = \"a\"\ndependencies = \"b\"\n",
            "pyproject.toml:3:16: 'dependencies' is a string, not an array"
        ),
        (
            "[dependency-groups]\na = [{include-group = \"b\"}]\nb = [{include-group = \"a\"}]\n",
            "pyproject.toml:2:5: 'a': groups include one another: a → b → a"
        ),
        (
            "[dependency-groups]\na = [{include-group = \"b\"}]\n",
            "pyproject.toml:2:23: 'include-group': there is no group 'b'"
        ),
        (
            "[tool.tare]\napplication = \"server\"\n",
            "pyproject.toml:2:15: 'application': 'server' names no application"
        ),
        ("[project\n", "pyproject.toml:1:1: a table's header is not closed"),
    ]) func `a damaged project is refused with its place`(text: String, complaint: String) {
        #expect {
            try PythonProject(Array(text.utf8))
        } throws: { "\($0)".hasPrefix(complaint) }
    }

    @Test(arguments: [
        ("^1.2.3", ["1.2.3", "1.9"], ["1.2.2", "2.0"]), ("^0.2.3", ["0.2.3", "0.2.9"], ["0.3.0", "1.0"]),
        ("^0.0.3", ["0.0.3"], ["0.0.4"]), ("^0.0", ["0.0.9"], ["0.1"]), ("^0", ["0.9"], ["1.0"]),
        ("^1", ["1.9"], ["2.0"]),
        ("~1.2.3", ["1.2.9"], ["1.3"]), ("~1.2", ["1.2.9"], ["1.3"]), ("~1", ["1.9"], ["2.0"]),
        ("1.2.*", ["1.2.7"], ["1.3"]),
        ("*", ["0", "99"], []), ("1.2", ["1.2.0"], ["1.2.1"]), (">=1, <2", ["1.5"], ["2"]), (">=1 <2", ["1.5"], ["2"]),
        ("^1.0 || ^3.0", ["1.5", "3.1"], ["2.0"]), ("!=1.5", ["1.4"], ["1.5"]), (">= 3.8", ["3.8"], ["3.7"]),
        ("~=1.4", ["1.9"], ["2.0"]),
    ]) func `Poetry's constraints take and refuse`(text: String, taken: [String], refused: [String]) throws {
        let constraint = try PoetryConstraint(text)
        for version in taken { #expect(constraint.contains(try PEP440Version(version)), "\(version)") }
        for version in refused { #expect(!constraint.contains(try PEP440Version(version)), "\(version)") }
    }

    @Test(arguments: ["^", "^x", "~", ">=", "1.2 x"]) func `what is no constraint is refused`(text: String) {
        #expect(throws: PoetryConstraintError.self) { try PoetryConstraint(text) }
    }
}
