import TareDockerfile

extension Rule {
    static let tare3005 = Rule(
        tare: "TARE3005", .warning, "The process writes into a folder of root's",
        rationale: """
            `uv run` brings the environment up to date and keeps a cache; servers open their log and pid files; models
            are downloaded into caches. A user who may not write there stops with `permission denied`, in the container
            rather than in the build.
            """,
        bad: """
            FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
            RUN useradd --create-home app
            WORKDIR /app
            COPY pyproject.toml uv.lock ./
            RUN uv sync --frozen --no-dev --no-install-project
            COPY . .
            USER app
            CMD ["uv", "run", "uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        good: """
            FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
            RUN useradd --create-home app
            WORKDIR /app
            COPY pyproject.toml uv.lock ./
            RUN uv sync --frozen --no-dev --no-install-project
            COPY . .
            USER app
            CMD ["/app/.venv/bin/uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        tags: [.reliability, .security], needs: .user, traits: [.python, .user, .knownBase]
    ) { build, _, report in
        for process in build.processes {
            guard let user = process.user, user != .root else { continue }
            for (path, why, evidence) in process.writes {
                guard let (folder, owner) = process.world.forbidden(path, user) else { continue }
                report.add(
                    process.mainInstruction.placeRange, "\(user.title) may not write to \(folder): \(why)",
                    evidence: [evidence] + owner)
                break
            }
        }
    }
}

extension Process {
    /// What the process writes when it runs, as far as its command line and its environment tell.
    fileprivate var writes: [(path: String, why: String, evidence: Evidence)] {
        var result: [(path: String, why: String, evidence: Evidence)] = []
        guard let workdir else { return [] }
        func absolute(_ path: String) -> String {
            path.hasPrefix("/") ? path.canonicalPath : workdir.below(path).canonicalPath
        }
        for command in commands where !command.isConditional {
            if command.isWrapper, command.name == "uv", command.arguments.first == "run",
                !command.arguments.contains(where: { ["--no-sync", "--no-project", "--isolated"].contains($0) }),
                environment["UV_NO_SYNC"] == nil
            {
                let folder = environment["UV_PROJECT_ENVIRONMENT"].map(absolute) ?? workdir.below(".venv")
                result.append((folder, "uv run brings the environment up to date", command.evidence))
                if environment["UV_NO_CACHE"] == nil, let cache = environment["UV_CACHE_DIR"] {
                    result.append((absolute(cache), "uv keeps its cache there", command.evidence))
                }
            }
            let words = command.words([
                "--access-logfile", "--error-logfile", "--log-file", "--pid", "--pidfile", "--log-config", "-p",
            ])
            for option in ["--access-logfile", "--error-logfile", "--log-file", "--pid", "--pidfile"] {
                guard let value = words.value(option), let path = value, path != "-", path != "/dev/stdout" else {
                    continue
                }
                if path.has("$") || path.hasPrefix("/dev/") || path.hasPrefix("/proc/") { continue }
                result.append((absolute(path), "\(option) names a file there", command.evidence))
            }
        }
        for name in [
            "HF_HOME", "TRANSFORMERS_CACHE", "XDG_CACHE_HOME", "MPLCONFIGDIR", "NUMBA_CACHE_DIR", "TORCH_HOME",
        ] {
            guard let value = environment[name], value.hasPrefix("/"), !value.has("$") else { continue }
            let path = value.canonicalPath
            // What is filled in the build may be all that is needed.
            guard world.lookUp(path).found?.kind == .directory || world.lookUp(path).isAbsent else { continue }
            result.append((path, "\(name) names it for a cache", Evidence("\(name)=\(value)")))
        }
        return result
    }
}
