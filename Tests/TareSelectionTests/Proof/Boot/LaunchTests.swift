import Testing

@testable import TareSelection

/// Commands that lead to Python by way of other programs.
struct LaunchTests {
    private func launch(_ words: [String], _ files: [MadeFile] = []) -> Launch {
        let tools = ["bin/sh", "usr/bin/env", "sbin/tini", "usr/bin/dumb-init", "usr/local/bin/uv", "usr/sbin/gosu"]
        return MadeImage.serving(files + tools.map { .program($0, needs: ["libc.so.6"]) }, words).boot.launch
    }

    @Test(arguments: [
        ["python", "-m", "uvicorn", "server:app"],
        ["/usr/bin/env", "A=b", "-u", "C", "python", "-m", "uvicorn", "server:app"],
        ["/usr/bin/env", "-S", "python -m", "uvicorn", "server:app"],
        ["/bin/sh", "-c", "exec python -m uvicorn server:app"],
        ["/bin/sh", "-ec", "A=1 python -m uvicorn server:app"],
        ["/sbin/tini", "-g", "-e", "143", "--", "python", "-m", "uvicorn", "server:app"],
        ["/usr/bin/dumb-init", "--rewrite", "15:2", "python", "-m", "uvicorn", "server:app"],
        ["/sbin/tini", "/bin/sh", "--", "-c", "python -m uvicorn server:app"],
    ])
    func `a module is found behind what runs it`(words: [String]) {
        let python = launch(words).python
        #expect(python?.main == .module("uvicorn"))
        #expect(python?.arguments == ["server:app"])
        #expect(python?.executable == "/usr/local/bin/python")
    }

    @Test(arguments: [
        ["uv", "run", "uvicorn", "server:app"], ["/usr/sbin/gosu", "app", "python", "-V"],
        ["/bin/sh", "-c", "cd /x && python server.py"], ["/bin/sh", "-c", "python $(cat x)"],
        ["/bin/sh", "/app/start.sh"], ["/usr/bin/env", "-i", "python"],
    ])
    func `what a program decides itself stays unknown`(words: [String]) throws {
        let image = MadeImage.serving(
            [.text("app/start.sh")]
                + ["bin/sh", "usr/bin/env", "usr/local/bin/uv", "usr/sbin/gosu"].map {
                    .program($0, needs: ["libc.so.6"])
                }, words)
        guard case .opaque = image.boot.launch.end else {
            Issue.record("ends as \(image.boot.launch.end)")
            return
        }
        let proof = image.proof
        #expect(proof.status == .unknown)
        for id in ["command", "python", "server", "application"] { #expect(proof[id]?.status == .unknown, "\(id)") }
    }

    @Test
    func `a command that must succeed first leaves the outcome unknown`() {
        let image = MadeImage.serving(
            [.program("bin/sh", needs: ["libc.so.6"]), .program("usr/bin/alembic", needs: ["libc.so.6"])],
            ["/bin/sh", "-c", "alembic upgrade head && /app/.venv/bin/python -m uvicorn server:app"])
        #expect(image.proof["command"]?.status == .unknown)
        #expect(image.proof["server"]?.status == .pass)
    }

    @Test
    func `nothing to run fails`() {
        let check = MadeImage.serving([], []).proof["command"]
        #expect(check?.status == .fail)
        #expect(check?.fix == "set CMD, or ENTRYPOINT")
    }

    @Test
    func `a file that the kernel does not run fails`() {
        #expect(
            MadeImage(MadeImage.glibc + [.text("app/run", "echo\n", mode: 0o755)]).proof["command"]?.status == .fail)
    }
}
