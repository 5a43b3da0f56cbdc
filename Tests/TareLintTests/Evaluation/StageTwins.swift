/// What stages copy, and what runs in the last one.
extension Twin {
    static let stages: [Twin] = [
        Twin(
            "TARE1001", "a stage builds dist, another name is copied",
            [("COPY --from=web /srv/build /srv/static", "COPY --from=web /srv/dist /srv/static")],
            """
            FROM debian:bookworm-slim AS web
            WORKDIR /srv
            RUN mkdir dist && echo hello > dist/index.html
            FROM python:3.12-slim
            COPY --from=web /srv/build /srv/static
            CMD ["python", "-m", "http.server", "8000"]

            """),
        Twin(
            "TARE1001", "a file is moved away before it is copied",
            [("RUN mkdir -p /out && mv /app/tool /out/tool", "RUN mkdir -p /out && cp /app/tool /out/tool")],
            """
            FROM debian:bookworm-slim AS tools
            WORKDIR /app
            RUN touch /app/tool
            RUN mkdir -p /out && mv /app/tool /out/tool
            FROM python:3.12-slim
            COPY --from=tools /app/tool /usr/local/bin/tool
            CMD ["python3"]

            """),
        Twin(
            "TARE1001", "the folder of another minor version is copied",
            [
                (
                    "COPY --from=builder /usr/local/lib/python3.11/site-packages /usr/local/lib/python3.12/site-packages",
                    "COPY --from=builder /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages"
                )
            ],
            """
            FROM python:3.12-slim AS builder
            RUN pip install fastapi uvicorn
            FROM python:3.12-slim
            COPY --from=builder /usr/local/lib/python3.11/site-packages /usr/local/lib/python3.12/site-packages
            COPY --from=builder /usr/local/bin/uvicorn /usr/local/bin/uvicorn
            COPY server.py /app/
            WORKDIR /app
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE1001", "uv is at the image's root, not in its bin",
            [
                (
                    "COPY --from=ghcr.io/astral-sh/uv:latest /bin/uv /bin/",
                    "COPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/"
                )
            ],
            """
            FROM python:3.12-slim
            COPY --from=ghcr.io/astral-sh/uv:latest /bin/uv /bin/
            CMD ["python3"]

            """),
        Twin(
            "TARE1002", "pip installs into the interpreter's folders, the application's folder is copied",
            [
                ("RUN pip install -r requirements.txt", "RUN pip install --target /app -r requirements.txt"),
                (
                    "CMD [\"uvicorn\", \"server:app\", \"--host\", \"0.0.0.0\"]",
                    "CMD [\"python\", \"-m\", \"uvicorn\", \"server:app\", \"--host\", \"0.0.0.0\"]"
                ),
            ],
            """
            FROM python:3.12-slim AS builder
            WORKDIR /app
            COPY requirements.txt .
            RUN pip install -r requirements.txt
            COPY . .
            FROM python:3.12-slim
            WORKDIR /app
            COPY --from=builder /app /app
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE1002", "uv pip installs beside the environment that is copied",
            [
                (
                    "RUN uv pip install --system -r requirements.txt",
                    "RUN uv pip install --python .venv -r requirements.txt"
                )
            ],
            """
            FROM python:3.13-slim AS builder
            COPY --from=ghcr.io/astral-sh/uv:0.13 /uv /bin/
            WORKDIR /srv
            COPY requirements.txt .
            RUN uv venv
            RUN uv pip install --system -r requirements.txt
            COPY server.py .
            FROM python:3.13-slim
            WORKDIR /srv
            COPY --from=builder /srv /srv
            CMD ["/srv/.venv/bin/python", "-m", "uvicorn", "server:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE1002", "python runs a file without the packages of the builder",
            [("COPY --from=builder /srv /srv", "COPY --from=builder / /")],
            """
            FROM python:3.13-slim AS builder
            WORKDIR /srv
            COPY requirements.txt .
            RUN pip install --no-cache-dir -r requirements.txt
            COPY main.py .
            FROM python:3.13-slim
            WORKDIR /srv
            COPY --from=builder /srv /srv
            CMD ["python", "main.py"]

            """),
        Twin(
            "TARE1003", "uvicorn is installed nowhere",
            [("RUN pip install fastapi", "RUN pip install fastapi uvicorn")],
            """
            FROM python:3.12-slim
            WORKDIR /app
            RUN pip install fastapi
            COPY server.py .
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE1003", "the modules are copied and uvicorn's program is left behind",
            [
                (
                    "CMD [\"uvicorn\", \"server:app\", \"--host\", \"0.0.0.0\"]",
                    "CMD [\"python\", \"-m\", \"uvicorn\", \"server:app\", \"--host\", \"0.0.0.0\"]"
                )
            ],
            """
            FROM python:3.12-slim AS builder
            RUN pip install fastapi uvicorn
            FROM python:3.12-slim
            COPY --from=builder /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages
            WORKDIR /app
            COPY server.py .
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE1003", "the script in the folder's bin has another name",
            [("CMD [\"/app/bin/begin.sh\"]", "CMD [\"/app/bin/start.sh\"]")], files: ["bin/start.sh": "#!/bin/sh\n"],
            """
            FROM debian:13-slim
            WORKDIR /app
            COPY . .
            CMD ["/app/bin/begin.sh"]

            """),
        Twin(
            "TARE1003", "a script of the folder's lib is copied under another name",
            [("CMD [\"/app/begin.sh\"]", "CMD [\"/app/start.sh\"]")], files: ["lib/start.sh": "#!/bin/sh\n"],
            """
            FROM debian:13-slim
            COPY lib/start.sh /app/
            CMD ["/app/begin.sh"]

            """),
        Twin(
            "TARE1003", "a program for the root's bin has another name",
            [("CMD [\"/bin/wget\"]", "CMD [\"/bin/curl\"]")], files: ["root/bin/curl": ""],
            """
            FROM debian:13-slim
            COPY root/ /
            CMD ["/bin/wget"]

            """),
        Twin(
            "TARE1003", "bash on Alpine",
            [("RUN apk add --no-cache tini", "RUN apk add --no-cache tini bash")],
            """
            FROM python:3.12-alpine
            RUN apk add --no-cache tini
            COPY start.sh /start.sh
            ENTRYPOINT ["tini", "--"]
            CMD ["bash", "/start.sh"]

            """),
        Twin(
            "TARE1003", "tini is not in slim images",
            [
                (
                    "RUN apt-get update && apt-get install -y ca-certificates",
                    "RUN apt-get update && apt-get install -y ca-certificates tini"
                )
            ],
            """
            FROM python:3.12-slim
            RUN apt-get update && apt-get install -y ca-certificates
            COPY main.py /app/main.py
            ENTRYPOINT ["tini", "--"]
            CMD ["python", "/app/main.py"]

            """),
        Twin(
            "TARE1004", "curl in the health check of a slim image",
            [
                (
                    "HEALTHCHECK CMD curl --fail http://localhost:8000/health || exit 1",
                    "HEALTHCHECK CMD python -c \"import urllib.request as u; u.urlopen('http://localhost:8000/health')\""
                )
            ],
            """
            FROM python:3.12-slim
            RUN pip install uvicorn
            COPY server.py /app/
            WORKDIR /app
            HEALTHCHECK CMD curl --fail http://localhost:8000/health || exit 1
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0", "--port", "8000"]

            """),
        Twin(
            "TARE1004", "packages of the index bring no curl",
            [
                (
                    "RUN pip install --no-cache-dir -r requirements.txt",
                    "RUN apt-get update && apt-get install -y curl && pip install --no-cache-dir -r requirements.txt"
                )
            ],
            """
            FROM python:3.12-slim
            WORKDIR /app
            COPY requirements.txt .
            RUN pip install --no-cache-dir -r requirements.txt
            COPY . .
            HEALTHCHECK --interval=30s CMD curl -f http://localhost:8000/health || exit 1
            CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "8000"]

            """),
        Twin(
            "TARE1004", "curl is removed again",
            [
                (
                    "RUN apt-get update && apt-get install -y curl && apt-get purge -y curl",
                    "RUN apt-get update && apt-get install -y curl"
                )
            ],
            """
            FROM python:3.12-slim
            RUN apt-get update && apt-get install -y curl && apt-get purge -y curl
            COPY main.py /app/
            HEALTHCHECK CMD ["curl", "-f", "http://localhost:8000/health"]
            CMD ["python", "/app/main.py"]

            """),
        Twin(
            "TARE1004", "curl is installed in the builder",
            [("FROM python:3.12-slim AS runtime", "FROM builder AS runtime")],
            """
            FROM python:3.12-slim AS builder
            RUN apt-get update && apt-get install -y curl
            FROM python:3.12-slim AS runtime
            COPY main.py /app/
            HEALTHCHECK CMD ["curl", "-f", "http://localhost:8000/health"]
            CMD ["python", "/app/main.py"]

            """),
        Twin(
            "TARE1005", "an environment of venv is moved",
            [
                ("COPY --from=builder /opt/venv /venv", "COPY --from=builder /opt/venv /opt/venv"),
                ("ENV PATH=\"/venv/bin:$PATH\"", "ENV PATH=\"/opt/venv/bin:$PATH\""),
            ],
            """
            FROM python:3.12-slim AS builder
            RUN python -m venv /opt/venv
            ENV PATH="/opt/venv/bin:$PATH"
            RUN pip install fastapi uvicorn
            FROM python:3.12-slim
            COPY --from=builder /opt/venv /venv
            ENV PATH="/venv/bin:$PATH"
            COPY server.py ./
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE1005", "uv's environment is made in another folder",
            [
                ("WORKDIR /build", "WORKDIR /app"),
                ("COPY --from=builder /build/.venv /app/.venv", "COPY --from=builder /app/.venv /app/.venv"),
            ],
            """
            FROM python:3.12-slim AS builder
            COPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/
            WORKDIR /build
            COPY pyproject.toml uv.lock ./
            RUN uv sync --frozen --no-dev --no-install-project
            FROM python:3.12-slim
            WORKDIR /app
            COPY --from=builder /build/.venv /app/.venv
            COPY server.py ./
            CMD ["/app/.venv/bin/uvicorn", "server:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE1006", "the interpreter that uv has installed is not copied",
            [
                (
                    "COPY --from=builder /app/.venv /app/.venv",
                    "COPY --from=builder /python /python\nCOPY --from=builder /app/.venv /app/.venv"
                )
            ],
            """
            FROM ghcr.io/astral-sh/uv:bookworm-slim AS builder
            ENV UV_PYTHON_INSTALL_DIR=/python UV_PYTHON_PREFERENCE=only-managed
            WORKDIR /app
            RUN uv python install 3.12
            COPY pyproject.toml uv.lock ./
            RUN uv sync --frozen --no-dev --no-install-project
            FROM debian:bookworm-slim
            COPY --from=builder /app/.venv /app/.venv
            COPY server.py /app/
            WORKDIR /app
            CMD ["/app/.venv/bin/uvicorn", "server:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE1006", "a plain Debian has no /usr/local/bin/python3.12",
            [("FROM debian:trixie-slim", "FROM python:3.12-slim-trixie")],
            """
            FROM python:3.12-slim-trixie AS builder
            RUN python -m venv /venv && /venv/bin/pip install uvicorn
            FROM debian:trixie-slim
            COPY --from=builder /venv /venv
            COPY server.py ./
            CMD ["/venv/bin/uvicorn", "server:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE1006", "uv has fetched an interpreter of its own",
            [
                (
                    "FROM ghcr.io/astral-sh/uv:debian-slim AS builder",
                    "FROM ghcr.io/astral-sh/uv:python3.12-trixie-slim AS builder"
                ), ("FROM debian:bookworm-slim", "FROM python:3.12-slim-trixie"),
            ],
            """
            FROM ghcr.io/astral-sh/uv:debian-slim AS builder
            WORKDIR /app
            COPY pyproject.toml uv.lock ./
            RUN uv sync --frozen --no-dev --no-install-project --python 3.12
            FROM debian:bookworm-slim
            WORKDIR /app
            COPY --from=builder /app/.venv /app/.venv
            COPY . .
            CMD [".venv/bin/uvicorn", "main:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE1007", "an environment of 3.12 on an interpreter of 3.11",
            [("FROM python:3.11-slim", "FROM python:3.12-slim")],
            """
            FROM python:3.12-slim AS builder
            RUN python -m venv /venv && /venv/bin/pip install -q fastapi uvicorn
            FROM python:3.11-slim
            COPY --from=builder /venv /venv
            COPY server.py ./
            CMD ["/venv/bin/uvicorn", "server:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE1007", "packages of 3.12 for distroless's 3.11",
            [("FROM python:3.12-slim AS builder", "FROM python:3.11-slim AS builder")],
            """
            FROM python:3.12-slim AS builder
            RUN pip install --target /packages fastapi uvicorn
            FROM gcr.io/distroless/python3-debian12
            COPY --from=builder /packages /packages
            ENV PYTHONPATH=/packages
            WORKDIR /app
            COPY server.py ./
            CMD ["-m", "uvicorn", "server:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE1008", "packages of Debian on Alpine",
            [("FROM python:3.12-alpine", "FROM python:3.12-slim")],
            """
            FROM python:3.12 AS builder
            COPY requirements.txt ./
            RUN python -m venv /venv && /venv/bin/pip install -r requirements.txt
            FROM python:3.12-alpine
            COPY --from=builder /venv /venv
            COPY server.py ./
            CMD ["/venv/bin/uvicorn", "server:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE1008", "packages of Alpine on distroless",
            [("FROM python:3.13-alpine AS builder", "FROM python:3.13-slim AS builder")],
            """
            FROM python:3.13-alpine AS builder
            RUN pip install --target /packages pydantic
            FROM gcr.io/distroless/python3-debian13
            COPY --from=builder /packages /packages
            ENV PYTHONPATH=/packages
            COPY main.py /app/main.py
            CMD ["/app/main.py"]

            """),
        Twin(
            "TARE1009", "packages of the builder's platform",
            [("FROM --platform=$BUILDPLATFORM python:3.12-slim AS builder", "FROM python:3.12-slim AS builder")],
            """
            FROM --platform=$BUILDPLATFORM python:3.12-slim AS builder
            RUN pip install --prefix=/install fastapi uvicorn
            FROM python:3.12-slim
            COPY --from=builder /install /usr/local
            COPY server.py ./
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE1010", "libpq stays in the builder",
            [("WORKDIR /app", "WORKDIR /app\nRUN apt-get update && apt-get install -y --no-install-recommends libpq5")],
            """
            FROM python:3.12-slim AS builder
            RUN apt-get update && apt-get install -y build-essential libpq-dev
            RUN python -m venv /venv && /venv/bin/pip install psycopg2 uvicorn
            FROM python:3.12-slim
            WORKDIR /app
            COPY --from=builder /venv /venv
            COPY server.py .
            CMD ["/venv/bin/uvicorn", "server:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE1010", "a wheel with everything in it needs no library",
            [
                (
                    "RUN python -m venv /venv && /venv/bin/pip install psycopg2",
                    "RUN python -m venv /venv && /venv/bin/pip install psycopg2-binary"
                )
            ],
            """
            FROM python:3.12-slim AS builder
            RUN python -m venv /venv && /venv/bin/pip install psycopg2
            FROM python:3.12-slim
            COPY --from=builder /venv /venv
            COPY main.py .
            CMD ["/venv/bin/python", "main.py"]

            """),
        Twin(
            "TARE1011", "built beside libmariadb's headers",
            [
                (
                    "WORKDIR /app",
                    "WORKDIR /app\nRUN apt-get update && apt-get install -y --no-install-recommends libmariadb3"
                )
            ],
            """
            FROM python:3.12-slim AS builder
            RUN apt-get update && apt-get install -y build-essential libmariadb-dev pkg-config
            COPY requirements.txt ./
            RUN python -m venv /venv && /venv/bin/pip install -r requirements.txt
            FROM python:3.12-slim
            WORKDIR /app
            COPY --from=builder /venv /venv
            COPY server.py .
            CMD ["/venv/bin/gunicorn", "server:app", "--bind", "0.0.0.0:8000"]

            """),
        Twin(
            "TARE1012", "RUN in an image without a shell",
            [("RUN mkdir /data", "")],
            """
            FROM gcr.io/distroless/cc-debian12
            RUN mkdir /data
            COPY tool /tool
            CMD ["/tool"]

            """),
        Twin(
            "TARE1012", "the shell form of CMD on distroless",
            [("CMD /app/main.py", "CMD [\"/app/main.py\"]")],
            """
            FROM gcr.io/distroless/python3-debian12
            COPY main.py /app/main.py
            CMD /app/main.py

            """),
        Twin(
            "TARE1012", "a health check in the shell form on distroless",
            [
                (
                    "HEALTHCHECK CMD python -c \"import http.client\"",
                    "HEALTHCHECK CMD [\"/usr/bin/python3\", \"-c\", \"import http.client\"]"
                )
            ],
            """
            FROM gcr.io/distroless/python3-debian12
            COPY main.py /app/main.py
            HEALTHCHECK CMD python -c "import http.client"
            CMD ["/app/main.py"]

            """),
        Twin(
            "TARE1013", "uvicorn as an argument of the interpreter",
            [
                (
                    "CMD [\"uvicorn\", \"server:app\", \"--host\", \"0.0.0.0\"]",
                    "CMD [\"-m\", \"uvicorn\", \"server:app\", \"--host\", \"0.0.0.0\"]"
                )
            ],
            """
            FROM python:3.11-slim AS builder
            RUN pip install --target /packages fastapi uvicorn
            FROM gcr.io/distroless/python3-debian12:nonroot
            COPY --from=builder /packages /packages
            ENV PYTHONPATH=/packages
            WORKDIR /app
            COPY server.py ./
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE1014", "uv's interpreters lie one folder deeper",
            [("ENV PATH=\"/app/.venv/bin:/python/bin:$PATH\"", "ENV PATH=\"/app/.venv/bin:$PATH\"")],
            """
            FROM ghcr.io/astral-sh/uv:trixie-slim AS builder
            ENV UV_PYTHON_INSTALL_DIR=/python UV_PYTHON_PREFERENCE=only-managed
            RUN uv python install 3.13
            WORKDIR /app
            COPY pyproject.toml uv.lock ./
            RUN uv sync --locked --no-dev --no-install-project
            FROM gcr.io/distroless/cc-debian13
            COPY --from=builder /python /python
            COPY --from=builder /app/.venv /app/.venv
            ENV PATH="/app/.venv/bin:/python/bin:$PATH"
            COPY server.py /app/
            WORKDIR /app
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0"]

            """),
    ]
}
