import Foundation
import TarePython
import Testing

@testable import TareSelection

@Suite struct ServiceNeedsTests {
    /// A file of a project, and the secrets that it reads.
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var secrets: [String]
        var testDescription: String { text }

        init(_ text: String, _ secrets: String...) { (self.text, self.secrets) = (text, secrets) }
    }

    private func needs(_ text: String, path: String = "app/main.py", packages: Set<String> = []) -> ServiceNeeds {
        ServiceNeeds(of: [ProjectFile(path: path, bytes: Array(text.utf8))], packages: packages)
    }

    @Test(arguments: [
        Case("import os\ntoken = os.environ['GITHUB_TOKEN']\n", "GITHUB_TOKEN environment app/main.py:2"),
        Case("key = os.environ.get(\"API_KEY\", '')\n", "API_KEY environment app/main.py:1"),
        Case("from os import getenv\nkey = getenv('DB_PASSWORD')\n", "DB_PASSWORD environment app/main.py:2"),
        Case("port = os.environ['PORT']; d = os.environ['DEBUG']\n"),
        Case("# os.environ['A_TOKEN']\ntext = 'os.environ[\"A_TOKEN\"]'\n"),
        Case("token = settings['GITHUB_TOKEN']\n"),
        Case("p = os.environ['GITHUB_TOKEN_FILE']\n", "GITHUB_TOKEN named by GITHUB_TOKEN_FILE app/main.py:1"),
        Case("p = open('/run/secrets/db_password').read()\n", "db_password file app/main.py:1"),
        Case(
            "from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    github_token: str\n    port: int = 1\n",
            "GITHUB_TOKEN environment app/main.py:3"),
        Case(
            "class S(BaseSettings):\n    model_config = C(env_prefix='APP_', secrets_dir='/run/secrets')\n    private: SecretStr | None = None\n",
            "APP_PRIVATE file app/main.py:3"),
        Case("class S(BaseModel):\n    github_token: str\n"),
        Case("x = os.environ[f'{name}_TOKEN']\n"),
        Case("os.environ['BAD NAME_TOKEN']; os.environ['$(x)_TOKEN']; os.environ['A_TOKEN\\n']\n"),
    ]) func `secrets are found where they are read`(_ item: Case) {
        let found = needs(item.text).secrets.map { secret in
            let way =
                switch secret.way {
                case .file: "file"
                case .environment: "environment"
                case .fileNamed(let variable): "named by \(variable)"
                }
            return "\(secret.name) \(way) \(secret.evidence)"
        }
        #expect(found == item.secrets)
    }

    @Test func `a library's own variable counts where nothing else is read for it`() {
        let text = "import anthropic\nclient = anthropic.Anthropic()\n"
        #expect(needs(text, packages: ["anthropic"]).secrets.map(\.name) == ["ANTHROPIC_API_KEY"])
        #expect(needs(text).secrets.isEmpty)
        let both = text + "class S(BaseSettings):\n    anthropic_api_key: SecretStr\nd = '/run/secrets'\n"
        #expect(needs(both, packages: ["anthropic"]).secrets.map(\.way) == [.file])
    }

    @Test func `a health route is found, tests do not count`() {
        #expect(needs("@app.get('/healthz')\n@app.get(\"/ping\")\n").healthPath == "/healthz")
        #expect(needs("Route('/health', health)\n").healthPath == "/health")
        #expect(needs("print('/health')\n", path: "tests/a.py").healthPath == nil)
        #expect(needs("x = '/health'\n").healthPath == nil)
        #expect(needs("get(f'{base}/health')\n").healthPath == nil)
    }

    @Test func `the example reads two secrets from files`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let files = try ["server.py", "agent/settings.py", "agent/tools.py", "agent/github.py", "agent/summary.py"].map
        {
            ProjectFile(
                path: $0, bytes: Array(try Data(contentsOf: root.appending(path: "examples/agent/\($0)"))))
        }
        let needs = ServiceNeeds(of: files, packages: ["anthropic"])
        #expect(needs.secrets.map(\.name) == ["ANTHROPIC_API_KEY", "GITHUB_TOKEN"])
        #expect(needs.secrets.allSatisfy { $0.way == .file } && needs.healthPath == "/health")
    }

    /// Python's own tokenizer, which knows names and strings from everything else.
    @Test func `names and strings are those that Python sees`() throws {
        let program = """
            import ast, json, os, sys, tokenize
            found = {}
            folder = os.path.dirname(os.__file__)
            for name in ['argparse', 'subprocess', 'typing', 'dataclasses', 'http/client', 'json/encoder']:
                path = f'{folder}/{name}.py'
                tokens = []
                with open(path, 'rb') as file:
                    for token in tokenize.tokenize(file.readline):
                        if token.type == tokenize.NAME: tokens.append('n' + token.string)
                        elif token.type == tokenize.STRING:
                            text = token.string
                            prefix = text[:len(text) - len(text.lstrip('bBrRuUfF'))]
                            body = text[len(prefix):]
                            quote = 3 if body[:3] in ('\"\"\"', "'''") else 1
                            body = body[quote:-quote]
                            tokens.append('s' + ('' if 'f' in prefix.lower() or len(body.encode()) > 512 else body))
                found[path] = tokens
            print(json.dumps(found))
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", program]
        let pipe = Pipe()
        process.standardOutput = pipe
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") else {
            print("skipped: no /usr/bin/python3")
            return
        }
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let expected = try JSONDecoder().decode([String: [String]].self, from: output)
        #expect(expected.count == 6)
        for (path, tokens) in expected {
            let source = PythonTokens(Array(try Data(contentsOf: URL(filePath: path))))
            let ours = source.tokens.compactMap { token -> String? in
                switch token {
                // Numbers are words here.
                case .name(let name): name.utf8.first.map { $0 <= UInt8(ascii: "9") } == true ? nil : "n" + name
                case .string(let text): "s" + text
                case .mark, .line: nil
                }
            }
            #expect(ours == tokens, "\(path)")
        }
    }
}
