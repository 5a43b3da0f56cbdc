import Testing

@testable import TarePython

struct StandaloneContentsTests {
    @Test(
        arguments: [
            ("bin/python3.13", nil), ("bin/python3", nil), ("bin/python", nil), ("bin/python3.13t", nil),
            ("bin/python3-config", .building), ("bin/python3.13t-config", .building), ("bin/pip3.13", .installing),
            ("bin/2to3", .developing), ("bin/idle3", .developing), ("bin/pydoc3.13", .developing),
            ("include/python3.13/Python.h", .building), ("lib/pkgconfig/python-3.13.pc", .building),
            ("lib/libpython3.13.a", .building), ("lib/python3.13/config-3.13-x86_64-linux-gnu/Makefile", .building),
            ("lib/python3.13/configparser.py", nil), ("lib/python3.13/ssl.py", nil),
            ("lib/python3.13/LICENSE.txt", nil),
            ("lib/python3.13/lib-dynload/.empty", nil),
            ("lib/python3.13/_sysconfigdata__linux_x86_64-linux-gnu.py", nil),
            ("lib/python3.13/lib-dynload/_testcapi.cpython-313-x86_64-linux-gnu.so", .testing),
            ("lib/python3.13/test/support/__init__.py", .testing), ("lib/python3.13/unittest/mock.py", nil),
            ("lib/python3.11/unittest/test/__init__.py", .testing), ("lib/python3.13/venv/__init__.py", nil),
            ("lib/python3.13/ensurepip/__init__.py", .installing), ("lib/python3.13/site-packages/README.txt", nil),
            ("lib/python3.13/site-packages/pip/__init__.py", .installing),
            ("lib/python3.13/site-packages/pip-25.2.dist-info/RECORD", .installing),
            ("lib/python3.13/site-packages/pipes/__init__.py", nil),
            ("lib/python3.13t/tkinter/__init__.py", .windows), ("lib/python3.13/turtle.py", .windows),
            ("lib/tcl9.0/init.tcl", .windows), ("lib/libtcl9.0.so", .windows), ("lib/itcl4.3.8/pkgIndex.tcl", .windows),
            ("lib/python3.13/threading.py", nil), ("lib/thread3.0.6/pkgIndex.tcl", .windows),
            ("lib/python3.13/pydoc.py", nil), ("lib/python3.13/pydoc_data/topics.py", .developing),
            ("lib/python3.13/json/__pycache__/decoder.cpython-313.pyc", .stale), ("__pycache__", .stale),
            ("share/terminfo/x/xterm", .reading), ("share/man/man1/python3.13.1", .reading), ("share/other", nil),
            ("lib", nil), ("lib/python3.13", nil), ("bin", nil), ("", nil),
        ] as [(String, StandaloneContents.Reason?)])
    func `a path is left out for a reason, or stays`(path: String, reason: StandaloneContents.Reason?) {
        let contents = StandaloneContents()
        #expect(contents.reason(toLeaveOut: path.utf8, needsSharedLibrary: false) == reason)
    }

    @Test(arguments: ["lib/libpython3.13.so.1.0", "lib/libpython3.13.so", "lib/libpython3.so"])
    func `the interpreter's library stays where it is needed or asked for`(path: String) {
        let plain = StandaloneContents()
        #expect(plain.reason(toLeaveOut: path.utf8, needsSharedLibrary: false) == .embedding)
        #expect(plain.reason(toLeaveOut: path.utf8, needsSharedLibrary: true) == nil)
        let full = StandaloneContents(keepsSharedLibrary: true)
        #expect(full.reason(toLeaveOut: path.utf8, needsSharedLibrary: false) == nil)
        #expect(plain.key != full.key)
    }

    @Test func `its name is told from others, with and without a folder`() {
        for name in ["libpython3.13.so.1.0", "$ORIGIN/../lib/libpython3.10.so.1.0", "libpython3.so"] {
            #expect(StandaloneContents.isSharedLibrary(name))
        }
        for name in ["libc.so.6", "libboost_python313.so.1", "", "/", "libpython2.7.so.1.0"] {
            #expect(!StandaloneContents.isSharedLibrary(name))
        }
    }

    @Test func `every rule has a reason that is told, and none leaves out all`() {
        for rule in StandaloneContents.rules + StandaloneContents.sharedLibrary {
            #expect(!rule.pattern.isEmpty && !rule.pattern.hasPrefix("/") && !rule.pattern.hasSuffix("/"))
            #expect(rule.pattern != "*" && rule.pattern != "lib/*" && rule.pattern != "bin/*")
        }
        #expect(Set(StandaloneContents.rules.map(\.pattern)).count == StandaloneContents.rules.count)
    }

    @Test func `names with many asterisks and many letters are matched in bounded time`() {
        let path = "bin/" + String(repeating: "2to3", count: 5_000)
        #expect(StandaloneContents().reason(toLeaveOut: path.utf8, needsSharedLibrary: false) == .developing)
        let deep = String(repeating: "a/", count: 2_000) + "__pycache__/x"
        #expect(StandaloneContents().reason(toLeaveOut: deep.utf8, needsSharedLibrary: false) == .stale)
    }
}
