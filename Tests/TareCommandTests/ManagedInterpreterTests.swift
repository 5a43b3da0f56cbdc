import Foundation
import Logging
import Tare
import TareDiagnostics
import TareInventory
import TareNetwork
import TareOCI
import TarePython
import TareSelection
import Testing

/// CPythons as layers: of archives that somebody made to do harm, and of real ones, which run on assembled bases.
@Suite("Managed interpreters", .serialized)
struct ManagedInterpreterTests {
    private static let machine: Machine = {
        #if arch(arm64)
            .aarch64
        #else
            .x86_64
        #endif
    }()
    private static let target = StandaloneTarget(machine: machine, library: .gnu)

    @Test(
        .enabled(if: StandaloneMirrors.isPossible, "needs python3"),
        arguments: [
            ("escape", "'..' component"), ("absolute", "not below 'python'"), ("outside", "not below 'python'"),
            ("link-absolute", "leads outside"), ("link-up", "leads outside"), ("link-through", "leads outside"),
            ("below-link", "below a file or a link"), ("below-file", "below a file or a link"),
            ("file-and-folder", "file and a folder"), ("twice", "comes twice"),
            ("hard-forward", "did not come before"), ("hard-outside", "did not come before"),
            ("hard-to-link", "did not come before"), ("device", "is a device"), ("pipe", "is a device"),
            ("whiteout", "mark of deletion"), ("full", "full archive"), ("full-install", "full archive"),
            ("no-program", "no program bin/python3.13"), ("script", "no program bin/python3.13"),
            ("not-executable", "no program bin/python3.13"), ("no-library", "no lib/python3.13/os.py"),
            ("other-machine", "is for riscv"), ("bomb", "bomb"), ("cut", "cut off"), ("text", "cut off"),
            ("changed", "instead of"),
        ])
    func `a hostile archive is refused, and nothing of it is kept`(name: String, what: String) async throws {
        let mirrors = try StandaloneMirrors.made.get()
        let scratch = try Scratch()
        let error = await #expect(throws: (any Error).self) {
            try await Self.interpreter(mirrors.path(name), scratch, minor: 13)
        }
        #expect("\(try #require(error))".contains(what), "\(String(describing: error))")
        let blobs = try? FileManager.default.contentsOfDirectory(atPath: scratch.path("cache/blobs/sha256"))
        #expect(blobs?.isEmpty ?? true)
    }

    @Test(.enabled(if: StandaloneMirrors.isPossible, "needs python3"))
    func `a layer has what is planned of an archive, owned by root and without times`() async throws {
        let mirrors = try StandaloneMirrors.made.get()
        let scratch = try Scratch()
        let made = try await Self.interpreter(mirrors.path("good"), scratch, minor: 13, folder: "/opt/python")
        #expect(made.path == "/opt/python/bin/python3.13" && made.archive.tag.day == "2025-10-14")
        #expect(made.version.description == "3.13.9" && made.descriptor.digest == made.layer.digest)
        let blob = scratch.path("cache/blobs/sha256/\(made.descriptor.digest.hex)")
        let listed = try TareProcess.command(
            "/bin/tar", ["--quoting-style=literal", "--numeric-owner", "--full-time", "--utc", "-tvzf", blob])
        try #require(listed.code == 0, "\(listed.errors)")
        let lines = listed.text.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 5) }
        #expect(lines.allSatisfy { $0[1] == "0/0" && $0[3] == "1970-01-01" && $0[4] == "00:00:00" })
        let long = "opt/python/lib/long/" + String(repeating: "n", count: 120)
        #expect(
            lines.map { "\($0[0]) \($0[5])" } == [
                "drwxr-xr-x opt/python/", "drwxr-xr-x opt/python/bin/", "-rwxr-xr-x opt/python/bin/python3.13",
                "lrwxrwxrwx opt/python/bin/python3 -> python3.13", "lrwxrwxrwx opt/python/bin/python -> ./python3",
                "drwxr-xr-x opt/python/lib/", "drwxr-xr-x opt/python/lib/python3.13/",
                "-rw-r--r-- opt/python/lib/python3.13/os.py",
                "hrwxr-xr-x opt/python/bin/python3.13-copy link to opt/python/bin/python3.13",
                // What only its hard links keep has the first one's name.
                "-rw-r--r-- opt/python/lib/Python.h",
                "hrw-r--r-- opt/python/lib/Twice.h link to opt/python/lib/Python.h",
                "lrwxrwxrwx opt/python/lib64 -> lib", "lrwxrwxrwx opt/python/lib/deep -> python3.13/os.py",
                "lrwxrwxrwx opt/python/lib/through -> ../lib64/python3.13",
                "drwxr-xr-x opt/python/lib/long/", "drwxr-xr-x \(long)/",
                "-rw-r--r-- \(long)/" + String(repeating: "m", count: 120) + ".py",
                "-rw-r--r-- opt/python/lib/café.py",
            ])
    }

    @Test(.enabled(if: StandaloneMirrors.isPossible, "needs python3"))
    func `it is made once, and again only where a part of it is gone`() async throws {
        let mirrors = try StandaloneMirrors.made.get()
        let scratch = try Scratch()
        let copy = scratch.path("mirror")
        try FileManager.default.copyItem(atPath: mirrors.path("good"), toPath: copy)
        let first = try await Self.interpreter(copy, scratch, minor: 13)
        let blob = scratch.path("cache/blobs/sha256/\(first.descriptor.digest.hex)")
        let archive = copy + "/20251014/" + first.archive.name
        try FileManager.default.moveItem(atPath: archive, toPath: archive + ".away")
        // Neither the archive nor the blob is needed to know it.
        try FileManager.default.removeItem(atPath: blob)
        let second = try await Self.interpreter(copy, scratch, minor: 13)
        #expect(second.layer.encoded() == first.layer.encoded() && second.path == first.path)
        #expect(second.libraryFloor == first.libraryFloor && first.libraryFloor != nil)
        // To write an image the blob is, and without the archive it cannot be made.
        await #expect(throws: StandaloneMirrorError.self) {
            try await Self.interpreter(copy, scratch, minor: 13) { $0.wantsBlob = true }
        }
        try FileManager.default.moveItem(atPath: archive + ".away", toPath: archive)
        let third = try await Self.interpreter(copy, scratch, minor: 13) { $0.wantsBlob = true }
        #expect(third.descriptor == first.descriptor && FileManager.default.fileExists(atPath: blob))
        // Another folder is another layer.
        let other = try await Self.interpreter(copy, scratch, minor: 13, folder: "/elsewhere")
        #expect(other.layer.digest != first.layer.digest && other.layer.count == first.layer.count)
    }

    @Test(.enabled(if: StandaloneMirrors.isPossible, "needs python3"))
    func `a minor that is not published is refused with those that are`() async throws {
        let mirrors = try StandaloneMirrors.made.get()
        let scratch = try Scratch()
        let error = await #expect(throws: ManagedInterpreterError.self) {
            try await Self.interpreter(mirrors.path("good"), scratch, minor: 12)
        }
        #expect(error?.what == "no CPython 3.12 is published for \(Self.target); 3.13.9 are", "\(error?.what ?? "")")
        #expect(error?.severity == .incomplete)
        for folder in ["/", "", "python", "/a//b", "/a/", "/../etc", "/a/./b", "/a b", "/.wh.a"] {
            let error = await #expect(throws: ManagedInterpreterError.self) {
                try await Self.interpreter(mirrors.path("good"), scratch, minor: 13, folder: folder)
            }
            #expect(error == .invalidFolder(folder))
        }
    }

    @Test(.enabled(if: StandaloneMirrors.isPossible, "needs python3"))
    func `many that want the same wait for one making`() async throws {
        let mirrors = try StandaloneMirrors.made.get()
        let scratch = try Scratch()
        let digests = try await withThrowingTaskGroup(of: Digest?.self) { group in
            for _ in 0..<8 {
                group.addTask { try await Self.interpreter(mirrors.path("good"), scratch, minor: 13).layer.digest }
            }
            return try await group.reduce(into: Set<Digest?>()) { $0.insert($1) }
        }
        #expect(digests.count == 1 && !digests.contains(nil))
    }

    // MARK: - Real interpreters

    /// The cache of the tests with real interpreters, each made once.
    private static let shared = Result { try Scratch() }

    /// Everything that a service's standard library is asked for, and what a first request needs.
    private static let probe = """
        import asyncio, ctypes, hashlib, json, lzma, sqlite3, ssl, sys, zlib
        import bz2, decimal, http.server, logging.config, multiprocessing, queue, socket, uuid, venv, zoneinfo
        assert hashlib.sha256(b"").hexdigest().startswith("e3b0c442")
        assert sqlite3.connect(":memory:").execute("select 6 * 7").fetchone() == (42,)
        for codec in [bz2, lzma, zlib]:
            assert codec.decompress(codec.compress(b"a")) == b"a"
        assert ctypes.CDLL(None).getpid() > 0
        assert len(ssl.create_default_context().get_ca_certs()) > 100
        async def answer(reader, writer):
            await reader.readline()
            writer.write(json.dumps({"ok": True}).encode())
            writer.close()
        async def main():
            server = await asyncio.start_server(answer, "127.0.0.1", 0)
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(b"hello\\n")
            assert json.loads(await reader.read()) == {"ok": True}
        asyncio.run(main())
        print(sys.prefix, sys.version.split()[0])
        """

    @Test(
        .enabled(
            if: getuid() == 0 && Peers.umoci != nil && Peers.bwrap != nil && ManagedPythonMirror.isPossible,
            "needs root, umoci, bubblewrap and patchelf"),
        arguments: ["bookworm", "trixie"])
    func `a real interpreter runs on a base that has none`(suite: String) async throws {
        let root = try RootFileSystem(of: try AssembledBases.archive("debian-distroless-cc", suite))
        #expect(try root.run(["/usr/bin/python3", "--version"]).code != 0)
        let scratch = try Self.shared.get()
        for minor in try await Self.minors(scratch) {
            let made = try await Self.interpreter(ManagedPythonMirror.folder(), scratch, minor: minor)
            try Self.unpack(made, scratch, to: root.path)
            let outcome = try root.run([made.path, "-c", Self.probe])
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(outcome.text == "/python \(made.version)\n")
            try await Self.expectProof(of: made, on: try AssembledBases.archive("debian-distroless-cc", suite), scratch)
            try FileManager.default.removeItem(atPath: root.path + "/python")
        }
    }

    /// What runs is said to: the layer on the base, before any image of both exists.
    private static func expectProof(of made: ManagedInterpreter, on base: String, _ scratch: Scratch) async throws {
        let measured = try await workspace(ManagedPythonMirror.folder(), scratch) {
            try await $0.measure(ImageLocation("oci-archive:\(base):base"))
        }
        let tree = ImageTree(layers: measured.tree.layers + [made.layer])
        let inventory = ImageInventory(of: tree)
        #expect(inventory.interpreters.map(\.path) == [made.path])
        #expect(inventory.interpreters.map(\.version) == [made.version.description])
        #expect(
            inventory.packages.allSatisfy { !$0.location.hasPrefix("python/") && !$0.location.hasPrefix("/python/") })
        var config = measured.image.config
        config.config?.entrypoint = nil
        config.config?.cmd = [made.path, "-m", "http.server"]
        let proof = Proof(of: tree, config: config, inventory: inventory)
        #expect(proof.status == .starts, "\(proof.checks.filter { $0.status != .pass })")
    }

    @Test(
        .enabled(
            if: getuid() == 0 && Peers.umoci != nil && Peers.bwrap != nil && ManagedPythonMirror.isPossible,
            "needs root, umoci, bubblewrap and patchelf"))
    func `no module is left out that another needs`() async throws {
        let root = try RootFileSystem(of: try AssembledBases.archive("debian-distroless-cc", "trixie"))
        let scratch = try Self.shared.get()
        let program = """
            import importlib, pkgutil, sys, warnings
            warnings.simplefilter("ignore")
            shown = sys.stdout
            sys.stdout = open("/dev/null", "w")
            names = set(sys.stdlib_module_names) - {"this", "antigravity", "idlelib"}
            for package in ["asyncio", "email", "encodings", "http", "importlib", "json", "logging", "multiprocessing",
                            "unittest", "urllib", "venv", "wsgiref", "xml", "xmlrpc", "concurrent", "ctypes"]:
                folder = importlib.import_module(package)
                below = pkgutil.walk_packages(folder.__path__, package + ".")
                names |= {module.name for module in below if "__main__" not in module.name}
            failed = {}
            for name in sorted(names):
                try:
                    importlib.import_module(name)
                except BaseException as error:
                    failed[name] = f"{type(error).__name__}: {error}"
            for name, error in failed.items():
                print(name, error, sep="\\t", file=shown)
            """
        for minor in try await Self.minors(scratch) {
            let made = try await Self.interpreter(ManagedPythonMirror.folder(), scratch, minor: minor)
            func failures() throws -> [String: String] {
                let outcome = try root.run([made.path, "-c", program])
                #expect(outcome.code == 0, "\(outcome.errors)")
                return Dictionary(
                    uniqueKeysWithValues: outcome.text.split(separator: "\n").map {
                        let parts = $0.split(separator: "\t", maxSplits: 1)
                        return (String(parts[0]), String(parts[1]))
                    })
            }
            try Self.unpack(made, scratch, to: root.path)
            let lean = try failures()
            try FileManager.default.removeItem(atPath: root.path + "/python")
            // The archive as it was published.
            let archive = "\(try ManagedPythonMirror.folder())/\(made.archive.tag)/\(made.archive.name)"
            let full = try TareProcess.command("/bin/tar", ["--no-same-owner", "-xzf", archive, "-C", root.path])
            try #require(full.code == 0, "\(full.errors)")
            let published = try failures()
            try FileManager.default.removeItem(atPath: root.path + "/python")
            let lost = Set(lean.keys).subtracting(published.keys)
            #expect(
                lost.isSubset(of: [
                    "_tkinter", "ensurepip", "lib2to3", "pydoc_data", "tkinter", "turtle", "turtledemo",
                    "unittest.test",
                ]), "\(lean.filter { lost.contains($0.key) })")
        }
    }

    @Test(.enabled(if: ManagedPythonMirror.isPossible, "needs patchelf"))
    func `the same archive gives the same layer in another cache`() async throws {
        let (one, two) = (try Self.shared.get(), try Scratch())
        for minor in try await Self.minors(one).prefix(1) {
            let first = try await Self.interpreter(ManagedPythonMirror.folder(), one, minor: minor)
            let second = try await Self.interpreter(ManagedPythonMirror.folder(), two, minor: minor)
            #expect(first.layer.digest == second.layer.digest && first.layer.diffID == second.layer.diffID)
            // Half of an installation is for other things than running services.
            let archive = "\(try ManagedPythonMirror.folder())/\(first.archive.tag)/\(first.archive.name)"
            let before = try FileManager.default.attributesOfItem(atPath: archive)[.size] as? Int ?? 0
            print("3.\(minor): archive \(before), layer \(first.layer.compressedSize), \(first.layer.count) entries")
            #expect(first.layer.compressedSize < UInt64(before))
        }
    }

    private static func minors(_ scratch: Scratch) async throws -> [Int] {
        let versions = try await workspace(ManagedPythonMirror.folder(), scratch) {
            try await $0.managedVersions(for: target, now: 1000)
        }
        return versions.map { Int($0.minor) }
    }

    private static func unpack(_ made: ManagedInterpreter, _ scratch: Scratch, to root: String) throws {
        let blob = scratch.path("cache/blobs/sha256/\(made.descriptor.digest.hex)")
        let outcome = try TareProcess.command("/bin/tar", ["-xzf", blob, "-C", root])
        try #require(outcome.code == 0, "\(outcome.errors)")
    }

    private static func interpreter(
        _ mirror: String, _ scratch: Scratch, minor: Int, folder: String = "/python",
        _ change: (inout ManagedInterpreterRequest) -> Void = { _ in }
    ) async throws -> ManagedInterpreter {
        var request = ManagedInterpreterRequest(minor: minor, target: target, folder: folder, now: 1000)
        change(&request)
        return try await workspace(mirror, scratch) { [request] in try await $0.managedInterpreter(request) }
    }

    private static func workspace<Answer: Sendable>(
        _ mirror: String, _ scratch: Scratch, _ body: @Sendable (Workspace) async throws -> Answer
    ) async throws -> Answer {
        try await Workspace.with(
            .init(environment: scratch.environment.merging(["TARE_PYTHON_MIRROR": mirror]) { $1 }),
            logger: Logger(label: "test"), progress: SilentProgress()
        ) { try await body($0) }
    }
}

/// What `standalone.py` makes, for all tests of this run.
struct StandaloneMirrors: Sendable {
    private let scratch: Scratch

    static let isPossible = Peers.find("python3") != nil
    static let made = Result { try StandaloneMirrors() }

    private init() throws {
        scratch = try Scratch()
        let script = Places.root.appending(path: "Tests/TareCommandTests/Support/standalone.py").path
        #if arch(arm64)
            let machine = "aarch64"
        #else
            let machine = "x86_64"
        #endif
        let outcome = try TareProcess.command("/usr/bin/env", ["python3", script, scratch.url.path, machine])
        try #require(outcome.code == 0, "\(outcome.errors)")
    }

    func path(_ name: String) -> String { scratch.path(name) }
}
