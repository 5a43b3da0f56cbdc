import Foundation
import Testing

/// The built-in recipes on Debian's own archive: what comes out runs, and is taken by tools that we did not write.
@Suite("Assembled bases", .serialized)
struct AssembledBaseTests {
    @Test(
        .enabled(
            if: getuid() == 0 && Peers.umoci != nil && Peers.bwrap != nil, "needs root, umoci and bubblewrap"),
        arguments: ["bookworm", "trixie"])
    func `the assembled distroless-python runs`(suite: String) throws {
        let root = try RootFileSystem(of: try AssembledBases.archive("debian-distroless-python", suite))
        let program = """
            import bz2, ctypes, decimal, hashlib, json, lzma, multiprocessing, readline, sqlite3, ssl, sys, uuid, zlib, zoneinfo
            assert hashlib.sha256(b"").hexdigest().startswith("e3b0c442")
            assert sqlite3.connect(":memory:").execute("select 6 * 7").fetchone() == (42,)
            assert lzma.decompress(lzma.compress(b"a")) == bz2.decompress(bz2.compress(b"a")) == zlib.decompress(zlib.compress(b"a"))
            assert ctypes.CDLL(None).getpid() > 0
            assert len(ssl.create_default_context().get_ca_certs()) > 100
            assert zoneinfo.ZoneInfo("Europe/Berlin").key == "Europe/Berlin"
            import os, pwd
            assert pwd.getpwuid(os.getuid()).pw_name == "nonroot", os.getuid()
            print(sys.version_info[0], sys.version_info[1])
            """
        let outcome = try root.run(["/usr/bin/python3", "-c", program])
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.text == (suite == "bookworm" ? "3 11\n" : "3 13\n"))
        let shell = try root.run(["/bin/sh", "-c", "true"])
        #expect(shell.code != 0, "distroless has no shell")
    }

    @Test(
        .enabled(
            if: getuid() == 0 && Peers.umoci != nil && Peers.bwrap != nil, "needs root, umoci and bubblewrap"),
        arguments: ["bookworm", "trixie"])
    func `the assembled slim has a package manager that finds everything in order`(suite: String) throws {
        let root = try RootFileSystem(of: try AssembledBases.archive("debian-slim", suite))
        let audit = try root.run(["/bin/sh", "-ec", "dpkg --audit; dpkg --verify; apt-get check -qq; id -un"])
        #expect(audit.code == 0, "\(audit.errors)")
        // Documentation and the like are left out on purpose.
        let changed = audit.text.split(separator: "\n").filter {
            !["/usr/share/doc/", "/usr/share/man/", "/usr/share/locale/", "/usr/share/info/", "/usr/share/lintian/"]
                .contains(where: $0.contains)
        }
        #expect(changed == ["root"])
    }

    @Test(.enabled(if: Peers.skopeo != nil, "needs skopeo"))
    func `skopeo reads every form that is written, and finds the same image`() throws {
        let scratch = try Scratch()
        let environment = AssembledBases.environment
        var layers: Set<[String]> = []
        for output in [
            "oci:" + scratch.path("layout") + ":base", "oci-archive:" + scratch.path("oci.tar"),
            "docker-archive:" + scratch.path("docker.tar") + ":base:1",
        ] {
            let made = try TareProcess.run(
                ["base", "assemble", "debian-distroless-cc", "--suite", "trixie", "--arch", "amd64", "-o", output],
                environment: environment)
            try #require(made.code == 0, "\(made.errors)")
            let copy = scratch.path("copy-\(layers.count)-\(UUID().uuidString)")
            let copied = try TareProcess.command(
                try #require(Peers.skopeo), ["--insecure-policy", "copy", "-q", output, "dir:" + copy])
            #expect(copied.code == 0, "\(output): \(copied.errors)")
            let inspected = try TareProcess.run(
                ["inspect", output, "--format", "json"], environment: scratch.environment
            ).json()
            let list = try #require(inspected["layers"] as? [[String: Any]])
            layers.insert(list.compactMap { $0["diffID"] as? String })
        }
        #expect(layers.count == 1)
    }

    @Test func `an image for another processor is assembled as well`() throws {
        let archive = try AssembledBases.archive("debian-distroless-python", "trixie", arch: "arm64")
        let outcome = try TareProcess.run(
            ["inspect", "oci-archive:" + archive, "--platform", "linux/arm64", "--format", "json"],
            environment: try Scratch().environment)
        try #require(outcome.code == 0, "\(outcome.errors)")
        let inventory = try #require(try outcome.json()["inventory"] as? [String: Any])
        let interpreters = try #require(inventory["interpreters"] as? [[String: Any]])
        #expect(interpreters.count == 1)
        #expect((interpreters.first?["version"] as? String)?.hasPrefix("3.13.") == true)
        #expect(interpreters.first?["path"] as? String == "/usr/bin/python3.13")
    }
}

/// An image's files, unpacked by umoci, and a way to run programs in them: bubblewrap, as the image's user, no network.
final class RootFileSystem: Sendable {
    private let scratch: Scratch
    /// Where the image's `/` is on this machine.
    let path: String
    /// The layout that it was unpacked from, and umoci's folder for it.
    let layout: String
    let bundle: String
    private let user: String
    /// The image's own variables, as pairs.
    private let environment: [[String]]

    init(of archive: String) throws {
        scratch = try Scratch()
        layout = scratch.path("layout")
        try FileManager.default.createDirectory(atPath: layout, withIntermediateDirectories: true)
        try #require(try TareProcess.command("/bin/tar", ["-xf", archive, "-C", layout]).code == 0)
        bundle = scratch.path("bundle")
        let unpacked = try TareProcess.command(
            try #require(Peers.umoci), ["unpack", "--image", layout + ":base", bundle])
        try #require(unpacked.code == 0, "\(unpacked.errors)")
        path = bundle + "/rootfs"
        let config = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: bundle + "/config.json")))
        let process = (config as? [String: Any])?["process"] as? [String: Any]
        user = "\((process?["user"] as? [String: Any])?["uid"] as? Int ?? 0)"
        environment = (process?["env"] as? [String] ?? []).map {
            $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// - Parameter showing: what of this machine is seen inside besides, and where.
    func run(
        _ command: [String], environment changes: [String: String] = [:], folder: String = "/",
        showing shown: [String: String] = [:]
    ) throws -> TareProcess.Outcome {
        // What it starts and leaves behind ends with it.
        var arguments = [
            "--die-with-parent", "--ro-bind", path, "/", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp",
        ]
        for (place, name) in shown { arguments += ["--ro-bind", place, name] }
        arguments += ["--unshare-all", "--uid", user, "--gid", user, "--chdir", folder, "--clearenv"]
        for pair in environment + changes.map({ [$0.key, $0.value] }) { arguments += ["--setenv"] + pair }
        return try TareProcess.command(try #require(Peers.bwrap), arguments + ["--"] + command)
    }
}
