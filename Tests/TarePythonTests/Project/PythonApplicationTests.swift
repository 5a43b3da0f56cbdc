import Foundation
import Testing

@testable import TarePython

@Suite struct PythonApplicationTests {
    private func find(_ files: [String: String]) throws -> PythonApplication? {
        let project = try files["pyproject.toml"].map { try PythonProject(Array($0.utf8)) }
        return PythonApplication.find(
            project, in: files.sorted { $0.key < $1.key }.map { ProjectFile(path: $0.key, bytes: Array($0.value.utf8)) }
        )
    }

    private static let fastapi = "from fastapi import FastAPI\n\napp = FastAPI(title=\"x\")\n"

    @Test(arguments: [
        (["server.py": fastapi], "server:app", "server.py:3"),
        (["main.py": fastapi, "server.py": fastapi], "main:app", "main.py:3"),
        (["app/__init__.py": "", "app/main.py": fastapi], "app.main:app", "app/main.py:3"),
        (["src/svc/api.py": fastapi], "svc.api:app", "src/svc/api.py:3"),
        (["tests/main.py": fastapi, "deep/er/web.py": fastapi], "deep.er.web:app", "deep/er/web.py:3"),
        (
            ["main.py": "import fastapi\nx = 1\nservice: fastapi.FastAPI = fastapi.FastAPI()\n"], "main:service",
            "main.py:3"
        ),
        (["main.py": "other = FastAPI()\napi = FastAPI()\n"], "main:api", "main.py:2"),
        (
            [
                "main.py": "'''\napp = FastAPI()\n'''\n# app = FastAPI()\ndef f():\n    app = FastAPI()\n",
                "web.py": fastapi,
            ], "web:app", "web.py:3"
        ),
        (["main.py": "x = (\napp = FastAPI()\n)\n", "api.py": fastapi], "api:app", "api.py:3"),
        (["main.py": "app = create_app()\n"], "main:app", "main.py:1"),
        (["wsgi.py": "app = Flask(__name__)\n"], "wsgi:app", "wsgi.py:1"),
        (
            ["main.py": fastapi, "pyproject.toml": "[tool.tare]\napplication = \"web.x:y.z\"\n"], "web.x:y.z",
            "tool.tare.application"
        ),
        (
            ["main.py": fastapi, "pyproject.toml": "[tool.fastapi]\nentrypoint = \"main:app\"\n"], "main:app",
            "tool.fastapi.entrypoint"
        ),
        (
            [
                "pyproject.toml":
                    "[project]\nname = \"svc\"\n[project.scripts]\nsvc = \"svc.cli:main\"\nother = \"a:b\"\n"
            ], "svc", "project.scripts.svc"
        ),
        (["svc/__main__.py": "print()\n"], "-m svc", "svc/__main__.py"),
        (["job.py": "def main(): ...\nif __name__ == \"__main__\":\n    main()\n"], "job.py", "job.py:2"),
    ]) func `an application is found`(files: [String: String], description: String, evidence: String) throws {
        let found = try #require(try find(files))
        #expect(found.description == description)
        #expect(found.evidence == evidence)
    }

    @Test func `a source root and a WSGI application are told`() throws {
        #expect(try find(["src/svc/main.py": Self.fastapi])?.root == "src")
        guard case .wsgi? = try find(["app.py": "app = Flask(__name__)\n"])?.start else {
            Issue.record("not WSGI")
            return
        }
        #expect(try find(["app.py": "print('hello')\n"]) == nil)
    }

    @Test func `the example projects start as their READMEs say`() throws {
        let repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("../../..").standardizedFileURL
        for (name, target) in [("agent", "server:app"), ("native", "main:app")] {
            let folder = repository.appendingPathComponent("examples/\(name)")
            var files: [ProjectFile] = []
            for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where path.hasSuffix(".py") {
                files.append(
                    ProjectFile(path: path, bytes: [UInt8](try Data(contentsOf: folder.appendingPathComponent(path)))))
            }
            let project = try PythonProject(
                [UInt8](Data(contentsOf: folder.appendingPathComponent("pyproject.toml"))))
            #expect(PythonApplication.find(project, in: files)?.description == target)
        }
    }
}
