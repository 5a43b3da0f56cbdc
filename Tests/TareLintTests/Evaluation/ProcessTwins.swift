/// How the process is started, and where it listens.
extension Twin {
    static let processes: [Twin] = [
        Twin(
            "TARE2001", "$PORT in the exec form",
            [
                (
                    "CMD [\"gunicorn\", \"--bind\", \"0.0.0.0:$PORT\", \"main:app\"]",
                    "CMD exec gunicorn --bind 0.0.0.0:$PORT main:app"
                )
            ],
            """
            FROM python:3.12-slim
            RUN pip install flask gunicorn
            WORKDIR /app
            COPY main.py .
            ENV PORT=8080
            CMD ["gunicorn", "--bind", "0.0.0.0:$PORT", "main:app"]

            """),
        Twin(
            "TARE2001", "a variable in braces in ENTRYPOINT",
            [
                (
                    "ENTRYPOINT [\"python\", \"main.py\", \"--zone\", \"${ZONE}\"]",
                    "ENTRYPOINT [\"python\", \"main.py\", \"--zone\", \"utc\"]"
                )
            ],
            """
            FROM python:3.12-slim
            WORKDIR /app
            COPY main.py .
            ENV ZONE=utc
            ENTRYPOINT ["python", "main.py", "--zone", "${ZONE}"]

            """),
        Twin(
            "TARE2002", "uvicorn without a host",
            [
                (
                    "CMD [\"uvicorn\", \"main:app\", \"--port\", \"8000\"]",
                    "CMD [\"uvicorn\", \"main:app\", \"--host\", \"0.0.0.0\", \"--port\", \"8000\"]"
                )
            ],
            """
            FROM python:3.12-slim
            WORKDIR /app
            RUN pip install fastapi uvicorn
            COPY main.py .
            EXPOSE 8000
            CMD ["uvicorn", "main:app", "--port", "8000"]

            """),
        Twin(
            "TARE2002", "gunicorn on the loopback",
            [
                (
                    "CMD [\"gunicorn\", \"-b\", \"127.0.0.1:8000\", \"main:app\"]",
                    "CMD [\"gunicorn\", \"-b\", \":8000\", \"main:app\"]"
                )
            ],
            """
            FROM python:3.12-slim
            WORKDIR /app
            RUN pip install flask gunicorn
            COPY main.py .
            CMD ["gunicorn", "-b", "127.0.0.1:8000", "main:app"]

            """),
        Twin(
            "TARE2002", "flask without a host",
            [("ENV FLASK_APP=main.py", "ENV FLASK_APP=main.py FLASK_RUN_HOST=0.0.0.0")],
            """
            FROM python:3.12-slim
            WORKDIR /app
            RUN pip install flask
            COPY main.py .
            ENV FLASK_APP=main.py
            CMD ["flask", "run"]

            """),
        Twin(
            "TARE2003", "EXPOSE of another port",
            [("EXPOSE 80", "EXPOSE 8000/tcp")],
            """
            FROM python:3.12-slim
            WORKDIR /app
            RUN pip install "fastapi[standard]"
            COPY main.py .
            EXPOSE 80
            CMD ["fastapi", "run", "main.py", "--port", "8000"]

            """),
        Twin(
            "TARE2004", "the health check asks another port",
            [
                (
                    "HEALTHCHECK CMD [\"python\", \"-c\", \"import urllib.request as u; u.urlopen('http://127.0.0.1:8080/health')\"]",
                    "HEALTHCHECK CMD [\"python\", \"-c\", \"import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health')\"]"
                )
            ],
            """
            FROM python:3.12-slim
            WORKDIR /app
            RUN pip install fastapi uvicorn
            COPY main.py .
            HEALTHCHECK CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/health')"]
            CMD ["uvicorn", "main:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE2005", "another module is copied",
            [("COPY server.py ./", "COPY main.py ./")],
            """
            FROM python:3.12-slim
            WORKDIR /app
            RUN pip install fastapi uvicorn
            COPY server.py ./
            CMD ["uvicorn", "main:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE2005", "the package lies below src",
            [
                (
                    "CMD [\"uvicorn\", \"service.main:app\", \"--host\", \"0.0.0.0\"]",
                    "CMD [\"uvicorn\", \"--app-dir\", \"src\", \"service.main:app\", \"--host\", \"0.0.0.0\"]"
                )
            ],
            files: ["requirements.txt": "fastapi==0.115.0\nuvicorn==0.30.0\n", "src/service/main.py": "app = 1\n"],
            """
            FROM python:3.12-slim
            WORKDIR /app
            COPY requirements.txt .
            RUN pip install -r requirements.txt
            COPY . .
            CMD ["uvicorn", "service.main:app", "--host", "0.0.0.0"]

            """),
        Twin(
            "TARE2005", "the file that python runs is not copied",
            [("CMD [\"python\", \"run.py\"]", "CMD [\"python\", \"app/run.py\"]")],
            files: ["app/run.py": "print(1)\n", "app/__init__.py": ""],
            """
            FROM python:3.12-slim
            WORKDIR /srv
            COPY . .
            CMD ["python", "run.py"]

            """),
        Twin(
            "TARE2006", "dash stands before the server",
            [
                (
                    "CMD gunicorn main:app --bind 0.0.0.0:${PORT:-8000}",
                    "CMD exec gunicorn main:app --bind 0.0.0.0:${PORT:-8000}"
                )
            ],
            """
            FROM python:3.12-slim
            WORKDIR /app
            RUN pip install flask gunicorn
            COPY main.py .
            CMD gunicorn main:app --bind 0.0.0.0:${PORT:-8000}

            """),
        Twin(
            "TARE2006", "busybox runs the last command in its own place",
            [("FROM python:3.12-slim", "FROM python:3.12-alpine")],
            """
            FROM python:3.12-slim
            WORKDIR /app
            COPY main.py .
            CMD python main.py

            """),
        Twin(
            "TARE2006", "a start script without exec",
            [("uvicorn main:app --host 0.0.0.0", "exec uvicorn main:app --host 0.0.0.0")],
            """
            FROM python:3.12-slim
            WORKDIR /app
            RUN pip install fastapi uvicorn
            COPY main.py .
            COPY --chmod=755 <<EOF /start.sh
            #!/bin/sh
            set -e
            uvicorn main:app --host 0.0.0.0
            EOF
            CMD ["/start.sh"]

            """),
        Twin(
            "TARE2007", "a server on standard input with a port",
            [("EXPOSE 8000", "")],
            """
            FROM python:3.12-slim
            RUN pip install mcp
            COPY server.py /app/server.py
            EXPOSE 8000
            CMD ["python", "/app/server.py", "--transport", "stdio"]

            """),
        Twin(
            "TARE2007", "a health check of a server on standard input",
            [("HEALTHCHECK CMD [\"python\", \"-c\", \"import socket\"]", "HEALTHCHECK NONE")],
            files: ["server.py": "from mcp.server.fastmcp import FastMCP\nmcp = FastMCP('x')\nmcp.run()\n"],
            """
            FROM python:3.12-slim
            RUN pip install mcp
            WORKDIR /app
            COPY server.py .
            HEALTHCHECK CMD ["python", "-c", "import socket"]
            CMD ["python", "server.py"]

            """),
        Twin(
            "TARE2008", "a start script prints before the server speaks",
            [("echo starting", "echo starting >&2")],
            """
            FROM python:3.12-slim
            RUN pip install fastmcp
            COPY server.py /app/server.py
            COPY --chmod=755 <<EOF /start.sh
            #!/bin/sh
            echo starting
            exec fastmcp run /app/server.py
            EOF
            ENTRYPOINT ["/start.sh"]

            """),
        Twin(
            "TARE2009", "--reload in an image",
            [
                (
                    "CMD [\"uvicorn\", \"main:app\", \"--host\", \"0.0.0.0\", \"--reload\"]",
                    "CMD [\"uvicorn\", \"main:app\", \"--host\", \"0.0.0.0\"]"
                )
            ],
            """
            FROM python:3.12-slim
            WORKDIR /app
            RUN pip install fastapi uvicorn
            COPY main.py .
            CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--reload"]

            """),
        Twin(
            "TARE2009", "mcp dev in an image",
            [("CMD [\"mcp\", \"dev\", \"server.py\"]", "CMD [\"mcp\", \"run\", \"server.py\"]")],
            """
            FROM python:3.12-slim
            WORKDIR /app
            RUN pip install "mcp[cli]"
            COPY server.py .
            CMD ["mcp", "dev", "server.py"]

            """),
        Twin(
            "TARE2010", "sessions in the memory of four workers",
            [
                (
                    "CMD [\"uvicorn\", \"server:app\", \"--host\", \"0.0.0.0\", \"--workers\", \"4\"]",
                    "CMD [\"uvicorn\", \"server:app\", \"--host\", \"0.0.0.0\"]"
                )
            ],
            files: [
                "requirements.txt": "mcp==1.9.0\nuvicorn==0.30.0\n",
                "server.py":
                    "from mcp.server.fastmcp import FastMCP\nmcp = FastMCP('x')\napp = mcp.streamable_http_app()\n",
            ],
            """
            FROM python:3.12-slim
            WORKDIR /app
            COPY requirements.txt .
            RUN pip install -r requirements.txt
            COPY server.py .
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0", "--workers", "4"]

            """),
        Twin(
            "TARE2010", "a stateless server has no sessions to share",
            [("ENV PYTHONUNBUFFERED=1", "ENV FASTMCP_STATELESS_HTTP=true")],
            """
            FROM python:3.12-slim
            WORKDIR /app
            ENV PYTHONUNBUFFERED=1
            RUN pip install fastmcp uvicorn
            COPY server.py .
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0", "--workers", "2"]

            """),
    ]
}
