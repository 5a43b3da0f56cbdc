import TareOCI
import Testing

@testable import TareInventory

/// Layouts of interpreters that this machine does not have, in small.
struct InterpreterLayoutTests {
    private static let debianStatus = """
        Package: python3.13-minimal
        Status: install ok installed
        Architecture: amd64
        Source: python3.13
        Version: 3.13.5-2


        """

    struct Layout: CustomTestStringConvertible, Sendable {
        var what: String
        var files: @Sendable () -> [TestFile]
        /// `PATH MINOR VERSION from EVIDENCE` of each interpreter.
        var interpreters: [String]

        var testDescription: String { what }
    }

    static let layouts: [Layout] = [
        Layout(
            what: "docker-library: /usr/local, shared library, hard-linked names in bin",
            files: {
                [
                    .executable("usr/local/bin/python3.12", needs: ["libpython3.12.so.1.0", "libc.so.6"], crc32: 7),
                    .link("usr/local/bin/python3", to: "python3.12"), .link("usr/local/bin/python", to: "python3"),
                    .library("usr/local/lib/libpython3.12.so.1.0", versions: ["3.12.7"]),
                    .text("usr/local/lib/python3.12/os.py", ""),
                    .directory("usr/local/lib/python3.12/site-packages"),
                    .text("usr/local/bin/python3-config", "#!/bin/sh\n", mode: 0o755),
                ]
            },
            interpreters: ["/usr/local/bin/python3.12 3.12 3.12.7 from binary"]),
        Layout(
            what: "python-build-standalone: its own libraries' versions beside its own",
            files: {
                [
                    .executable(
                        "python/cpython-3.12.7-linux-x86_64-gnu/bin/python3.12",
                        versions: ["3.2.0", "3.0.15", "3.46.1", "3.12.7"]),
                    .text("python/cpython-3.12.7-linux-x86_64-gnu/lib/python3.12/os.py", ""),
                ]
            },
            interpreters: ["/python/cpython-3.12.7-linux-x86_64-gnu/bin/python3.12 3.12 3.12.7 from binary"]),
        Layout(
            what: "a managed interpreter without a version string",
            files: {
                [
                    .executable("python/cpython-3.14.0rc2-linux-aarch64-gnu/bin/python3.14"),
                    .text("python/cpython-3.14.0rc2-linux-aarch64-gnu/lib/python3.14/os.py", ""),
                ]
            },
            interpreters: [
                "/python/cpython-3.14.0rc2-linux-aarch64-gnu/bin/python3.14 3.14 3.14.0rc2 from directoryName"
            ]
        ),
        Layout(
            what: "a prefix that ends in another version: the binary wins, the disagreement shows",
            files: {
                [
                    .executable("opt/cpython-3.12.1-linux-x86_64-gnu/bin/python3.12", versions: ["3.12.4"]),
                    .text("opt/cpython-3.12.1-linux-x86_64-gnu/lib/python3.12/os.py", ""),
                ]
            },
            interpreters: ["/opt/cpython-3.12.1-linux-x86_64-gnu/bin/python3.12 3.12 3.12.4 from binary"]),
        Layout(
            what: "two version strings of its minor: the header decides",
            files: {
                [
                    .executable("usr/bin/python3.12", versions: ["3.12.1", "3.12.7"]),
                    .text("usr/lib/python3.12/os.py", ""),
                    .text(
                        "usr/include/python3.12/patchlevel.h",
                        "/* Version as a string */\n#define PY_VERSION      \t\"3.12.7+\"\n#define PY_VERSION_HEX 1\n"),
                ]
            },
            interpreters: ["/usr/bin/python3.12 3.12 3.12.7 from patchLevelHeader"]),
        Layout(
            what: "PEP 739: build-details.json of a release candidate",
            files: {
                [
                    .executable("usr/local/bin/python3.14t"), .text("usr/local/lib/python3.14t/os.py", ""),
                    .text(
                        "usr/local/lib/python3.14t/build-details.json",
                        """
                        {"schema_version": "1.0", "implementation": {"name": "cpython", "version":
                        {"major": 3, "minor": 14, "micro": 0, "releaselevel": "candidate", "serial": 2}}}
                        """),
                ]
            },
            interpreters: ["/usr/local/bin/python3.14t 3.14 3.14.0rc2 from buildDetails free-threaded"]),
        Layout(
            what: "distroless: no list of files, the package of the fixed name",
            files: {
                [
                    .executable("usr/bin/python3.13"), .link("usr/bin/python3", to: "python3.13"),
                    .link("usr/bin/python", to: "/usr/bin/python3.13"),
                    .text("usr/lib/python3.13/os.py", ""), .text("var/lib/dpkg/status", debianStatus),
                ]
            },
            interpreters: ["/usr/bin/python3.13 3.13 3.13.5 from package"]),
        Layout(
            what: "Alpine: apk's package owns it",
            files: {
                [
                    .executable("usr/bin/python3.12", needs: ["libpython3.12.so.1.0", "libc.musl-x86_64.so.1"]),
                    .link("usr/bin/python3", to: "python3.12"), .library("usr/lib/libpython3.12.so.1.0"),
                    .text("usr/lib/python3.12/os.py", ""),
                    .text(
                        "lib/apk/db/installed",
                        "P:python3\nV:3.12.8-r1\nA:x86_64\no:python3\nF:usr/bin\nR:python3.12\nF:usr/lib\n\n"),
                ]
            },
            interpreters: ["/usr/bin/python3.12 3.12 3.12.8 from package"]),
        Layout(
            what: "two minors beside each other, one that only its library names",
            files: {
                [
                    .executable("opt/a/bin/python3", needs: ["libpython3.11.so.1.0"]),
                    .library("opt/a/lib/libpython3.11.so.1.0", versions: ["3.11.9"]),
                    .executable("opt/b/bin/python"), .text("opt/b/lib/python3.13/os.py", ""),
                    .text("opt/b/include/python3.13/patchlevel.h", "#define PY_VERSION \"3.13.1\"\n"),
                ]
            },
            interpreters: [
                "/opt/a/bin/python3 3.11 3.11.9 from binary", "/opt/b/bin/python 3.13 3.13.1 from patchLevelHeader",
            ]),
        Layout(
            what: "nothing tells a version: it is not guessed",
            files: {
                [.executable("opt/app/python"), .executable("opt/two/bin/python3", versions: ["3.9.1", "3.8.2"])]
            },
            interpreters: ["/opt/app/python - - from -", "/opt/two/bin/python3 - - from -"]),
        Layout(
            what: "hard links in one directory are one interpreter, copies elsewhere are not",
            files: {
                [
                    .executable("usr/local/bin/python3.6m", versions: ["3.6.15"], crc32: 9),
                    .executable("usr/local/bin/python3.6", versions: ["3.6.15"], crc32: 9),
                    .executable("srv/bin/python3.6", versions: ["3.6.15"], crc32: 9),
                ]
            },
            interpreters: [
                "/srv/bin/python3.6 3.6 3.6.15 from binary", "/usr/local/bin/python3.6 3.6 3.6.15 from binary",
            ]),
        Layout(
            what: "shims, scripts, environments and helpers are no interpreters",
            files: {
                [
                    .text("root/.pyenv/shims/python3", "#!/usr/bin/env bash\n", mode: 0o755),
                    .executable("app/.venv/bin/python3.12", versions: ["3.12.7"]),
                    .text("app/.venv/pyvenv.cfg", "home = /usr/local/bin\n"),
                    .executable("usr/bin/python3-embed-tool"), .library("usr/lib/python3.12/python3.so"),
                    .opaque("usr/share/bash-completion/completions/python3"),
                ]
            },
            interpreters: []),
        Layout(
            what: "PyPy and RHEL's platform-python",
            files: {
                [
                    .executable("opt/pypy/bin/pypy3.10"), .link("opt/pypy/bin/python", to: "pypy3.10"),
                    .text("opt/pypy/lib/pypy3.10/os.py", ""),
                    .executable("usr/libexec/platform-python3.6", versions: ["3.6.8"]),
                ]
            },
            interpreters: [
                "/opt/pypy/bin/pypy3.10 3.10 - from -", "/usr/libexec/platform-python3.6 3.6 3.6.8 from binary",
            ]),
    ]

