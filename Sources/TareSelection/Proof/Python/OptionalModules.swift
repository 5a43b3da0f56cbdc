/// Extension modules without which their package works, more slowly: it catches the import's failure.
enum OptionalModules {
    /// By the path below the folder on `sys.path`, without the ending.
    private static let known: Set<String> = [
        "_yaml", "yaml/_yaml", "markupsafe/_speedups", "websockets/speedups", "charset_normalizer/md",
        "charset_normalizer/md__mypyc", "coverage/tracer", "frozenlist/_frozenlist", "multidict/_multidict",
        "propcache/_helpers_c", "yarl/_quoting_c", "yarl/_helpers_c", "aiohttp/_http_parser", "aiohttp/_http_writer",
        "aiohttp/_websocket/mask", "aiohttp/_websocket/reader_c", "msgpack/_cmsgpack", "simplejson/_speedups",
        "sqlalchemy/cyextension/collections", "tornado/speedups", "wrapt/_wrappers",
        "zope/interface/_zope_interface_coptimizations",
        "google/_upb/_message", "bson/_cbson", "pymongo/_cmessage", "greenlet/tests/_test_extension",
    ]

    /// Packages that a server uses where they can be imported, and does without where they cannot.
    private static let packages: Set<String> = ["uvloop", "httptools"]

    static func contains(_ module: String) -> Bool {
        if known.contains(module) || module.hasPrefix("sqlalchemy/cyextension/") { return true }
        let parts = module.split(separator: "/")
        if let package = parts.first, packages.contains(String(package)) { return true }
        if let name = parts.last, name.hasSuffix("speedups") { return true }
        // Modules that a package's own tests use.
        return parts.dropLast().contains { $0 == "tests" || $0 == "test" || $0 == "testing" }
    }
}
