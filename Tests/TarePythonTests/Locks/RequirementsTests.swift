import Testing

@testable import TarePython

@Suite struct RequirementsTests {
    private func read(_ text: String, _ files: [String: String] = [:], _ variables: [String: String] = [:]) throws
        -> Lock
    {
        try Lock(
            LockInput(
                file: "requirements.txt", bytes: Array(text.utf8), files: { files[$0].map { Array($0.utf8) } },
                environment: { variables[$0] }))
    }

    private func complaint(_ text: String, _ files: [String: String] = [:]) -> String {
        do {
            _ = try read(text, files)
            return "accepted"
        } catch { return "\(error)" }
    }

    @Test(arguments: [
        ("a==1\nfoo>=1.x\n", "requirements.txt:2:4: 'requirement': 'foo>=1.x' is not a requirement: "),
        ("--frobnicate\n", "requirements.txt:1:1: '--frobnicate': the option is not known"),
        ("--hash=sha256:00\n", "requirements.txt:1:1: '--hash': it follows no requirement"),
        ("a==1 \\\n    --hash=md5:zz\n", "requirements.txt:2:5: '--hash': 'md5:zz' is no hash"),
        ("-r\n", "requirements.txt:1:1: '-r': the option has no value"),
        ("-r ../other.txt\n", "requirements.txt:1:1: '../other.txt' is outside the project"),
        ("-r /etc/passwd\n", "requirements.txt:1:1: '/etc/passwd' is outside the project"),
        ("-r https://x/r.txt\n", "requirements.txt:1:1: 'https://x/r.txt' is outside the project"),
        ("-r none.txt\n", "requirements.txt:1:1: 'none.txt' is not there"),
        ("-r requirements.txt\n", "requirements.txt:1:1: 'requirements.txt': the files include one another"),
        ("-r circle/a.txt\n", "circle/b.txt:1:1: 'a.txt': the files include one another"),
        ("./folder\n", "requirements.txt:1:1: './folder': the package's name cannot be told from its address"),
    ]) func `a line that is wrong is refused with its place`(text: String, complaint expected: String) {
        let files = ["circle/a.txt": "-r b.txt\n", "circle/b.txt": "-r a.txt\n"]
        let found = complaint(text, files)
        #expect(found.hasPrefix(expected), "\(found)")
    }

    @Test func `options, variables, comments and continuations are read as pip reads them`() throws {
        let lock = try read(
            """
            # first
            -i https://${USER_NAME}:${UNSET}@index.example/simple   # index
            --extra-index-url "https://more.example/a b" --find-links=wheels
            --no-binary one,two
            one==1.0 \\
              --hash=sha256:\(String(repeating: "AB", count: 32)) \\
              # ends here
            two[x,y]>=1,<2;python_version>="3"  # not pinned
            three==1.*
            """, [:], ["USER_NAME": "me"])
        #expect(lock.indexes.index == "https://me:${UNSET}@index.example/simple")
        #expect(lock.indexes.extraIndexes == ["https://more.example/a b"])
        #expect(lock.indexes.findLinks == ["wheels"])
        #expect(lock.indexes.noBinary == ["one", "two"])
        #expect(lock.packages.map(\.name.description) == ["one", "two", "three"])
        #expect(lock.packages[0].files.map(\.sha256) == [String(repeating: "ab", count: 32)])
        #expect(lock.packages[1].extras.map(\.description) == ["x", "y"])
        #expect(lock.packages.map { $0.version?.description } == ["1.0", nil, nil])
        #expect(!lock.isPinned && !lock.hasHashes)
    }

    @Test(arguments: [
        (
            "https://x/a_b-1.0-py3-none-any.whl", "a-b",
            LockedSource.url("https://x/a_b-1.0-py3-none-any.whl", subdirectory: nil)
        ),
        (
            "git+https://x/r@v1#egg=r&subdirectory=lib", "r",
            .git(LockedGitSource(url: "https://x/r", reference: "v1", subdirectory: "lib"))
        ),
        ("r @ git+ssh://git@x/r.git", "r", .git(LockedGitSource(url: "ssh://git@x/r.git"))),
        ("file:wheels/c-2-py3-none-any.whl", "c", .path("wheels/c-2-py3-none-any.whl")),
        ("./d-1.0.tar.gz[extra] ; os_name == 'posix'", "d", .path("d-1.0.tar.gz")),
        ("-e .", "here", .editable(".")),
        ("-e ./lib[x]", "lib", .editable("lib")),
    ]) func `an address is a source`(line: String, name: String, source: LockedSource) throws {
        let lock = try read(
            line + "\n",
            ["pyproject.toml": "[project]\nname = \"here\"\n", "lib/pyproject.toml": "[project]\nname = \"lib\"\n"])
        #expect(lock.packages.map(\.name.description) == [name])
        #expect(lock.packages.map(\.source) == [source])
    }

    @Test func `one name on two lines must agree where both apply`() throws {
        let environment = MarkerEnvironment(python: try PEP440Version("3.12.1"), machine: .x86_64)
        let split = try read("a==1 ; platform_machine == 'aarch64'\na==2 ; platform_machine != 'aarch64'\n")
        #expect(try split.resolve(for: environment).pins == ["a==2"])
        let same = try read("a[x]==1\na[y]==1\n")
        #expect(try same.resolve(for: environment).map(\.extras.count) == [2])
        let torn = try read("a==1\na==2\n")
        #expect(
            throws: LockResolutionError(file: "requirements.txt", .ambiguous(package: "a", entries: ["a 1", "a 2"]))
        ) {
            try torn.resolve(for: environment)
        }
    }
}
