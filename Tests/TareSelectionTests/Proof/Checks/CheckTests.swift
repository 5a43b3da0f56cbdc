import TareELF
import TareOCI
import Testing

@testable import TareSelection

/// What single checks say, above all where they must not pass.
struct CheckTests {
    @Test
    func `a whole service starts`() {
        let proof = MadeImage.serving().proof
        #expect(proof.checks.filter { $0.status != .pass } == [])
        #expect(proof.status == .starts)
        #expect(proof.checks.map(\.id) == Proof.checkIDs)
        #expect(proof.checks.allSatisfy { !$0.evidence.isEmpty })
    }

    @Test
    func `identifiers of checks are stable and in the order of the boot`() {
        #expect(
            Proof.checkIDs == [
                "user", "working-directory", "command", "script-interpreter", "program-loader", "libraries", "python",
                "environment", "server", "dependencies", "extension-modules", "extension-libraries", "application",
                "requires-python", "writable-folders", "port", "health-check",
            ])
    }

    @Test
    func `a name needs an account and a number does not`() {
        var image = MadeImage.serving([
            .text("etc/passwd", "app:x:1000:1000::/home/app:/bin/sh\n"), .text("etc/group", "app:x:1000:\n"),
        ])
        for (user, status) in [
            ("app", Proof.Check.Status.pass), ("65532", .pass), ("ghost", .fail), ("app:ghost", .fail),
        ] {
            image.execution.user = user
            #expect(image.proof["user"]?.status == status, "\(user)")
        }
    }

    @Test
    func `accounts that were not read leave a name unknown, and a number known`() {
        var image = MadeImage.serving([MadeFile(path: "etc/passwd", size: 900), .text("etc/group", "")])
        image.execution.user = "app"
        #expect(image.proof["user"]?.status == .unknown)
        #expect(image.proof.status == .unknown)
        image.execution.user = "1000"
        #expect(image.proof["user"]?.status == .pass)
    }

    @Test(arguments: [
        ("/app", Proof.Check.Status.pass), ("/new/folder", .pass), ("/app/server.py", .fail),
        ("/app/server.py/x", .fail), ("app", .fail),
    ])
    func `working directories`(path: String, status: Proof.Check.Status) {
        var image = MadeImage.serving()
        image.execution.workingDir = path
        #expect(image.proof["working-directory"]?.status == status)
    }

    @Test
    func `a low port is unknown for a user and open to root`() {
        var image = MadeImage.serving([], ["/app/.venv/bin/uvicorn", "server:app", "--port", "80"])
        #expect(image.proof["port"]?.status == .pass)
        image.execution.user = "1000"
        #expect(image.proof["port"]?.status == .unknown)
        image.execution.cmd = ["/app/.venv/bin/uvicorn", "server:app"]
        image.execution.exposedPorts = ["8000/tcp", "443/tcp"]
        #expect(image.proof["port"]?.status == .unknown)
    }

    @Test
    func `another system than Linux is not examined`() {
        var image = MadeImage.serving()
        image.platform = Platform(os: "windows", architecture: "amd64")
        #expect(image.proof.status == .unknown)
        #expect(image.proof.checks.allSatisfy { $0.status == .unknown })
    }

    @Test
    func `an image for another processor fails at its first program`() {
        var image = MadeImage.serving()
        image.platform = Platform(os: "linux", architecture: "arm64")
        #expect(image.proof["program-loader"]?.status == .fail)
        image.platform = Platform(os: "linux", architecture: "sparc")
        #expect(image.proof["program-loader"]?.status == .unknown)
    }

    @Test
    func `an environment for the free-threaded build is none for the other`() {
        let files: [MadeFile] = [
            .text("app/.venv/pyvenv.cfg", "home = /usr/local/bin\n"),
            .link("app/.venv/bin/python", to: "/usr/local/bin/python3.12"),
            .folder("app/.venv/lib/python3.12t/site-packages"), .text("app/run.py"),
        ]
        let proof = MadeImage(MadeImage.python + files, ["/app/.venv/bin/python", "run.py"]).proof
        #expect(proof["python"]?.status == .fail)
    }

    @Test
    func `health checks that are disabled or inherited pass, and kinds that are not known do not`() {
        var image = MadeImage.serving()
        for (test, status) in [
            (["NONE"], Proof.Check.Status.pass), ([], .pass), (["OTHER"], .unknown), (["CMD", "true"], .fail),
        ] {
            image.execution.healthcheck = .init(test: test)
            #expect(image.proof["health-check"]?.status == status, "\(test)")
        }
    }

    @Test
    func `a Requires-Python that leaves the interpreter out is not proof of failure`() {
        func image(_ requirement: String) -> MadeImage {
            MadeImage.serving([
                .text(
                    "\(MadeImage.site)/x-1.dist-info/METADATA",
                    "Name: x\nVersion: 1\nRequires-Python: \(requirement)\n\n")
            ])
        }
        #expect(image(">=3.9").proof["requires-python"]?.status == .pass)
        #expect(image(">=3.12.4").proof["requires-python"]?.status == .pass)
        #expect(image(">=3.13").proof["requires-python"]?.status == .unknown)
        #expect(image("<3.12").proof["requires-python"]?.status == .unknown)
        #expect(image("nonsense").proof["requires-python"]?.status == .unknown)
    }

    @Test
    func `an editable installation that runs code leaves a missing module unknown`() {
        let files = MadeImage.service.filter { $0.path != "app/server.py" }
        let command = ["/app/.venv/bin/uvicorn", "server:app"]
        #expect(MadeImage(files, command).proof["application"]?.status == .fail)
        let editable = MadeFile.text("\(MadeImage.site)/__editable__.x.pth", "import __editable___x_finder; x()\n")
        #expect(MadeImage(files + [editable], command).proof["application"]?.status == .unknown)
        let unread = MadeFile(path: "\(MadeImage.site)/x.pth", size: 40)
        #expect(MadeImage(files + [unread], command).proof["application"]?.status == .unknown)
    }

    @Test
    func `what a server that is not known looks through is unknown`() {
        let entry = MadeFile.text(
            "\(MadeImage.site)/celery-5.dist-info/entry_points.txt",
            "[console_scripts]\ncelery = celery.__main__:main\n")
        let files: [MadeFile] = [
            entry, .script("app/.venv/bin/celery", "/app/.venv/bin/python"),
            .text("\(MadeImage.site)/celery/__init__.py"),
            .text("\(MadeImage.site)/celery/__main__.py"),
        ]
        let command = ["/app/.venv/bin/celery", "-A", "tasks:queue", "worker"]
        #expect(MadeImage.serving(files, command).proof["application"]?.status == .unknown)
        #expect(MadeImage.serving(files + [.text("app/tasks.py")], command).proof["application"]?.status == .pass)
    }

    @Test
    func `names in an image cannot write to the terminal`() {
        let proof = MadeImage.serving([], ["/app/\u{1B}[31mred"]).proof
        #expect(proof["command"]?.evidence.contains("\u{1B}") == false)
        #expect(proof["command"]?.status == .fail)
    }

    @Test
    func `an empty image fails without a trap`() {
        let proof = MadeImage([], ["python", "-m", "uvicorn", "server:app"]).proof
        #expect(proof.status == .fails)
        #expect(MadeImage([], []).proof.status == .fails)
    }
}
