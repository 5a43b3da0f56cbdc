import Foundation
import Testing

@testable import TareSelection
@testable import TareTestImages

struct ImportStatementTests {
    private func modules(_ text: String) -> [String] {
        ImportStatements(in: Array(text.utf8)).all.map { statement in
            let dots = String(repeating: ".", count: statement.level)
            return "\(statement.line):\(dots)\(statement.module)"
                + (statement.isFrom ? ":" + statement.names.joined(separator: ",") : "")
        }
    }

    @Test func `statements at the margin, with their lines`() {
        #expect(
            modules(
                """
                #!/usr/bin/env python3
                \"\"\"A text
                import not_this
                \"\"\"
                from __future__ import annotations
                import os, a.b as c  # import comment
                import x; import y
                from .settings import (  # why
                    Settings,
                    load as l,
                )
                from . import tools
                from ..up.there import *
                import \\
                    long
                if True:
                    import inner
                try: import one_line
                except ImportError: pass
                s = 'import s'; t = "a\\"; import t"
                d = {
                "k": 1,
                }
                def f():
                \timport tabbed
                import last
                """) == [
                    "5:__future__:annotations", "6:os", "6:a.b", "7:x", "7:y", "8:.settings:Settings,load",
                    "12:.:tools",
                    "13:..up.there:*", "14:long", "26:last",
                ])
    }

    @Test(arguments: [
        "importlib.import_module('x')", "import", "from x", "from  import y", "from . x", "import 1x.", "fromage = 1",
        "\u{FEFF}", "'''import x", "import \u{0}",
    ])
    func `what imports nothing`(text: String) {
        #expect(modules(text).isEmpty, "\(modules(text))")
    }

    @Test func `line ends, marks and broken brackets`() {
        #expect(modules("\u{FEFF}import a\r\nimport b\rimport c") == ["1:a", "2:b", "3:c"])
        #expect(modules("x = f\"{d[\"(\"]}\"\nimport after\n") == ["2:after"])
        #expect(ImportStatements(in: Array("import sys\nsys.path.insert(0, 'x')\n".utf8)).changesPath)
        #expect(!ImportStatements(in: Array("# sys.path\n".utf8)).changesPath)
    }

    @Test(.enabled(if: Peer.isPossible, "needs python3"))
    func `Python's own parser finds the same in its standard library`() throws {
        let files = try Peer.files()
        #expect(files.count > 50)
        for (path, expected) in files {
            let found = ImportStatements(in: Array(try Data(contentsOf: URL(fileURLWithPath: path)))).all.map {
                "\($0.line):\($0.level):\($0.module)"
            }
            #expect(found == expected, "\(path)")
        }
    }

    enum Peer {
        static let isPossible: Bool = {
            let isPossible = Tool.find("python3") != nil
            if !isPossible { print("skipped: no python3") }
            return isPossible
        }()

        /// Files with the import statements that `ast` finds at the module's top level.
        static func files() throws -> [(String, [String])] {
            let program = """
                import ast, glob, os, sys, warnings
                warnings.simplefilter("ignore")
                for path in sorted(glob.glob(os.path.dirname(os.__file__) + "/**/*.py", recursive=True))[::9]:
                    if "/site-packages/" in path or "/test" in path or "bad" in path or "lib2to3" in path:
                        continue
                    try:
                        source = open(path, encoding="utf-8").read()
                        tree = ast.parse(source)
                    except (SyntaxError, UnicodeDecodeError):
                        continue
                    lines = source.splitlines()
                    found = []
                    for node in tree.body:
                        if node.col_offset and not lines[node.lineno - 1].startswith(("import", "from")):
                            continue
                        if isinstance(node, ast.Import):
                            found += [f"{node.lineno}:0:{name.name}" for name in node.names]
                        elif isinstance(node, ast.ImportFrom):
                            found.append(f"{node.lineno}:{node.level}:{node.module or ''}")
                    print(path, *found)
                """
            return try Tool.run("python3", ["-c", program]).split(separator: "\n").map { line in
                let words = line.split(separator: " ").map(String.init)
                return (words[0], Array(words.dropFirst()))
            }
        }
    }
}
