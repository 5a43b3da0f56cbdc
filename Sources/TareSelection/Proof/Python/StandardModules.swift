/// What is known of the standard library's modules besides their files.
enum StandardModules {
    /// Modules that every CPython has compiled in (`Modules/Setup.bootstrap.in`, `Modules/config.c.in`) or frozen.
    static let builtIn: Set<String> = [
        "_abc", "_ast", "_codecs", "_collections", "_functools", "_imp", "_io", "_locale", "_operator", "_signal",
        "_sre", "_stat", "_string", "_symtable", "_thread", "_tracemalloc", "_typing", "_warnings", "_weakref",
        "atexit",
        "builtins", "errno", "faulthandler", "gc", "itertools", "marshal", "posix", "pwd", "sys", "time",
    ]

    /// Modules that are a file in some builds and compiled in in others: their file's absence tells nothing.
    static let sometimesBuiltIn: Set<String> = [
        "array", "audioop", "binascii", "cmath", "fcntl", "grp", "math", "mmap", "nis", "ossaudiodev", "pyexpat",
        "readline", "resource", "select", "spwd", "syslog", "termios", "unicodedata", "xxlimited", "zlib",
    ]

    /// Modules of C without which no network server starts: `asyncio` and what it stands on import them.
    static let needed: Set<String> = [
        "_posixsubprocess", "_socket", "_struct", "array", "binascii", "math", "select",
    ]

    /// Modules in Python that every server stands on; a minimal interpreter has not all of them.
    static let libraryOfServers = ["asyncio", "logging", "socket"]

    /// Modules that the usual servers import besides, where `ssl` may not be missing.
    static let neededByServers: Set<String> = ["_ssl"]
}
