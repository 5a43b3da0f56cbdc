import Testing

@testable import TarePython

@Suite struct UVLockTests {
    private static let head = "version = 1\nrevision = 3\nrequires-python = \">=3.11\"\n\n"
    private static let project = """
        [[package]]
        name = "app"
        version = "1"
        source = { virtual = "." }
        dependencies = [{ name = "one" }]

        """
    private static let one = """
        [[package]]
        name = "one"
        version = "1.0"
        source = { registry = "https://pypi.org/simple" }

        """

    private func read(_ text: String) throws -> Lock {
        try Lock(LockInput(file: "uv.lock", bytes: Array(text.utf8)))
    }

    private func complaint(_ text: String) -> String {
        do {
            _ = try read(text)
            return "accepted"
        } catch { return "\(error)" }
    }

    @Test(arguments: [
        ("", "uv.lock:1:1: 'version' is missing"),
        ("version = 2\n", "uv.lock:1:11: version 2 of uv.lock is not supported; version 1 is"),
        ("version = \"1\"\n", "uv.lock:1:11: 'version' is a string, not an integer"),
        ("version = 1\n", "uv.lock:1:1: 'requires-python' is missing"),
        (
            "version = 1\nrequires-python = \">=x\"\n",
            "uv.lock:2:19: 'requires-python': '>=x' is not a version specifier: no version as PEP 440 defines it follows the operator"
        ),
        (head + "[[package]]\nname = \"a b\"\n", "uv.lock:5:1: 'source' is missing"),
        (
            head + "[[package]]\nname = \"one\"\nsource = { registry = \"x\" }\n", "uv.lock:5:1: 'version' is missing"
        ),
        (
            head + "[[package]]\nname = \"one\"\nversion = \"1\"\nsource = { ftp = \"x\" }\n",
            "uv.lock:8:10: 'source': the kind of source is not known"
        ),
        (head + project, "uv.lock:9:17: an entry depends on one, which the lock does not hold"),
        (
            head + project + one + one.replacing("1.0", with: "2.0"),
            "uv.lock:9:17: an entry depends on one, which the lock holds more than once"
        ),
        (
            head + one + "wheels = [{ url = \"https://x/one-1.0-py3-none-any.whl\", hash = \"sha256:12\" }]\n",
            "uv.lock:9:64: 'hash': 'sha256:12' is no hash"
        ),
        (
            head + one + "wheels = [{ url = \"https://x/one-0.9-py3-none-any.whl\" }]\n",
            "uv.lock:9:19: 'url': the wheel 'one-0.9-py3-none-any.whl' is not of version 1.0"
        ),
        (
            head + one + "sdist = { url = \"https://x/one-1.0.tar.gz\", size = -1 }\n",
            "uv.lock:9:52: 'size': a size is not negative"
        ),
    ]) func `a damaged lock is refused with its place`(text: String, complaint expected: String) {
        #expect(complaint(text) == expected)
    }

    @Test(arguments: ["1.0", "1.0.0", "1.0%2Bcpu", "1.0+cu124"])
    func `a wheel's version is its entry's, a local label apart`(version: String) throws {
        let wheel = "wheels = [{ url = \"https://x/one-\(version)-py3-none-any.whl\" }]\n"
        let package = try read(Self.head + Self.one + wheel).packages[0]
        #expect(package.wheels.map(\.filename.version.publicVersion) == [package.version])
    }

    @Test(arguments: ["", "revision = 1\n", "revision = 5\n", "revision = 99\nnew-key = { a = [1] }\n"])
    func `every revision of version 1 is read`(revision: String) throws {
        let text = "version = 1\n\(revision)requires-python = \">=3.11\"\n" + Self.project + Self.one
        #expect(try read(text).packages.map(\.name.description) == ["app", "one"])
    }

    @Test func `a git source has its reference, its commit and its folder`() throws {
        let source = "git = \"https://github.com/a/b?subdirectory=lib%2Fpy&rev=main#0123abc\""
        let lock = try read(
            Self.head + "[[package]]\nname = \"one\"\nversion = \"1\"\nsource = { \(source) }\n")
        #expect(
            lock.packages[0].source
                == .git(
                    LockedGitSource(
                        url: "https://github.com/a/b", reference: "main", commit: "0123abc", subdirectory: "lib/py")))
    }

    @Test func `a file's name comes from its URL without escapes and fragment`() {
        #expect(
            LockedFile(.url("https://x/torch-2.0%2Bcpu-cp312-cp312-linux_x86_64.whl#sha256=ab")).name
                == "torch-2.0+cpu-cp312-cp312-linux_x86_64.whl")
        #expect(LockedFile(.path("wheels/a-1-py3-none-any.whl")).isWheel)
        #expect(LockedFile(.unknown).name == nil)
    }

    @Test func `an edge tells forks of one name apart by version and source`() throws {
        let lock = try read(
            Self.head
                + """
                [[package]]
                name = "app"
                version = "1"
                source = { virtual = "." }
                dependencies = [
                    { name = "one", version = "1.0", source = { registry = "https://pypi.org/simple" }, marker = "platform_machine == 'aarch64'" },
                    { name = "one", version = "1.0", source = { registry = "https://cpu.example/simple" }, marker = "platform_machine == 'x86_64'" },
                ]

                """ + Self.one + Self.one.replacing("https://pypi.org/simple", with: "https://cpu.example/simple"))
        let python = try PEP440Version("3.12.1")
        for (machine, index) in [(Machine.x86_64, "https://cpu.example/simple"), (.aarch64, "https://pypi.org/simple")]
        {
            let resolved = try lock.resolve(for: MarkerEnvironment(python: python, machine: machine))
            #expect(resolved.map(\.package.source) == [.virtual("."), .registry(index)])
        }
    }

    @Test(arguments: [
        ("uv.lock", "uv.lock"), ("a/b/uv.lock", "uv.lock"), ("job.py.lock", "uv.lock"), ("pylock.toml", "pylock.toml"),
        ("pylock.web.toml", "pylock.toml"), ("pylock..toml", nil), ("pylock.a.b.toml", nil),
        ("poetry.lock", "poetry.lock"),
        ("pdm.lock", "pdm.lock"), ("requirements.txt", "requirements.txt"),
        ("requirements-prod.txt", "requirements.txt"),
        ("dev-requirements.txt", "requirements.txt"), ("notes.txt", nil), ("Pipfile.lock", nil), ("", nil),
    ]) func `a format is known by its file's name`(name: String, format: String?) {
        #expect(LockFormat.of(fileNamed: name)?.name == format)
    }

    @Test func `a target outside the supported environments is refused`() throws {
        let lock = try read(
            "version = 1\nrequires-python = \">=3.11\"\nsupported-markers = [\"sys_platform == 'win32'\"]\n"
                + Self.project
                + Self.one)
        let environment = MarkerEnvironment(python: try PEP440Version("3.12.1"), machine: .x86_64)
        #expect(
            throws: LockResolutionError(
                file: "uv.lock", .environmentNotSupported(environments: ["sys_platform == \"win32\""]))
        ) { try lock.resolve(for: environment) }
    }
}
