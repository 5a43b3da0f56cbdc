import Foundation
import TareOCI
import Testing

@testable import TareSandbox
@testable import TareTestImages

/// Images that do what services should not: the run ends, says so, and leaves nothing behind.
@Suite(.serialized, .enabled(if: ProductRun.isPossible, "needs bwrap and Debian's Python"))
struct BadServiceTests {
    private func options(_ seconds: Int = 4) -> RunOptions {
        var options = RunOptions()
        options.timeout = .seconds(seconds)
        options.grace = .seconds(1)
        return options
    }

    /// A server of the standard library.
    static func server(
        port: Int = 8000, address: String = "0.0.0.0", before: String = "", path: String = "/health"
    ) -> String {
        """
        import http.server, os, signal, sys
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def do_GET(self):
                body = b"ok"
                self.send_response(200 if self.path == "\(path)" else 404)
                self.send_header("content-length", "2")
                self.end_headers()
                self.wfile.write(body)
            def log_message(self, *arguments):
                pass
        \(before)
        http.server.ThreadingHTTPServer(("\(address)", \(port)), Handler).serve_forever()
        """
    }

    @Test func `a good service is healthy, measured, and ends on SIGTERM`() async throws {
        let before = "signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))"
        let report = try await DebianRoot.image(program: Self.server(before: before)).run(options(20))
        #expect(report.status == .healthy, "\(report)")
        #expect(report.reason == nil)
        #expect((report.healthy ?? 0) > 0 && (report.healthy ?? 0) >= (report.listening ?? .infinity), "\(report)")
        #expect(report.sockets == [ListeningSocket(address: "0.0.0.0", port: 8000)])
        #expect(report.health?.by == "GET /health" && report.health?.httpStatus == 200)
        #expect(report.memory?.processes == 1 && (report.memory?.resident ?? 0) > 4_000_000, "\(report)")
        #expect((report.memory?.proportional ?? .max) <= (report.memory?.resident ?? 0))
        #expect(report.stop?.exitCode == 0 && report.stop?.wasKilled == false, "\(report)")
        #expect(report.mcp == nil)
        #expect(report.notes.isEmpty, "\(report.notes)")
    }

    @Test func `the first process ends on no signal that it does not handle, as in every container`() async throws {
        let report = try await DebianRoot.image(program: Self.server()).run(options(20))
        #expect(report.status == .healthy, "\(report)")
        #expect(report.stop?.wasKilled == true && (report.stop?.milliseconds ?? 0) >= 1000, "\(report)")
    }

    @Test func `a command that hangs is not healthy`() async throws {
        let report = try await DebianRoot.image(program: "import time\ntime.sleep(600)\n").run(options(1))
        #expect(report.status == .unhealthy)
        #expect(report.reason == "it does not listen at any port within 1000 ms")
        #expect(report.stop?.wasKilled == true)
    }

    @Test func `a command that crashes tells its exit code and what it said`() async throws {
        let report = try await DebianRoot.image(program: "raise SystemExit('no database')\n").run(options())
        #expect(report.status == .exited)
        #expect(report.exitCode == 1)
        #expect(report.errors.text.contains("no database"))
        let signal = try await DebianRoot.image(program: "import os\nos.abort()\n").run(options())
        // The first process of a container has no default for SIGABRT: the C library then ends it otherwise.
        #expect(signal.status == .exited && signal.exitCode ?? 0 > 128, "\(signal)")
    }

    @Test func `a command that is not there is not started`() async throws {
        let report = try await DebianRoot.image(program: "") { $1.cmd = ["/app/nothing"] }.run(options())
        #expect(report.status == .notStarted)
        #expect(report.reason?.contains("/app/nothing") == true, "\(report)")
    }

    @Test func `what floods its output is read to the end, and kept in part`() async throws {
        let flood = "sys.stdout.write('first\\n' + 'x' * 30_000_000 + '\\nlast\\n')\nsys.stdout.flush()"
        let report = try await DebianRoot.image(program: Self.server(before: flood)).run(options(20))
        #expect(report.status == .healthy, "\(report.reason ?? "")")
        #expect(report.output.bytes == 30_000_012)
        #expect(report.output.isCut && report.output.text.utf8.count < 40_000)
        #expect(report.output.text.hasPrefix("first\n") && report.output.text.hasSuffix("\nlast\n"))
    }

