import TareInventory
import TareOCI
import Testing

@testable import TareSelection

/// What an application's own files import, and what the proof makes of it.
struct ApplicationSourcesTests {
    /// An image whose sources are given besides, as a second pass over its layers would give them.
    private func proof(
        _ files: [(String, String)], _ more: [MadeFile] = [], cmd: [String] = ["/app/.venv/bin/uvicorn", "server:app"],
        app: String? = nil
    ) -> (imports: [ImportSite], proof: Proof) {
        var image = MadeImage.serving(more, cmd)
        image.layers[0].removeAll { file in files.contains { $0.0 == file.path } }
        image = image.adding(files.map { .text($0.0, $0.1) })
        image.expectations.application = app
        let (tree, expectations) = (image.tree, image.expectations)
        let config = ImageConfig(platform: image.platform, config: image.execution, diffIDs: [])
        let inventory = ImageInventory(of: tree)
        let sources = ApplicationSources(of: tree, config: config, inventory: inventory, expecting: expectations)
        var texts: [ImageTree.Node: [UInt8]] = [:]
        for (path, text) in files {
            if let node = tree.node(at: path), sources.files.contains(node) { texts[node] = Array(text.utf8) }
        }
        var expected = expectations
        expected.imports = sources.imports(of: texts)
        return (expected.imports, Proof(of: tree, config: config, inventory: inventory, expecting: expected))
    }

    private static let fastapi = MadeFile.text("\(MadeImage.site)/fastapi/__init__.py")

    @Test func `a module that is missing is told with the file and line that import it`() throws {
        let result = proof(
            [("app/server.py", "import os\nimport fastapi\n\nfrom redis.asyncio import Redis\n")], [Self.fastapi])
        #expect(result.imports.map(\.module) == ["os", "fastapi", "redis.asyncio"])
        let check = try #require(result.proof["application"])
        #expect(check.status == .fail)
        #expect(check.evidence.hasPrefix("/app/server.py:4 imports redis.asyncio, and redis is in none of the folders"))
        #expect(check.fix.contains("add redis to the project's dependencies"))
    }

    @Test func `imports are followed through the application's own modules, and no further`() throws {
        let result = proof(
            [
                ("app/server.py", "from agent.tools import make\nfrom agent import extra\nimport fastapi\n"),
                ("app/agent/__init__.py", "import first\n"),
                ("app/agent/tools.py", "from .inner import x\nfrom ..up import y\n"),
                ("app/agent/inner.py", "import second\nimport server\n"), ("app/agent/extra.py", "import third\n"),
                ("app/agent/unused.py", "import never\n"),
                ("\(MadeImage.site)/fastapi/__init__.py", "import foreign\n"),
            ])
        #expect(
            result.imports.map { "\($0.file):\($0.line) \($0.module)" } == [
                "/app/server.py:3 fastapi", "/app/agent/__init__.py:1 first", "/app/agent/extra.py:1 third",
                "/app/agent/inner.py:1 second",
            ])
    }

    @Test func `what is there passes, also where no file says so`() throws {
        let text =
            "import os.path, sys, time, math, _socket\nfrom collections.abc import Set\nimport fastapi\nfrom asyncio import run\nimport google.cloud\n"
        let result = proof(
            [("app/server.py", text)],
            [
                Self.fastapi, .text("\(MadeImage.site)/google/cloud/x.py"),
                .text("usr/local/lib/python3.12/collections/__init__.py"),
            ])
        #expect(result.proof["application"]?.status == .pass, "\(result.proof["application"] as Any)")
    }

    @Test func `a module inside a package that is there is left open, one's own missing one is not`() throws {
        let open = proof([("app/server.py", "import fastapi.missing\n")], [Self.fastapi])
        #expect(open.proof["application"]?.status == .unknown)
        let own = proof([("app/server.py", "from agent.gone import x\n"), ("app/agent/__init__.py", "")])
        #expect(own.proof["application"]?.status == .fail)
        #expect(own.proof["application"]?.evidence.contains("/app/server.py:1 imports agent.gone") == true)
    }

    @Test func `a file that changes the path leaves what is missing open`() {
        let result = proof([("app/server.py", "import sys\nsys.path.insert(0, '/x')\nimport missing\n")])
        #expect(result.proof["application"]?.status == .unknown)
    }

    @Test func `the first module is the script, the module or the named application`() {
        let text = [("app/main.py", "import absent\n")]
        for cmd in [["python", "main.py"], ["python", "-m", "main"], ["python", "-m", "uvicorn", "main:app"]] {
            let result = proof(text, cmd: ["/app/.venv/bin/python"] + cmd.dropFirst())
            #expect(result.imports.map(\.module) == ["absent"], "\(cmd)")
            #expect(result.proof["application"]?.status == .fail, "\(cmd)")
        }
        let named = proof(text, cmd: ["/app/.venv/bin/uvicorn"], app: "main:app")
        #expect(named.imports.map(\.module) == ["absent"])
    }

    @Test func `the command's server and port`() {
        func sources(_ cmd: [String]) -> ApplicationSources {
            let image = MadeImage.serving([], cmd)
            let tree = image.tree
            return ApplicationSources(
                of: tree, config: ImageConfig(platform: image.platform, config: image.execution, diffIDs: []),
                inventory: ImageInventory(of: tree))
        }
        let uvicorn = sources(["/app/.venv/bin/uvicorn", "server:app", "--port", "9000"])
        #expect(uvicorn.port == 9000 && uvicorn.server == "uvicorn" && uvicorn.application == "server:app")
        #expect(sources(["/app/.venv/bin/uvicorn", "server:app"]).port == 8000)
        #expect(sources(["/app/.venv/bin/python", "server.py"]).port == nil)
        #expect(sources([]).files.isEmpty)
    }
}
