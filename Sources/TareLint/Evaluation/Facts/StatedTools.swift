/// Programs that families of images have, and such as they are often thought to have.
enum StatedTools {
    /// Of Debian's and Ubuntu's essential packages.
    static let debian: NameSet = [
        "sh", "bash", "dash", "cat", "chmod", "chown", "cp", "date", "dd", "df", "echo", "env", "false", "find", "grep",
        "egrep", "gzip", "gunzip", "head", "hostname", "id", "install", "ldd", "ldconfig", "ln", "ls", "mkdir",
        "mktemp",
        "mv", "nohup", "perl", "pwd", "readlink", "realpath", "rm", "rmdir", "sed", "sleep", "sort", "stat", "stty",
        "su", "tail", "tar", "tee", "test", "timeout", "touch", "tr", "true", "uname", "useradd", "groupadd", "usermod",
        "userdel", "wc", "which", "whoami", "xargs", "yes", "apt", "apt-get", "dpkg", "awk", "printf", "seq", "cut",
        "diff", "setpriv",
    ]

    static let alpine: NameSet = [
        "sh", "ash", "busybox", "apk", "cat", "chmod", "chown", "cp", "date", "dd", "df", "echo", "env", "false",
        "find",
        "grep", "gzip", "gunzip", "head", "hostname", "id", "install", "ln", "ls", "mkdir", "mktemp", "mv", "nc",
        "netstat", "nohup", "nslookup", "pgrep", "ping", "pkill", "ps", "pwd", "readlink", "realpath", "rm", "rmdir",
        "sed", "sleep", "sort", "stat", "su", "tail", "tar", "tee", "test", "timeout", "top", "touch", "tr", "true",
        "uname", "adduser", "addgroup", "deluser", "unzip", "vi", "wc", "wget", "which", "whoami", "xargs", "yes",
        "awk", "printf", "seq", "cut", "diff", "free",
    ]

    /// Found in no small image, whatever the system.
    private static let extra: NameSet = [
        "curl", "git", "gcc", "g++", "cc", "make", "cmake", "ncat", "netcat", "telnet", "dig", "host", "jq", "vim",
        "nano", "sudo", "zip", "strace", "lsof", "tini", "dumb-init", "gosu", "su-exec", "supervisord", "supervisorctl",
        "nginx", "node", "npm", "npx", "yarn", "psql", "pg_isready", "pg_dump", "redis-cli", "redis-server", "mysql",
        "mysqladmin", "mongosh", "http", "grpc_health_probe", "envsubst", "uv", "uvx", "poetry", "pdm", "pipenv",
        "rsync", "ssh", "ffmpeg", "go", "cargo", "rustc", "java", "ruby", "php", "s6-svscan", "crond", "cron",
        "caddy", "gotpl", "catatonit", "runsvdir", "wait-for-it", "dockerize", "pipx",
    ]

    /// Programs that no distribution of the Python index brings.
    static let ofSystem: NameSet = [
        "sh", "bash", "ash", "dash", "busybox", "curl", "wget", "git", "gcc", "g++", "cc", "make", "nc", "ncat",
        "netcat",
        "ping", "telnet", "dig", "sudo", "gosu", "su-exec", "tini", "nginx", "psql", "pg_isready", "pg_dump",
        "redis-cli", "redis-server", "mysql", "mysqladmin", "mongosh", "ps", "top", "pgrep", "pkill", "apt-get", "apk",
        "envsubst", "grpc_health_probe", "ssh", "rsync", "unzip", "openssl", "ip", "ss", "netstat", "nslookup",
    ]

    static let absentOnDebian = extra.union([
        "wget", "nc", "ping", "ip", "ss", "netstat", "nslookup", "unzip", "ps", "top", "pgrep", "pkill", "free", "apk",
        "ash", "busybox", "vi",
    ])

    static let absentOnAlpine = extra.union([
        "bash", "apt", "apt-get", "dpkg", "useradd", "groupadd", "usermod", "perl", "openssl", "setpriv",
    ]).subtracting(["crond"])

    /// What `buildpack-deps` brings, on which the images without `slim` stand.
    static let full: NameSet = [
        "curl", "wget", "git", "gcc", "g++", "cc", "make", "ssh", "unzip", "ps", "top", "pgrep", "pkill", "free",
        "hg", "svn", "openssl", "file", "patch", "autoconf",
    ]

    static let onSlim = debian.union(["openssl", "update-ca-certificates"])
    static let onFull = onSlim.union(full)
    static let absentOnFull = absentOnDebian.subtracting(full).subtracting(unsureOnFull)

    private static let unsureOnFull: NameSet = [
        "mysql", "mysqladmin", "psql", "pg_isready", "pg_dump", "envsubst", "sudo",
    ]

    /// Programs that packages of the Python index bring.
    static let fromIndex: NameSet = [
        "uvicorn", "gunicorn", "hypercorn", "daphne", "granian", "fastapi", "flask", "django-admin", "celery",
        "alembic",
        "pytest", "streamlit", "mcp", "fastmcp", "waitress-serve", "uwsgi", "jupyter", "ruff", "mypy", "black",
        "chainlit", "gradio", "litestar", "sanic", "dagster", "airflow", "rq", "arq", "dramatiq", "huey_consumer",
        "prefect", "mlflow", "ddtrace-run", "opentelemetry-instrument", "newrelic-admin", "httpx", "watchmedo",
        "watchfiles",
    ]

    /// libc's own, which some of distroless have.
    static let libcPrograms: NameSet = [
        "ldconfig", "ldd", "iconv", "locale", "getconf", "getent", "localedef", "openssl", "tzselect", "zdump",
    ]
}
