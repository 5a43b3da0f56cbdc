import Foundation
import TareOCI

@testable import TareSelection

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
    ]
}
