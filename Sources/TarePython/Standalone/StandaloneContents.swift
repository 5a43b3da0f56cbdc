/// What a service needs of an installation by python-build-standalone: all but what is listed here.
///
/// A list of what is left out, and not of what is taken: a file that a later release adds stays in. Everything that the
/// standard library imports stays too, for all of its modules but those of windows, of installing and of testing.
public struct StandaloneContents: Sendable, Hashable {
    /// Changes with every change of what is left out, so that a layer is made anew.
    public static let version = 1

    public struct Rule: Sendable, Hashable {
        /// A path below the installation; `*` stands for any part of one name, `**/` for any folders. What is in a
        /// folder goes with it.
        public var pattern: String
        public var reason: Reason
    }

    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case building = "for compiling and linking, which no service does"
        case windows = "for windows on a screen, which a service has not"
        case installing = "for installing packages; its flaws would count as the image's own"
        case testing = "tests of the interpreter itself"
        case developing = "for a developer's terminal; as a program it wants a shell"
        case reading = "documentation"
        case stale = "compiled from files of other times than the layer's: never used"
        case embedding = "for programs that hold an interpreter; this one has its own code in it"
    }

    /// Keeps `libpython3.X.so.1.0`: for extension modules that want it although they should not
    /// (python-build-standalone's issue 619).
    public var keepsSharedLibrary: Bool

    public init(keepsSharedLibrary: Bool = false) { self.keepsSharedLibrary = keepsSharedLibrary }

    /// What is always left out.
    public static let rules: [Rule] =
        rules(
            .developing,
            [
                "bin/2to3*", "bin/idle3*", "bin/pydoc3*", "bin/python3*-gdb.py", "lib/python3*/lib2to3",
                "lib/python3*/pydoc_data",
            ])
        + rules(.installing, ["bin/pip*", "bin/easy_install*", "bin/wheel*", "lib/python3*/ensurepip"])
        + rules(
            .installing,
            [
                "pip", "pip-*", "setuptools", "setuptools-*", "pkg_resources", "_distutils_hack",
                "distutils-precedence.pth", "wheel", "wheel-*",
            ].map { "lib/python3*/site-packages/" + $0 })
        + rules(
            .building,
            ["bin/python3*-config", "include", "lib/*.a", "lib/pkgconfig", "lib/python3*/config-3*"])
        + rules(
            .windows,
            [
                "lib/itcl*", "lib/libtcl*", "lib/libtk*", "lib/tcl*", "lib/tdbc*", "lib/thread*", "lib/tk*",
                "lib/python3*/idlelib", "lib/python3*/lib-dynload/_tkinter.*", "lib/python3*/tkinter",
                "lib/python3*/turtle.py", "lib/python3*/turtledemo",
            ])
        + rules(
            .testing,
            [
                "test", "ctypes/test", "distutils/tests", "email/test", "json/tests", "sqlite3/test", "unittest/test",
                "lib-dynload/_ctypes_test.*", "lib-dynload/_test*", "lib-dynload/_xxtestfuzz.*",
                "lib-dynload/xxlimited*", "lib-dynload/xxsubtype.*",
            ].map { "lib/python3*/" + $0 })
        + rules(.reading, ["share/doc", "share/man", "share/terminfo"])
        + rules(.stale, ["**/__pycache__"])

    /// What is left out unless a program of the installation, or the caller, wants it.
    public static let sharedLibrary = rules(.embedding, ["lib/libpython3*.so*"])

    private static func rules(_ reason: Reason, _ patterns: [String]) -> [Rule] {
        patterns.map { Rule(pattern: $0, reason: reason) }
    }

    /// The part of a key under which a layer of these contents is kept.
    public var key: String { "\(Self.version)" + (keepsSharedLibrary ? " libpython" : "") }
}
