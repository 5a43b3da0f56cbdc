import TareOCI

@testable import TareReport

/// Services and bases of every kind that recipes tell apart.
enum RecipeSamples {
    static let venv = "/app/.venv"
    static let digest = Digest(algorithm: .sha256, hex: String(repeating: "0123456789abcdef", count: 4))

    static let bases: [RecipeBase] = [
        base(
            "slim-trixie", "docker.io/library/python:3.13-slim-trixie", .own("/usr/local/bin/python3.13"), user: "root"),
        base(
            "distroless-python-debian13", "gcr.io/distroless/python3-debian13:nonroot", .own("/usr/bin/python3.13"),
            hasShell: false, user: "65532", hasEntrypoint: true),
        base(
            "distroless-cc-debian13", "gcr.io/distroless/cc-debian13:nonroot", .managed(folder: "/python"),
            hasShell: false, user: "65532"),
        base("alpine", "docker.io/library/python:3.13-alpine", .own("/usr/local/bin/python3.13"), user: "root"),
        base(
            "debian-slim-trixie", "localhost/tare/debian-slim:trixie", .managed(folder: "/python"), user: "root",
            assembly: .init(recipe: "debian-slim", suite: "trixie")),
        base(
            "debian-distroless-python-trixie", "localhost/tare/debian-distroless-python:trixie",
            .own("/usr/bin/python3.13"), hasShell: false, user: "65532", hasEntrypoint: true,
            assembly: .init(recipe: "debian-distroless-python", suite: "trixie")),
    ]

    private static func base(
        _ id: String, _ image: String, _ interpreter: RecipeBase.Interpreter, hasShell: Bool = true, user: String,
        hasEntrypoint: Bool = false, assembly: RecipeBase.Assembly? = nil
    ) -> RecipeBase {
        RecipeBase(
            id: id, title: "A base", image: image, digest: assembly == nil ? digest : nil, python: "3.13",
            interpreter: interpreter, hasShell: hasShell, user: user, hasEntrypoint: hasEntrypoint, assembly: assembly)
    }

    /// Packages as `tare init` installs them from each kind of lock.
    static let packages: [PackageRecipe] = [
        PackageRecipe(
            lock: "uv.lock",
            steps: [
                .copy(["pyproject.toml", "uv.lock"]), .run(["uv", "sync", "--frozen", "--no-dev", "--no-editable"]),
            ],
            installsProject: false),
        PackageRecipe(
            lock: "uv.lock",
            steps: [
                .copy(["pyproject.toml", "uv.lock"]),
                .run(["uv", "sync", "--frozen", "--no-dev", "--no-install-project"]),
                .copySources, .run(["uv", "sync", "--frozen", "--no-dev", "--no-editable"]),
            ], installsProject: true),
        PackageRecipe(
            lock: "requirements.txt",
            steps: [
                .run(["uv", "venv", "--no-project", venv]), .copy(["requirements.txt", "requirements/base file.txt"]),
                .run([
                    "uv", "pip", "install", "--python", venv + "/bin/python", "--require-hashes", "-r",
                    "requirements.txt",
                ]),
            ], installsProject: false),
        PackageRecipe(
            lock: "poetry.lock",
            steps: [
                .run(["uv", "venv", "--no-project", venv]), .copy(["pyproject.toml", "poetry.lock"]),
                .run([
                    "uv", "run", "--no-project", "--isolated", "--with", "poetry==2.5.1", "python", "-m", "poetry",
                    "export", "--output", "/tmp/requirements.txt",
                ]),
                .set("VIRTUAL_ENV", venv),
                .run(["uv", "pip", "install", "--python", venv + "/bin/python", "-r", "/tmp/requirements.txt"]),
            ], installsProject: false),
    ]

    static func service(
        _ packages: PackageRecipe = packages[0], port: Int? = 8000, healthPath: String? = "/health",
        secrets: [ServiceRecipe.Secret] = [
            .init(name: "ANTHROPIC_API_KEY", way: .file), .init(name: "GITHUB_TOKEN", way: .file),
        ], labels: [String: String] = ["org.opencontainers.image.title": "agent"]
    ) -> ServiceRecipe {
        ServiceRecipe(
            name: "agent",
            command: [venv + "/bin/python", "-m", "uvicorn", "server:app", "--host", "0.0.0.0", "--port", "8000"],
            environment: ["VIRTUAL_ENV": venv], folder: "/app", environmentFolder: venv, user: "65532:65532",
            stopSignal: "SIGTERM", port: port, healthPath: healthPath, secrets: secrets, packages: packages,
            labels: labels)
    }

    /// Servers and what is none, with secrets as files, named files and variables.
    static let services: [ServiceRecipe] =
        packages.map { service($0) } + [
            service(healthPath: nil), service(port: nil, healthPath: nil), service(secrets: []),
            service(secrets: [
                .init(name: "API_TOKEN", way: .environment),
                .init(name: "DB_PASSWORD", way: .fileNamed(by: "DB_PASSWORD_FILE")),
                .init(name: "OTHER_KEY", way: .file),
            ]),
        ]
}
