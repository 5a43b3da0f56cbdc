import Testing

@testable import TareSelection

struct ShebangTests {
    @Test(arguments: [
        ("/bin/sh", "/bin/sh", nil), (" \t/bin/sh \t", "/bin/sh", nil),
        ("/usr/bin/env python3", "/usr/bin/env", "python3"),
        ("/usr/bin/env -S a b ", "/usr/bin/env", "-S a b"), ("/bin/sh\r", "/bin/sh\r", nil),
        ("python -u", "python", "-u"),
    ])
    func `the kernel's reading of a first line`(line: String, interpreter: String, argument: String?) {
        let shebang = Shebang(line)
        #expect(shebang?.interpreter == interpreter)
        #expect(shebang?.argument == argument)
    }

    @Test
    func `a line without a name is no interpreter`() {
        #expect(Shebang("") == nil)
        #expect(Shebang(" \t ") == nil)
    }
}
