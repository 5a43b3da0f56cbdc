import Foundation
import TareOCI

extension TruthImage {
    /// What the environment's interpreter finds.
    static let environments: [TruthImage] = [
        .starts("an environment whose home is gone but not its interpreter", .image(["uvicorn", "server:app"])) {
            try $0.environment(home: "/usr/local/bin")
            try $0.application()
        },
        .fails(
            "python", nil, "an environment of another minor version", .image(["python", "-m", "uvicorn", "server:app"])
        ) {
            try $0.environment(minor: Wheels.otherMinor)
            try $0.application()
        },
        .fails("python", nil, "an interpreter without its library", .image(["python3", "-c", "print('READY')"])) {
            try $0.remove("usr/lib/python\($0.minor)")
        },
        .fails(
            "server", "uvicorn", "a server that is not installed",
            .image(["python3", "-m", "uvicorn", "server:app"], path: "/usr/bin")
        ) {
            try $0.environment()
            try $0.application()
        },
        .starts(
            "packages found by PYTHONPATH",
            .image(["python3", "-m", "uvicorn", "server:app"], path: "/usr/bin", env: ["PYTHONPATH=/opt/packages"])
        ) {
            for name in ["uvicorn", "click", "h11"] { try $0.wheel(name, to: "opt/packages") }
            try $0.application()
        },
        .fails("server", "service", "a package that cannot be run", .image(["python3", "-m", "service"])) {
            try $0.text("app/service/__init__.py", "print('READY')\n")
        },
        .starts("a package that can be run", .image(["python3", "-m", "service"])) {
            try $0.text("app/service/__init__.py", "")
            try $0.text("app/service/__main__.py", "print('READY')\n")
        },
        .fails("application", "server", "an application in another folder", .image(["uvicorn", "server:app"])) {
            try $0.environment()
            try $0.application("app/src/server.py")
        },
        .starts(
            "an application in the folder that an option names", .image(["uvicorn", "--app-dir", "src", "server:app"])
        ) {
            try $0.environment()
            try $0.application("app/src/server.py")
        },
        .starts("an application behind a path file", .image(["uvicorn", "service.server:app"], workingDir: "/")) {
            try $0.environment()
            try $0.text("app/.venv/lib/python\($0.minor)/site-packages/service.pth", "/app/src\n")
            try $0.text("app/src/service/__init__.py", "")
            try $0.application("app/src/service/server.py")
        },
        .starts(
            "packages of the system, as Debian's pip installs them",
            .image(["python3", "-m", "uvicorn", "server:app"], path: "/usr/bin")
        ) {
            let site = "usr/local/lib/python\($0.minor)/dist-packages"
            for name in ["uvicorn", "click", "h11"] { try $0.wheel(name, to: site) }
            try $0.application()
        },
        .starts(
            "packages in the user's home",
            .image(["python3", "-m", "uvicorn", "server:app"], user: "app", path: "/usr/bin")
        ) {
            let site = "home/app/.local/lib/python\($0.minor)/site-packages"
            for name in ["uvicorn", "click", "h11"] { try $0.wheel(name, to: site) }
            try $0.application()
        },
        .fails(
            "server", "uvicorn", "packages by a variable that an option turns off",
            .image(
                ["python3", "-I", "-m", "uvicorn", "server:app"], path: "/usr/bin", env: ["PYTHONPATH=/opt/packages"])
        ) {
            for name in ["uvicorn", "click", "h11"] { try $0.wheel(name, to: "opt/packages") }
            try $0.application()
        },
        .starts("the system's packages below an environment's", .image(["python", "-m", "uvicorn", "server:app"])) {
            try $0.text("app/.venv/pyvenv.cfg", "home = /usr/bin\ninclude-system-site-packages = true\n")
            try $0.link("app/.venv/bin/python", to: "/usr/bin/python3")
            try $0.folder("app/.venv/lib/python\($0.minor)/site-packages")
            let site = "usr/local/lib/python\($0.minor)/dist-packages"
            for name in ["uvicorn", "click", "h11"] { try $0.wheel(name, to: site) }
            try $0.application()
        },
        .starts("a copied interpreter with its home", .image(["python", "-m", "uvicorn", "server:app"])) {
            try $0.environment()
            try $0.remove("app/.venv/bin/python")
            try $0.copy("\($0.base)/usr/bin/python\($0.minor)", to: "app/.venv/bin/python")
            try $0.application()
        },
        .fails("dependencies", "click", "what the server needs is not installed", .image(["uvicorn", "server:app"])) {
            try $0.environment(wheels: ["uvicorn", "h11"])
            try $0.application()
        },
        .fails("server", "asyncio", "a minimal interpreter", .image(["uvicorn", "server:app"])) {
            try $0.environment()
            try $0.application()
            try $0.remove("usr/lib/python\($0.minor)/asyncio")
        },
        .fails(
            "server", "uvloop", "a loop that is asked for and not installed",
            .image(["uvicorn", "--loop", "uvloop", "server:app"])
        ) {
            try $0.environment()
            try $0.application()
        },
        .fails("application", nil, "a folder in the application's place", .image(["uvicorn", "service:app"])) {
            try $0.environment()
            try $0.application("app/service/server.py")
        },
        .starts(
            "an application in a folder without a file that makes it a package",
            .image(["uvicorn", "service.server:app"])
        ) {
            try $0.environment()
            try $0.application("app/service/server.py")
        },
        .starts("a folder that can be run", .image(["python3", "/app/service"], workingDir: "/")) {
            try $0.text("app/service/__main__.py", "import helper\nprint('READY')\n")
            try $0.text("app/service/helper.py", "")
        },
        .fails(
            "server", "requests", "code that imports what is not there",
            .image(["python3", "-c", "import requests; print('READY')"])
        ) {
            try $0.folder("app")
        },
    ]
}
