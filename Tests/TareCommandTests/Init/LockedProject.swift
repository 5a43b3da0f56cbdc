import Foundation
import Testing

/// A small service whose packages another tool locked.
struct LockedProject: Sendable, CustomTestStringConvertible {
    var lock: String
    var base: String
    var isPackage = false

    var testDescription: String { isPackage ? "a package with \(lock)" : lock }

    static let all = [
        LockedProject(lock: "requirements.txt", base: "distroless-cc-debian13"),
        LockedProject(lock: "pylock.toml", base: "slim-trixie"),
        LockedProject(lock: "poetry.lock", base: "distroless-python-debian13"),
        LockedProject(lock: "pdm.lock", base: "slim-trixie"),
        LockedProject(lock: "uv.lock", base: "distroless-python-debian13", isPackage: true),
        LockedProject(lock: "requirements.txt", base: "slim-trixie", isPackage: true),
    ]

    private static let application = """
        from fastapi import FastAPI
        app = FastAPI()
        @app.get("/health")
        def health() -> str:
            return "ok"

        """

    /// Poetry asks the index by a protocol that not every mirror has; a source of the simple one serves as well.
    private var settings: String {
        var text = """
            [project]
            name = "small"
            version = "0.1.0"
            requires-python = ">=3.11"
            dependencies = ["fastapi>=0.120", "uvicorn>=0.38"]

            """
        if isPackage {
            text += """
                [build-system]
                requires = ["uv_build>=0.5"]
                build-backend = "uv_build"
                [tool.tare]
                application = "small.main:app"

                """
        }
        if lock == "poetry.lock" {
            text +=
                "[[tool.poetry.source]]\nname = \"simple\"\nurl = \"https://pypi.org/simple/\"\npriority = \"primary\"\n"
        }
        return text
    }

    func write(to folder: String) throws {
        let files = FileManager.default
        let sources = isPackage ? folder + "/src/small" : folder
        try files.createDirectory(atPath: sources, withIntermediateDirectories: true)
        if isPackage { try "".write(toFile: sources + "/__init__.py", atomically: false, encoding: .utf8) }
        try Self.application.write(toFile: sources + "/main.py", atomically: false, encoding: .utf8)
        try settings.write(toFile: folder + "/pyproject.toml", atomically: false, encoding: .utf8)
        let python = "/usr/bin/python3"
        switch lock {
        case "poetry.lock":
            try uv(["tool", "run", "-q", "--python", python, "--from", "poetry==2.5.1", "poetry", "lock"], folder)
        case "pdm.lock":
            try uv(
                [
                    "tool", "run", "-q", "--python", python, "--from", "pdm==2.29.4", "--with", "hishel==1.4.0", "pdm",
                    "lock",
                ], folder)
            for name in [".venv", ".pdm-python"] { try? files.removeItem(atPath: folder + "/" + name) }
        default:
            try uv(["lock", "-q"], folder)
            guard lock != "uv.lock" else { return }
            try uv(
                [
                    "export", "-q", "--frozen", "--no-dev", "--no-emit-project", "--format",
                    lock == "pylock.toml" ? "pylock.toml" : "requirements.txt", "-o", lock,
                ], folder)
            try files.removeItem(atPath: folder + "/uv.lock")
        }
    }

    private func uv(_ arguments: [String], _ folder: String) throws {
        let outcome = try TareProcess.command(
            "/usr/bin/env", ["-C", folder, try #require(Peers.uv)] + arguments)
        try #require(outcome.code == 0, "\(arguments): \(outcome.errors)\(outcome.text)")
    }
}