    @Test(arguments: layouts)
    func `each layout's interpreters are found with their evidence`(_ layout: Layout) {
        let found = ImageInventory(layout.files()).interpreters.map { interpreter in
            let minor = interpreter.minor?.description ?? "-"
            let source = interpreter.versionFrom?.rawValue ?? "-"
            return "\(interpreter.path) \(minor) \(interpreter.version ?? "-") from \(source)"
                + (interpreter.isFreeThreaded ? " free-threaded" : "")
        }
        #expect(found == layout.interpreters)
    }

    @Test
    func `a disagreement of evidence stays visible`() throws {
        let layout = try #require(Self.layouts.first { $0.what.hasPrefix("a prefix that ends") })
        let interpreter = try #require(ImageInventory(layout.files()).interpreters.first)
        #expect(interpreter.evidence.map(\.version) == ["3.12.4", "3.12.1"])
        #expect(interpreter.evidence.map(\.kind) == [.binary, .directoryName])
    }

    @Test
    func `site directories say whether they exist`() throws {
        let files = Self.layouts[0].files()
        let present = try #require(ImageInventory(files).interpreters.first)
        #expect(present.aliases == ["/usr/local/bin/python", "/usr/local/bin/python3"])
        #expect(present.sharedLibrary == "/usr/local/lib/libpython3.12.so.1.0")
        let site = "/usr/local/lib/python3.12/site-packages"
        #expect(present.siteDirectories == [.init(path: site, exists: true)])
        let absent = try #require(
            ImageInventory(files.filter { !$0.path.hasSuffix("site-packages") }).interpreters.first)
        #expect(absent.siteDirectories == [.init(path: site, exists: false)])
    }

    @Test(arguments: [
        ("python", true), ("python3", true), ("python3.12", true), ("python3.13t", true), ("python3.6dm", true),
        ("pypy3", true), ("platform-python3.6", true), ("python3-config", false), ("python3.12-gdb.py", false),
        ("pythonw", false), ("python3.", false), ("python3.12.1", false), ("python99999999999999999999", false),
        ("python3.9999", false), ("pythont", false),
    ])
    func `names of interpreters`(_ name: String, _ isInterpreter: Bool) {
        #expect((InterpreterName(name) != nil) == isInterpreter)
    }
}
