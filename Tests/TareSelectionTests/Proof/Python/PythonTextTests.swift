import Testing

@testable import TareSelection

/// Small texts that tell which modules are wanted.
struct PythonTextTests {
    @Test(arguments: ["server:app", "a.b:create_app()", "_x1.y:z.w", "überweisung:app"])
    func `names of applications`(text: String) {
        #expect(ApplicationName(text) != nil)
    }

    @Test(arguments: [
        "0.0.0.0:8000", "localhost:8000", "unix:/run/x", "server", "a:b:c", ":app", "server:", "--x:y", "a..b:c",
        "[::]:80",
    ])
    func `what is no application's name`(text: String) {
        #expect(ApplicationName(text) == nil)
    }

    @Test(arguments: [
        ("import urllib.request as u, sys; sys.exit(0)", ["urllib.request", "sys"]),
        ("from httpx import get; get('x')", ["httpx"]),
        ("x = 1\nimport a\n  import b\nfrom . import c\nimport a", ["a"]),
        ("print('import x')", []),
    ])
    func `imports of a short program`(code: String, modules: [String]) {
        #expect(ImportScanner.modules(in: code) == modules)
    }

    @Test
    func `a console script's module`() {
        let text = Array(
            "[other]\nuvicorn = no:x\n\n[console_scripts]\nx=y:z\nuvicorn = uvicorn.main:main [extra]\n".utf8)[...]
        #expect(EntryPoints.module(of: "uvicorn", in: text) == "uvicorn.main")
        #expect(EntryPoints.module(of: "x", in: text) == "y")
        #expect(EntryPoints.module(of: "gunicorn", in: text) == nil)
    }

    @Test
    func `metadata's needs end where the description begins`() {
        let text =
            "Name: x\r\nREQUIRES-PYTHON: >=3.9\r\nRequires-Dist: a>1\r\n"
            + "Requires-Dist: b ; extra == 'c'\r\n\r\nRequires-Dist: d\n"
        let metadata = DistributionMetadata(Array(text.utf8)[...])
        #expect(metadata.requiresPython == ">=3.9")
        #expect(metadata.requirements == ["a>1", "b ; extra == 'c'"])
    }

    @Test(arguments: [
        ("x.cpython-312-x86_64-linux-gnu.so", "x", "cpython-312-x86_64-linux-gnu"), ("x.abi3.so", "x", "abi3"),
        ("x.so", "x", ""),
    ])
    func `tags of extension modules`(name: String, module: String, tag: String) throws {
        let found = try #require(ExtensionSuffixes.tag(of: name))
        #expect(found.module == module)
        #expect(found.tag == tag)
    }

    @Test(arguments: ["libx.so.1", "x.py", "libz-1.2.so", "libx.1.so"])
    func `libraries are no modules`(name: String) {
        #expect(ExtensionSuffixes.tag(of: name) == nil)
    }
}
