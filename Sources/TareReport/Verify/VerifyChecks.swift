internal import TareSelection

/// The checks of a proof as people and SARIF name them.
enum VerifyChecks {
    /// The run's own rule beside those of the proof.
    static let run = "run"

    /// What each check asks; a check that is not here is named by its id.
    static let questions: [String: String] = [
        "user": "The configured user exists",
        "working-directory": "The working directory is a folder",
        "command": "The command leads to a program",
        "script-interpreter": "Scripts' interpreters are there",
        "program-loader": "Programs are for the processor and have their loader",
        "libraries": "Programs find their libraries, with the versions that they need",
        "python": "The interpreter is whole",
        "environment": "The virtual environment is where it was made",
        "server": "The server can be imported",
        "dependencies": "Installed packages have what they need",
        "extension-modules": "Extension modules are for the interpreter",
        "extension-libraries": "Extension modules find their libraries",
        "application": "The application, and what it imports, is there",
        "requires-python": "Packages are for the interpreter's version",
        "writable-folders": "The user may write where it has to",
        "port": "The user may listen at the port",
        "health-check": "The health check can run",
        run: "The image runs and is healthy",
    ]

    static func question(_ id: String) -> String { questions[id] ?? id }
}
