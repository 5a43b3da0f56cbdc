/// Programs by what they do to files that rules ask for.
enum CommandTable {
    /// They make no file that matters.
    static let quiet: Set<String> = [
        "echo", "printf", "cat", "ls", "true", "false", "test", "[", "[[", "sleep", "set", "unset", "cd", "pushd",
        "popd", "pwd", "id", "whoami", "which", "type", "uname", "date", "grep", "egrep", "awk", "cut", "tr", "head",
        "tail", "sort", "uniq", "wc", "ldconfig", "update-ca-certificates", "locale-gen", "dpkg-reconfigure",
        "apt-mark", "apt-cache", "apt-key", "add-apt-repository", "hash", "shift", "return", "exit", "wait", "trap",
        "ulimit", "umask", "alias", "shopt", ":", "basename", "dirname", "readlink", "realpath", "file", "stat", "du",
        "df", "find", "getent", "nproc", "arch", "dpkg-architecture", "sha256sum", "sha512sum", "md5sum", "gpg",
        "chpasswd", "passwd", "usermod", "deluser", "userdel", "hostname", "expr", "seq", "let", "strip",
        "sed", "sync", "ldd", "break", "continue", "dpkg-query", "corepack",
    ]

    /// They work on a project, below it and beside it.
    static let ofProject: Set<String> = [
        "npm", "npx", "yarn", "pnpm", "node", "bun", "deno", "tsc", "vite", "webpack", "cargo", "go", "rustc", "gcc",
        "g++", "cc", "clang", "mvn", "gradle", "./gradlew", "gradlew", "./mvnw", "mvnw", "javac", "pytest", "ruff",
        "mypy", "black", "mkdocs", "sphinx-build", "alembic", "django-admin", "hugo", "jekyll", "composer", "bundle",
        "dotnet", "swift", "ng", "gulp", "grunt", "make", "cython", "protoc", "tox", "nox", "gzip", "gunzip", "bzip2",
        "xz", "prisma", "turbo", "nx", "jq", "playwright", "patch", "swiftc", "zip", "openssl", "ssh-keyscan",
    ]
}
