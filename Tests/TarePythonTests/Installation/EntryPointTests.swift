import Testing

@testable import TarePython

@Suite struct `Entry points` {
    static func read(_ text: String, minor: Int = 12) throws -> EntryPoints {
        try EntryPoints(Array(text.utf8), minor: minor)
    }

    @Test func `are the options of two sections, as configparser reads them`() throws {
        let points = try Self.read(
            """
            ; a comment
              [console_scripts] trailing
              a = m:f
              # another
              b=m.sub : object.method [x, y]

            [other]
            a = anything
              [gui_scripts]
            [gui_scripts]
            c d = m:g
            [DEFAULT]
            z = m:d
            """)
        #expect(
            points.console == [
                EntryPoint(name: "a", module: "m", function: "f"),
                EntryPoint(name: "b", module: "m.sub", function: "object.method"),
            ])
        // What stands in DEFAULT is in both; the graphical command is the one that is kept.
        #expect(points.graphical.map(\.name) == ["z", "c d"])
        #expect(points.all.map(\.name) == ["a", "b", "z", "c d"])
    }

    @Test(arguments: [
        ("a = m:f", 1, "a line stands before the first section"),
        ("[console_scripts]\na", 2, "'a' is neither a section nor 'name = value'"),
        ("[console_scripts]\n= m:f", 2, "'= m:f' is neither a section nor 'name = value'"),
        ("[console_scripts]\na: m:f", 2, "'a: m:f' is neither a section nor 'name = value'"),
        ("[console_scripts]\na = m:f\na = m:f", 3, "'a' comes twice"),
        ("[x]\n[console_scripts]\n[x]", 3, "section 'x' comes twice"),
        ("[console_scripts]\na = m", 2, "'m' is no 'module:function'"),
        ("[console_scripts]\na = m:f # why", 2, "'m:f # why' is no 'module:function'"),
        ("[console_scripts]\na = m:f()", 2, "'m:f()' is no 'module:function'"),
        ("[console_scripts]\na = m:f;import os", 2, "'m:f;import os' is no 'module:function'"),
        ("[console_scripts]\na = :f", 2, "':f' is no 'module:function'"),
        ("[console_scripts]\na = m:f [", 2, "'m:f [' is no 'module:function'"),
        ("[console_scripts]\na = m:f\n  import os", 2, "'m:f\nimport os' is no 'module:function'"),
        ("[console_scripts]\na =\n  m:f", 2, "'\nm:f' is no 'module:function'"),
        ("\u{FEFF}[console_scripts]\na = m:f", 1, "a line stands before the first section"),
    ])
    func `are refused where they are none`(text: String, line: Int, detail: String) {
        #expect(throws: WheelContentError.malformed(file: "entry_points.txt", line: line, detail: detail)) {
            try Self.read(text)
        }
    }

    @Test func `that are not UTF-8 are refused`() {
        #expect(throws: WheelContentError.malformed(file: "entry_points.txt", line: 0, detail: "it is not UTF-8")) {
            try EntryPoints(Array("[console_scripts]\na = m:f".utf8) + [0xFF], minor: 12)
        }
    }

    @Test func `of pip get the launcher of this minor`() throws {
        let points = try Self.read(
            "[console_scripts]\npip=p:m\npip3=p:m\npip3.9=p:m\npip3.x=p:m\nother3.9=p:m", minor: 13)
        #expect(points.console.map(\.name) == ["pip", "pip3", "pip3.x", "other3.9", "pip3.13"])
        #expect(try Self.read("[console_scripts]\npip3.9=p:m").console.isEmpty)
    }

    @Test(arguments: [
        "python", "python3", "Python3.12", "python3.13t", "pythonw", "python.exe", "python.py", "pypy3", "graalpy", "",
        ".",
        "..", "a/b", "../a", "a\\b", "a\nb", "python3.12.exe",
    ])
    func `never take an interpreter's place or leave their folder`(name: String) {
        #expect(ScriptName.problem(name) != nil)
    }

    @Test(arguments: ["uvicorn", "python4", "python3.x", "ipython3", "python-config", "a b", "pip3.12", "python3.300"])
    func `have any other name`(name: String) { #expect(ScriptName.problem(name) == nil) }

    @Test func `begin with a line that a kernel reads, or with a shell`() {
        let long = "/" + String(repeating: "x", count: 123)
        #expect(ScriptLauncher.shebang(interpreter: "/bin/python") == "#!/bin/python")
        #expect(ScriptLauncher.shebang(interpreter: long) == "#!" + long)
        #expect(
            ScriptLauncher.shebang(interpreter: long + "x")
                == "#!/bin/sh\n'''exec' '\(long)x' \"$0\" \"$@\"\n' '''")
        #expect(
            ScriptLauncher.shebang(interpreter: "/it's a/python")
                == #"#!/bin/sh"# + "\n" + #"'''exec' '/it'"'"'s a/python' "$0" "$@""# + "\n' '''")
    }
}
