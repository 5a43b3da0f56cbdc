/// Programs by what they do to files that rules ask for.
enum CommandTable {
    /// They make no file that matters.
    private static let quiet = [
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
    private static let ofProject = [
        "npm", "npx", "yarn", "pnpm", "node", "bun", "deno", "tsc", "vite", "webpack", "cargo", "go", "rustc", "gcc",
        "g++", "cc", "clang", "mvn", "gradle", "./gradlew", "gradlew", "./mvnw", "mvnw", "javac", "pytest", "ruff",
        "mypy", "black", "mkdocs", "sphinx-build", "alembic", "django-admin", "hugo", "jekyll", "composer", "bundle",
        "dotnet", "swift", "ng", "gulp", "grunt", "make", "cython", "protoc", "tox", "nox", "gzip", "gunzip", "bzip2",
        "xz", "prisma", "turbo", "nx", "jq", "playwright", "patch", "swiftc", "zip", "openssl", "ssh-keyscan",
    ]

    private static let wrappers = [
        "sudo", "exec", "command", "builtin", "time", "nice", "nohup", "env", "eatmydata", "xargs", "timeout", "export",
        "read", "declare", "local", "readonly", "typeset", ".", "source", "sh", "bash", "ash", "dash",
    ]

    private static let ofFiles = [
        "mkdir", "touch", "tee", "truncate", "mkfifo", "cp", "mv", "install", "ln", "rm", "rmdir", "unlink", "chown",
        "chgrp", "chmod", "curl", "wget", "tar", "bsdtar", "unzip", "git", "dd", "useradd", "adduser", "groupadd",
        "addgroup",
    ]

    private static let ofPackages = [
        "apt-get", "apt", "aptitude", "apk", "dnf", "yum", "microdnf", "zypper", "dpkg", "rpm", "pacman",
    ]

    /// Who follows a command.
    enum Kind { case quiet, wrapper, files, packages, project }

    static let kinds = NameTable<Kind>(
        quiet.map { ($0, .quiet) } + wrappers.map { ($0, .wrapper) } + ofFiles.map { ($0, .files) }
            + ofPackages.map { ($0, .packages) } + ofProject.map { ($0, .project) })
}
