import TareELF
import TareOCI
import Testing

@testable import TareSelection

/// Extension modules of installed packages.
struct ExtensionCheckTests {
    private func proof(_ files: [MadeFile], _ cmd: [String] = ["/app/.venv/bin/uvicorn", "server:app"]) -> Proof {
        MadeImage.serving(files, cmd).proof
    }

    private func module(_ name: String, needs: [String] = ["libc.so.6"], machine: ELFMachine = .x86_64) -> MadeFile {
        .library("\(MadeImage.site)/\(name)", needs: needs) { $0.machine = machine }
    }

    @Test(arguments: [
        "x/_y.cpython-312-x86_64-linux-gnu.so", "x/_y.abi3.so", "x/_y.so",
    ])
    func `modules for the interpreter pass`(name: String) {
        #expect(proof([module(name)])["extension-modules"]?.status == .pass)
    }

    @Test(arguments: [
        "x/_y.cpython-311-x86_64-linux-gnu.so", "x/_y.cpython-312t-x86_64-linux-gnu.so",
        "x/_y.cpython-312-aarch64-linux-gnu.so", "x/_y.pypy310-pp73-x86_64-linux-gnu.so",
    ])
    func `modules for another interpreter fail`(name: String) {
        let check = proof([module(name)])["extension-modules"]
        #expect(check?.status == .fail)
        #expect(check?.evidence.contains(name) == true)
    }

    @Test
    func `one file of a module that fits is enough`() {
        let files = ["311", "312"].map { module("x/_y.cpython-\($0)-x86_64-linux-gnu.so") }
        #expect(proof(files)["extension-modules"]?.status == .pass)
    }

    @Test
    func `a module that its package does without passes with a note`() {
        let check = proof([module("markupsafe/_speedups.cpython-311-x86_64-linux-gnu.so")])["extension-modules"]
        #expect(check?.status == .pass)
        #expect(check?.evidence.contains("does without it") == true)
    }

    @Test
    func `the same module is needed where the command asks for it`() {
        let files = [
            module("uvloop/loop.cpython-311-x86_64-linux-gnu.so"), .text("\(MadeImage.site)/uvloop/__init__.py"),
        ]
        #expect(proof(files)["extension-modules"]?.status == .pass)
        let command = ["/app/.venv/bin/uvicorn", "--loop", "uvloop", "server:app"]
        #expect(proof(files, command)["extension-modules"]?.status == .fail)
    }

    @Test
    func `a module for another processor fails, whatever its name`() {
        #expect(proof([module("x/_y.abi3.so", machine: .aarch64)])["extension-modules"]?.status == .fail)
    }

    @Test
    func `a stable interface that is too new is unknown`() {
        func files(_ tag: String) -> [MadeFile] {
            [
                module("x/_y.abi3.so"), .text("\(MadeImage.site)/x-1.dist-info/METADATA", "Name: x\nVersion: 1\n\n"),
                .text("\(MadeImage.site)/x-1.dist-info/WHEEL", "Tag: \(tag)-abi3-manylinux_2_17_x86_64\n"),
            ]
        }
        #expect(proof(files("cp39"))["extension-modules"]?.status == .pass)
        #expect(proof(files("cp313"))["extension-modules"]?.status == .unknown)
    }

    @Test
    func `a missing library names the module, its distribution and the package that has it`() throws {
        let check = try #require(
            proof([
                module("psycopg2/_psycopg.cpython-312-x86_64-linux-gnu.so", needs: ["libpq.so.5"]),
                .text("\(MadeImage.site)/psycopg2-2.9.dist-info/METADATA", "Name: psycopg2\nVersion: 2.9\n\n"),
            ])["extension-libraries"])
        #expect(check.status == .fail)
        #expect(check.evidence.contains("libpq.so.5"))
        #expect(
            check.evidence.contains(
                "/app/.venv/lib/python3.12/site-packages/psycopg2/_psycopg.cpython-312-x86_64-linux-gnu.so"))
        #expect(check.evidence.contains("psycopg2 2.9"))
        #expect(check.fix == "install libpq5 (Debian) or libpq (Alpine)")
    }

    @Test
    func `a library that the package may load itself leaves the question open`() {
        let check = proof([
            module("x/_y.abi3.so", needs: ["libown.so.1"]), .library("\(MadeImage.site)/x/lib/libown.so.1"),
        ])["extension-libraries"]
        #expect(check?.status == .unknown)
    }

    @Test
    func `the standard library's modules count where a server needs them`() {
        func file(_ name: String) -> MadeFile {
            .library(
                "usr/local/lib/python3.12/lib-dynload/\(name).cpython-312-x86_64-linux-gnu.so", needs: ["libgone.so.1"])
        }
        #expect(proof([file("_tkinter")])["extension-libraries"]?.status == .pass)
        #expect(proof([file("_ssl")])["extension-libraries"]?.status == .fail)
    }
}
