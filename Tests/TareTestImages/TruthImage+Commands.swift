import Foundation
import TareOCI
import TareSelection

extension TruthImage {
    /// How the command leads to a program.
    static let commands: [TruthImage] = [
        .starts("a console script of the environment", .image(["uvicorn", "server:app"])) {
            try $0.environment()
            try $0.application()
        },
        .starts("a module of the environment's interpreter", .image(["python", "-m", "uvicorn", "server:app"])) {
            try $0.environment()
            try $0.application()
        },
        .starts(
            "the base's entrypoint with a module behind it",
            .image(["-m", "uvicorn", "server:app"], entrypoint: ["/app/.venv/bin/python"])
        ) {
            try $0.environment()
            try $0.application()
        },
        .fails(
            "command", "uvicorn", "the base's entrypoint, which takes a program's name for a file",
            .image(["uvicorn", "server:app"], entrypoint: ["/usr/bin/python3"])
        ) {
            try $0.environment()
            try $0.application()
        },
        .fails(
            "command", "uvicorn", "an environment that is not on PATH",
            .image(["uvicorn", "server:app"], path: "/usr/bin:/bin")
        ) {
            try $0.environment()
            try $0.application()
        },
        .fails("command", "/bin/sh", "the shell form without a shell", .image(["/bin/sh", "-c", "uvicorn server:app"]))
        {
            try $0.environment()
            try $0.application()
            try $0.remove("usr/bin/sh")
            try $0.remove("usr/bin/dash")
        },
        .starts(
            "the shell form with a shell",
            .image(["/bin/sh", "-c", "exec uvicorn \"server:app\" --port ${PORT:-8000}"])
        ) {
            try $0.environment()
            try $0.application()
        },
        .fails("command", "/app/run.py", "a script that is not executable", .image(["/app/run.py"])) {
            try $0.program("app/run.py", first: "#!/usr/bin/python3", mode: 0o644)
        },
        .fails("command", "/app/run", "a folder in the program's place", .image(["/app/run"])) {
            try $0.folder("app/run")
        },
        .starts("a relative program in the working directory", .image(["./run.py"])) {
            try $0.program("app/run.py", first: "#!/usr/bin/python3")
        },
        .fails("command", "run.py", "a relative program in another directory", .image(["./run.py"], workingDir: "/srv"))
        {
            try $0.program("app/run.py", first: "#!/usr/bin/python3")
        },
        .fails("command", "main.py", "a script's file that was not copied", .image(["python3", "main.py"])) {
            try $0.program("app/other.py", first: "#")
        },
        .fails(
            "command", "alembic", "the shell's line begins with a program that is not there",
            .image(["/bin/sh", "-c", "alembic upgrade head && echo READY"])
        ) { try $0.folder("app") },
        .starts("the shell's own commands", .image(["/bin/sh", "-c", "echo READY"])) { try $0.folder("app") },
    ]
}