    @Test func `what listens at another port is told where it listens`() async throws {
        let report = try await DebianRoot.image(program: Self.server(port: 9000)) {
            $1.exposedPorts = ["8000/tcp"]
        }.run(options(8))
        #expect(report.status == .unhealthy)
        #expect(report.reason == "it listens at 0.0.0.0:9000 and not at port 8000", "\(report)")
    }

    @Test func `what listens at loopback only is told so`() async throws {
        let report = try await DebianRoot.image(program: Self.server(address: "127.0.0.1")).run(options(20))
        #expect(report.status == .healthy)
        #expect(report.notes.contains { $0.contains("127.0.0.1:8000 only") }, "\(report.notes)")
    }

    @Test func `what has no such page is told what it answers`() async throws {
        let image = try DebianRoot.image(program: Self.server(path: "/ready"))
        let report = try await image.run(options(8))
        #expect(report.status == .unhealthy)
        #expect(report.reason?.hasPrefix("GET /health answers 404") == true, "\(report)")
        var other = options(20)
        other.healthPath = "/ready"
        #expect(try await image.run(other).status == .healthy)
    }

    @Test func `memory for temporary files is bounded`() async throws {
        let fill = """
            def fill(name):
                size = 0
                try:
                    with open(name, "wb") as file:
                        for _ in range(10_000):
                            file.write(b"x" * 1_000_000)
                            file.flush()
                            size += 1
                except OSError as error:
                    print(name.split("/")[1], size, error.errno)
            for name in ["/tmp/x", "/dev/shm/x", "/run/x", "/app/x", "/etc/x"]:
                fill(name)
            """
        var options = options()
        options.temporaryLimit = 32 << 20
        let report = try await DebianRoot.image(program: fill).run(options)
        let lines = report.output.text.split(separator: "\n").map(String.init)
        // No space (28) where it may write, a read-only root (30) elsewhere.
        #expect(lines.count == 5 && report.exitCode == 0, "\(report)")
        #expect(lines[0].hasPrefix("tmp 3") && lines[0].hasSuffix(" 28"), "\(lines)")
        #expect(lines[1].hasPrefix("dev 6") && lines[1].hasSuffix(" 28"), "\(lines)")
        #expect(lines[2].hasSuffix(" 28"), "\(lines)")
        #expect(lines[3] == "app 0 30" && lines[4] == "etc 0 30", "\(lines)")
    }

    @Test func `what takes too much memory or too many processes is killed`() async throws {
        var options = options(20)
        options.memoryLimit = 200 << 20
        options.processLimit = 40
        let memory = try await DebianRoot.image(
            program: "import time\nkept = []\nwhile True:\n    kept.append(b'x' * 1_000_000)\n    time.sleep(0.001)\n"
        ).run(options)
        #expect(memory.status == .unhealthy && memory.reason?.contains("bytes in memory") == true, "\(memory)")
        let forks = """
            import os, time
            while True:
                try:
                    if os.fork() == 0:
                        time.sleep(600)
                        os._exit(0)
                except OSError:
                    pass
                time.sleep(0.002)
            """
        let processes = try await DebianRoot.image(program: forks).run(options)
        #expect(processes.status == .unhealthy && processes.reason?.contains("processes") == true, "\(processes)")
        #expect(processes.exitCode == 137 && processes.stop == nil, "\(processes)")
    }

