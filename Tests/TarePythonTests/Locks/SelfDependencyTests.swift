import Testing

@testable import TarePython

/// A project's tool may depend on the project, as autohooks on pontos: the lock does not hold the project itself.
@Suite struct SelfDependencyTests {
    private static let head = "[project]\nname = \"app\"\nversion = \"1\"\nrequires-python = \">=3.11\"\n"

    private func names(_ file: String, _ text: String) throws -> [String] {
        let project = try PythonProject(Array((Self.head + "dependencies = [\"hooks\"]\n").utf8))
        let lock = try Lock(LockInput(file: file, bytes: Array(text.utf8), project: project))
        let environment = MarkerEnvironment(python: try PEP440Version("3.12.1"), machine: .x86_64)
        return try lock.resolve(for: environment).map(\.name.description)
    }

    private func poetry(_ name: String) -> String {
        """
        [[package]]
        name = "hooks"
        version = "2.0"
        optional = false
        python-versions = ">=3.9"
        files = []

        [package.dependencies]
        \(name) = ">=1"

        [metadata]
        lock-version = "2.0"
        python-versions = ">=3.9"
        content-hash = ""
        """
    }

    private func pdm(_ name: String) -> String {
        """
        [metadata]
        groups = ["default"]
        strategy = []
        lock_version = "4.4.1"
        content_hash = ""

        [[package]]
        name = "hooks"
        version = "2.0"
        dependencies = ["\(name)>=1"]
        files = []
        """
    }

    @Test func `the project is no missing package of its lock`() throws {
        #expect(try names("poetry.lock", poetry("app")) == ["hooks"])
        #expect(try names("pdm.lock", pdm("App")) == ["hooks"])
    }

    @Test func `another package is`() throws {
        for (file, text) in [("poetry.lock", poetry("other")), ("pdm.lock", pdm("other"))] {
            let error = try #require(throws: ProjectFileError.self) { try names(file, text) }
            #expect(error.what == "hooks 2.0 depends on other, which the lock does not hold")
        }
    }
}
