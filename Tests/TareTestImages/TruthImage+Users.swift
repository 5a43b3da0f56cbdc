import Foundation
import TareOCI
import TareSelection

extension TruthImage {
    /// What the user may do.
    static let users: [TruthImage] = [
        .starts("a user by name", .image(["uvicorn", "server:app"], user: "app")) {
            try $0.environment()
            try $0.application()
        },
        .starts("root", .image(["uvicorn", "server:app"], user: nil)) {
            try $0.environment()
            try $0.application(mode: 0o600)
        },
        .fails("application", "server", "an application that the user may not read", .image(["uvicorn", "server:app"]))
        {
            try $0.environment()
            try $0.application(mode: 0o600)
        },
        .fails(
            "command", "/root/venv/bin/python", "an environment in root's home",
            .image(["/root/venv/bin/python", "-m", "uvicorn", "server:app"])
        ) {
            try $0.environment(at: "root/venv")
            try $0.mode("root", 0o700)
            try $0.application()
        },
        .fails("script-interpreter", "uvicorn", "an interpreter in root's home", .image(["uvicorn", "server:app"])) {
            try $0.copy("\($0.base)/usr/bin/python\($0.minor)", to: "root/python/bin/python\($0.minor)")
            try $0.mode("root", 0o700)
            try $0.environment(interpreter: "/root/python/bin/python\($0.minor)", home: "/root/python/bin")
            try $0.application()
        },
        .fails(
            "writable-folders", nil, "a working directory of root that the user writes to",
            .image(["python3", "main.py"]),
            expecting: .init(writesWorkingDirectory: true)
        ) {
            try $0.text("app/main.py", "open('state', 'w').close()\nprint('READY')\n")
        },
        .starts(
            "a working directory of the user that it writes to", .image(["python3", "main.py"]),
            expecting: .init(writesWorkingDirectory: true, writableFolders: ["/tmp", "cache"])
        ) {
            let write = "import os\nos.mkdir('cache')\nopen('/tmp/x', 'w').close()\nopen('state', 'w').close()\n"
            try $0.text("app/main.py", write + "print('READY')\n")
            try $0.own("app", 65532)
        },
        .fails(
            "writable-folders", nil, "a working directory that the runtime makes",
            .image(["python3", "/srv/main.py"], workingDir: "/data"),
            expecting: .init(writesWorkingDirectory: true)
        ) {
            try $0.text("srv/main.py", "open('state', 'w').close()\nprint('READY')\n")
        },
        .starts("a file for the user's group", .image(["python3", "main.py"], user: "65532:1000")) {
            try $0.text("app/main.py", "print('READY')\n", mode: 0o640)
            try Tool.run("chgrp", ["1000", "\($0.added)/app/main.py"])
        },
        .fails("command", "main.py", "a file that all but its owner may read", .image(["python3", "main.py"])) {
            try $0.text("app/main.py", "print('READY')\n", mode: 0o044)
            try $0.own("app/main.py", 65532)
        },
    ]
}
