import Foundation
import TareOCI
import TareSelection

extension TruthImage {
    /// Extension modules.
    static let modules: [TruthImage] = [
        .starts("extension modules for the interpreter", .image(["uvicorn", "server:app"])) {
            try $0.environment(wheels: ["uvicorn", "click", "h11", "pydantic_core", "typing_extensions", "psycopg2"])
            try $0.application(imports: "import pydantic_core, psycopg2")
        },
        .fails(
            "extension-modules", "pydantic_core", "an extension module for another minor version",
            .image(["uvicorn", "server:app"])
        ) {
            try $0.environment(wheels: ["uvicorn", "click", "h11", "typing_extensions"])
            try $0.wheel("pydantic_core", Wheels.otherMinor, to: "app/.venv/lib/python\($0.minor)/site-packages")
            try $0.application(imports: "import pydantic_core")
        },
        .fails(
            "extension-libraries", "libpq", "a library that a wheel brought is gone", .image(["uvicorn", "server:app"])
        ) {
            try $0.environment(wheels: ["uvicorn", "click", "h11", "psycopg2"])
            let folder = "app/.venv/lib/python\($0.minor)/site-packages/psycopg2_binary.libs"
            for name in try FileManager.default.contentsOfDirectory(atPath: "\($0.added)/\(folder)")
            where name.hasPrefix("libpq") { try $0.remove("\(folder)/\(name)") }
            try $0.application(imports: "import psycopg2")
        },
        .fails(
            "extension-libraries", "GLIBC_9.14", "a module for a newer C library", .image(["uvicorn", "server:app"])
        ) {
            try $0.environment(wheels: ["uvicorn", "click", "h11", "pydantic_core", "typing_extensions"])
            let folder = "app/.venv/lib/python\($0.minor)/site-packages/pydantic_core"
            for name in try FileManager.default.contentsOfDirectory(atPath: "\($0.added)/\(folder)")
            where name.hasSuffix(".so") { try $0.patch("\(folder)/\(name)", "\0GLIBC_2.14\0", "\0GLIBC_9.14\0") }
            try $0.application(imports: "import pydantic_core")
        },
        .fails(
            "extension-libraries", "libssl.so.3", "the interpreter's own module lacks its library",
            .image(["uvicorn", "server:app"])
        ) {
            try $0.environment()
            try $0.application()
            try $0.remove("\($0.libraries)/libssl.so.3")
        },
        .starts("a module of the standard library that nothing needs is broken", .image(["uvicorn", "server:app"])) {
            try $0.environment()
            try $0.application()
            try $0.remove("\($0.libraries)/libsqlite3.so.0")
        },
        .fails(
            "application", "fastapi", "a module that the project imports is not installed",
            .image(["uvicorn", "server:app"]),
            expecting: .init(application: "server:app", importNames: ["h11", "fastapi"])
        ) {
            try $0.environment()
            try $0.application(imports: "import fastapi")
        },
        .fails(
            "extension-modules", "pydantic_core", "packages of another minor version, found by a variable",
            .image(
                ["python3", "-m", "uvicorn", "server:app"], path: "/usr/bin",
                env: ["PYTHONPATH=/app/.venv/lib/python\(Wheels.otherMinor)/site-packages"])
        ) {
            try $0.environment(minor: Wheels.otherMinor, wheels: ["uvicorn", "click", "h11", "typing_extensions"])
            try $0.wheel(
                "pydantic_core", Wheels.otherMinor, to: "app/.venv/lib/python\(Wheels.otherMinor)/site-packages")
            try $0.application(imports: "import pydantic_core")
        },
    ]
}
