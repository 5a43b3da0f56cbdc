import Foundation
import TareOCI

extension TruthImage {
    /// First lines of scripts.
    static let scripts: [TruthImage] = [
        .starts("a script's interpreter found by env", .image(["/app/run.py"])) {
            try $0.program("app/run.py", first: "#!/usr/bin/env python3")
        },
        .fails("script-interpreter", "python", "env is asked for a name that is not there", .image(["/app/run.py"])) {
            try $0.program("app/run.py", first: "#!/usr/bin/env python")
        },
        .fails("script-interpreter", "start.sh", "DOS line ends", .image(["/app/start.sh"])) {
            try $0.text("app/start.sh", "#!/bin/sh\r\necho READY\r\n", mode: 0o755)
        },
        .fails("script-interpreter", "python3", "DOS line ends behind env", .image(["/app/run.py"])) {
            try $0.program("app/run.py", first: "#!/usr/bin/env python3\r")
        },
        .fails(
            "script-interpreter", "/app/run.py", "a first line longer than the kernel reads", .image(["/app/run.py"])
        ) {
            let folder = "opt/" + String(repeating: "long-name/", count: 26)
            try $0.link(folder + "python", to: "/usr/bin/python3")
            try $0.program("app/run.py", first: "#!/\(folder)python")
        },
        .fails("script-interpreter", "/app/a", "scripts that interpret each other without end", .image(["/app/a"])) {
            try $0.program("app/a", first: "#!/app/b")
            try $0.program("app/b", first: "#!/app/a")
        },
        .starts("a script that interprets a script", .image(["/app/a"])) {
            try $0.program("app/a", first: "#!/app/b")
            try $0.text("app/b", "#!/bin/cat\n", mode: 0o755)
        },
        .fails("script-interpreter", "uvicorn", "an environment that was moved", .image(["uvicorn", "server:app"])) {
            try $0.environment(madeAt: "/build/.venv")
            try $0.application()
        },
        .starts(
            "an environment that was moved, run by its interpreter", .image(["python", "-m", "uvicorn", "server:app"])
        ) {
            try $0.environment(madeAt: "/build/.venv")
            try $0.application()
        },
        .fails(
            "script-interpreter", "uvicorn", "an environment without its interpreter",
            .image(["uvicorn", "server:app"])
        ) {
            try $0.environment(interpreter: "/usr/local/bin/python3.99", home: "/usr/local/bin")
            try $0.application()
        },
        .starts("a first line with several options for env", .image(["/app/run.py"])) {
            try $0.program("app/run.py", first: "#!/usr/bin/env -S python3 -u")
        },
        .fails(
            "script-interpreter", "python3 -u", "a first line with options that env takes for a name",
            .image(["/app/run.py"])
        ) {
            try $0.program("app/run.py", first: "#!/usr/bin/env python3 -u")
        },
        .starts("a dangling name in front of a good one", .image(["python", "-c", "print('READY')"])) {
            try $0.link("app/.venv/bin/python", to: "/nowhere/python")
            try $0.link("usr/bin/python", to: "python3")
        },
    ]
}