    @Test func `it sees nothing of this machine, and has no privileges`() async throws {
        let probe = """
            import os, socket
            print(sorted(os.environ))
            print(os.getuid(), os.getgid(), os.getpid())
            print([line.split()[1] for line in open("/proc/self/status") if line.startswith("CapEff")])
            # The C library starts programs with its own two signals, 32 and 33, ignored.
            ignored = [int(line.split()[1], 16) for line in open("/proc/self/status") if line.startswith("SigIgn")]
            print([hex(number & ~0x180000000) for number in ignored])
            print(sorted(name for name in os.listdir("/proc") if name.isdigit()))
            print(sorted(os.listdir("/sys")) if os.path.exists("/sys") else "no /sys")
            print(socket.gethostname(), [name for _, name in socket.if_nameindex()])
            print(socket.gethostbyname("localhost"), os.listdir("/tmp"), sorted(os.listdir("/run")))
            try:
                socket.create_connection(("1.1.1.1", 80), timeout=1)
            except OSError as error:
                print(error.errno)
            try:
                os.setuid(0)
            except OSError as error:
                print(error.errno)
            """
        let report = try await DebianRoot.image(program: probe) { _, config in
            config.env?.append("MODE=test")
        }.run(options())
        let lines = report.output.text.split(separator: "\n").map(String.init)
        try #require(lines.count == 10, "\(report)")
        #expect(
            lines[0] == "['HOME', 'HOSTNAME', 'LC_CTYPE', 'MODE', 'PATH', 'PWD', 'PYTHONDONTWRITEBYTECODE']"
                || lines[0] == "['HOME', 'HOSTNAME', 'MODE', 'PATH', 'PWD', 'PYTHONDONTWRITEBYTECODE']", "\(lines[0])")
        #expect(lines[1] == "65532 65532 1" || lines[1] == "65532 0 1", "\(lines[1])")
        #expect(lines[2] == "['0000000000000000']")
        // Python itself ignores SIGPIPE and SIGXFSZ.
        #expect(lines[3] == "['0x1001000']", "\(lines[3])")
        #expect(lines[4] == "['1']")
        #expect(lines[5] == "no /sys")
        #expect(lines[6] == "tare ['lo']")
        #expect(lines[7] == "127.0.0.1 [] []", "\(lines[7])")
        #expect(lines[8] == "101", "the network is unreachable: \(lines[8])")
        #expect(lines[9] == "22", "there is no such user: \(lines[9])")
    }

    @Test func `its health check is asked, and has the last word`() async throws {
        let good = ["CMD", "python3", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health')"]
        let report = try await DebianRoot.image(program: Self.server()) {
            $1.healthcheck = .init(test: good)
        }.run(options(20))
        #expect(report.status == .healthy, "\(report)")
        #expect(report.health?.by == "health check" && report.health?.exitCode == 0)
        #expect((report.health?.milliseconds ?? 0) > 0)
        let bad = try await DebianRoot.image(program: Self.server()) {
            $1.healthcheck = .init(test: ["CMD-SHELL", "echo sick; exit 3"])
        }.run(options(8))
        #expect(bad.status == .unhealthy)
        #expect(bad.reason?.contains("ends with 3") == true && bad.reason?.contains("sick") == true, "\(bad)")
    }

    @Test func `what it writes to a volume and to /tmp its health check sees`() async throws {
        let before = "open('/tmp/ready', 'w').close(); open('/data/state', 'w').close()"
        let report = try await DebianRoot.image(program: Self.server(before: before)) { draft, config in
            config.volumes = ["/data"]
            config.healthcheck = .init(test: ["CMD-SHELL", "exec cat /tmp/ready /data/state"])
            try draft.folder("data")
            try draft.own("data", 65532)
        }.run(options(20))
        #expect(report.status == .healthy, "\(report)")
    }

    @Test func `runs leave no folder behind`() async throws {
        let scratch = try ScratchFolder()
        let image = try DebianRoot.image(program: "print('READY')\n")
        do {
            let unpacked = try await image.unpacked(in: scratch.url.path)
            #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).count == 2)
            _ = try await unpacked.run(
                options(), with: try await ProductRun.bubblewrap(), supervisor: ProductRun.supervisor)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).isEmpty)
    }

    @Test func `a run that is cancelled ends at once`() async throws {
        let scratch = try ScratchFolder()
        let image = try DebianRoot.image(program: "import time\ntime.sleep(600)\n")
        let (folder, bubblewrap) = (scratch.url.path, try await ProductRun.bubblewrap())
        let task = Task {
            let unpacked = try await image.unpacked(in: folder)
            return try await unpacked.run(self.options(60), with: bubblewrap, supervisor: ProductRun.supervisor)
        }
        try await Task.sleep(for: .milliseconds(1500))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
}
