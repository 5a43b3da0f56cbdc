/// How dependencies are installed, who writes where, what order instructions stand in.
extension Twin {
    private static let project = """
        [project]
        name = "my-service"
        version = "0.1.0"
        readme = "README.md"
        dependencies = ["fastapi", "uvicorn"]
        [build-system]
        requires = ["hatchling"]
        build-backend = "hatchling.build"

        """

    static let projects: [Twin] = [
        Twin(
            "TARE3001", "--frozen without a lock",
            [("COPY pyproject.toml .", "COPY pyproject.toml uv.lock .")],
            """
            FROM python:3.12-slim
            COPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/
            WORKDIR /app
            COPY pyproject.toml .
            RUN uv sync --frozen --no-dev --no-install-project
            COPY . .
            CMD ["/app/.venv/bin/python", "-m", "service"]

            """),
        Twin(
            "TARE3001", "the lock is not mounted",
            [
                (
                    "RUN --mount=type=bind,source=pyproject.toml,target=pyproject.toml uv sync --locked --no-dev --no-install-project",
                    "RUN --mount=type=bind,source=pyproject.toml,target=pyproject.toml --mount=type=bind,source=uv.lock,target=uv.lock uv sync --locked --no-dev --no-install-project"
                )
            ],
            """
            FROM ghcr.io/astral-sh/uv:python3.13-trixie-slim
            WORKDIR /app
            RUN --mount=type=bind,source=pyproject.toml,target=pyproject.toml uv sync --locked --no-dev --no-install-project

            """),
        Twin(
            "TARE3002", "the project is installed without its sources",
            [("RUN uv sync --frozen --no-dev", "RUN uv sync --frozen --no-dev --no-install-project")],
            files: ["pyproject.toml": project, "uv.lock": "", "README.md": "", "src/my_service/__init__.py": ""],
            """
            FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
            WORKDIR /app
            COPY pyproject.toml uv.lock ./
            RUN uv sync --frozen --no-dev
            COPY . .

            """),
        Twin(
            "TARE3002", "the README is missing",
            [("COPY pyproject.toml uv.lock ./", "COPY pyproject.toml uv.lock README.md ./")],
            files: ["pyproject.toml": project, "uv.lock": "", "README.md": "", "src/my_service/__init__.py": ""],
            """
            FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
            WORKDIR /app
            COPY pyproject.toml uv.lock ./
            COPY src ./src
            RUN uv sync --frozen --no-dev

            """),
        Twin(
            "TARE3002", "poetry installs the root package too",
            [("RUN poetry install --only main", "RUN poetry install --only main --no-root")],
            files: [
                "pyproject.toml":
                    "[tool.poetry]\nname = \"service\"\nversion = \"1\"\n[tool.poetry.dependencies]\npython = \"^3.12\"\n",
                "poetry.lock": "", "service/__init__.py": "",
            ],
            """
            FROM python:3.12-slim
            RUN pip install poetry
            WORKDIR /app
            COPY pyproject.toml poetry.lock ./
            RUN poetry install --only main
            COPY . .

            """),
        Twin(
            "TARE3003", "the group dev is installed",
            [("RUN uv sync --locked --no-install-project", "RUN uv sync --locked --no-install-project --no-dev")],
            """
            FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
            WORKDIR /app
            COPY pyproject.toml uv.lock ./
            RUN uv sync --locked --no-install-project

            """),
        Twin(
            "TARE3003", "a project without that group",
            [("RUN uv sync --locked --no-install-project", "RUN UV_NO_DEV=1 uv sync --locked --no-install-project")],
            files: [
                "pyproject.toml": "[project]\nname = \"x\"\n[dependency-groups]\ndev = [\"pytest\"]\n", "uv.lock": "",
            ],
            """
            FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
            WORKDIR /app
            COPY pyproject.toml uv.lock ./
            RUN uv sync --locked --no-install-project

            """),
        Twin(
            "TARE3004", "mkdir in root's folder",
            [("WORKDIR /srv/app", "WORKDIR /srv/app\nRUN chown app /srv/app")],
            """
            FROM python:3.12-slim
            RUN useradd --create-home --uid 10001 app
            WORKDIR /srv/app
            USER app
            RUN mkdir logs

            """),
        Twin(
            "TARE3004", "uv sync into root's folder",
            [
                (
                    "COPY --chown=app pyproject.toml uv.lock ./",
                    "COPY --chown=app pyproject.toml uv.lock ./\nRUN chown -R app:app /app"
                ), ("USER app", ""),
                (
                    "RUN uv sync --locked --no-dev --no-install-project",
                    "USER app\nRUN uv sync --locked --no-dev --no-install-project"
                ),
            ],
            """
            FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
            RUN groupadd app && useradd -m -g app app
            WORKDIR /app
            USER app
            COPY --chown=app pyproject.toml uv.lock ./
            RUN uv sync --locked --no-dev --no-install-project

            """),
        Twin(
            "TARE3004", "pip into root's environment",
            [("RUN python -m venv /venv", "RUN python -m venv /venv && chown -R 1000 /venv")],
            """
            FROM python:3.12-slim
            RUN useradd -m -u 1000 app
            RUN python -m venv /venv
            USER app
            RUN /venv/bin/pip install fastapi

            """),
        Twin(
            "TARE3004", "pip into a folder that COPY has made",
            [("COPY lib ./lib", "COPY --chown=app lib ./lib")],
            """
            FROM python:3.12-slim
            RUN useradd -m app
            WORKDIR /app
            COPY lib ./lib
            USER app
            RUN pip install --target /app/lib/more fastapi

            """),
        Twin(
            "TARE3005", "uv run syncs an environment of root's",
            [
                (
                    "CMD [\"uv\", \"run\", \"uvicorn\", \"server:app\", \"--host\", \"0.0.0.0\"]",
                    "CMD [\"uv\", \"run\", \"--no-sync\", \"uvicorn\", \"server:app\", \"--host\", \"0.0.0.0\"]"
                )
            ],
            """
            FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
            RUN useradd -m app
            WORKDIR /app
            COPY pyproject.toml uv.lock ./
            RUN uv sync --frozen --no-dev --no-install-project
            COPY server.py ./
            USER app
            CMD ["uv", "run", "uvicorn", "server:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE3005", "a log file in root's folder",
            [("RUN mkdir /app/logs", "RUN mkdir /app/logs && chown app /app/logs")],
            """
            FROM python:3.12-slim
            RUN useradd -m app && pip install flask gunicorn
            WORKDIR /app
            COPY main.py ./
            RUN mkdir /app/logs
            USER app
            CMD ["gunicorn", "main:app", "-b", "0.0.0.0:8000", "--access-logfile", "/app/logs/access.log"]

            """),
        Twin(
            "TARE3006", "packages in root's home",
            [("USER app", "USER root")],
            """
            FROM python:3.12-slim
            RUN useradd -m app
            RUN pip install --user fastapi uvicorn
            ENV PATH=/root/.local/bin:$PATH
            WORKDIR /app
            COPY main.py ./
            USER app
            CMD ["uvicorn", "main:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE3007", "a global argument in RUN",
            [("FROM python:3.12-slim", "FROM python:3.12-slim\nARG INDEX")],
            """
            ARG INDEX=https://pypi.org/simple
            FROM python:3.12-slim
            RUN pip install --index-url "$INDEX" fastapi

            """),
        Twin(
            "TARE3008", "the list of requirements is left out",
            [("RUN pip install -r requirements.txt", "RUN pip install -r requirements.in")],
            files: ["requirements.txt": "fastapi\n", "requirements.in": "fastapi\n", "main.py": ""], ignore: "*.txt\n",
            """
            FROM python:3.12-slim
            WORKDIR /app
            COPY requirements.txt requirements.in ./
            RUN pip install -r requirements.txt
            COPY main.py .

            """),
        Twin(
            "TARE3008", "an exception takes the lock back",
            [
                (
                    "RUN --mount=type=bind,source=uv.lock,target=uv.lock --mount=type=bind,source=pyproject.toml,target=pyproject.toml uv sync --frozen --no-dev --no-install-project",
                    "COPY pyproject.toml ./"
                )
            ],
            ignore: "*\n!src\n!pyproject.toml\n",
            """
            FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
            WORKDIR /src
            RUN --mount=type=bind,source=uv.lock,target=uv.lock --mount=type=bind,source=pyproject.toml,target=pyproject.toml uv sync --frozen --no-dev --no-install-project

            """),
        Twin(
            "TARE3009", "all sources before the dependencies",
            [("COPY . .", "COPY requirements.txt ."), ("ENV PYTHONUNBUFFERED=1", "COPY . .")],
            """
            FROM python:3.12-slim
            WORKDIR /app
            COPY . .
            RUN pip install -r requirements.txt
            ENV PYTHONUNBUFFERED=1
            CMD ["python", "main.py"]

            """),
        Twin(
            "TARE3010", "a volume before its contents",
            [("VOLUME /data", "ENV DATA=/data"), ("CMD [\"python3\"]", "VOLUME /data\nCMD [\"python3\"]")],
            """
            FROM python:3.12-slim
            VOLUME /data
            COPY seed.json /data/seed.json
            CMD ["python3"]

            """),
    ]
}
