import TareOCI
import Testing

@testable import TareSelection

struct PythonInvocationTests {
    @Test(arguments: [
        (["server.py", "--x"], PythonInvocation.Main.script("server.py"), ["--x"]),
        (["-m", "uvicorn", "server:app"], .module("uvicorn"), ["server:app"]),
        (["-muvicorn", "-c"], .module("uvicorn"), ["-c"]),
        (["-u", "-X", "dev", "-W", "ignore", "run"], .script("run"), []),
        (["-Xdev", "-OOc", "print(1)", "x"], .code("print(1)"), ["x"]),
        (["-ucprint(1)"], .code("print(1)"), []),
        (["-"], .standardInput, []), ([], .standardInput, []), (["-i"], .standardInput, []),
        (["-V"], .information, []), (["--version"], .information, []),
        (["--check-hash-based-pycs", "never", "run"], .script("run"), []),
    ])
    func `a command line is read as Python reads it`(
        words: [String], main: PythonInvocation.Main, arguments: [String]
    ) {
        let invocation = PythonInvocation(executable: "/usr/bin/python3", node: ImageTree.root, arguments: words)
        #expect(invocation.main == main)
        #expect(invocation.arguments == arguments)
    }

    @Test
    func `isolation is noticed in a cluster of options`() {
        let invocation = PythonInvocation(executable: "/x", node: ImageTree.root, arguments: ["-uI", "-m", "x"])
        #expect(invocation.ignoresVariables)
        #expect(invocation.isSafePath)
    }
}
