import Foundation
import TareDebian
import TareDiagnostics
import Testing

@testable import TareAssembly

/// Whether real bases are to be assembled here.
private enum RealBases {
    static let isWanted: Bool = {
        guard ProcessInfo.processInfo.environment["TARE_FULL_TESTS"] != nil else {
            print("skipped: built-in recipes on real packages, without TARE_FULL_TESTS")
            return false
        }
        return Tool.available("apt-get", "/usr/lib/apt/apt-helper", "dpkg", "chroot") && getuid() == 0
    }()
}

/// Built-in recipes on the packages of the real archive, as apt downloads them.
///
/// Minutes in a debug build: only with the variable `TARE_FULL_TESTS`.
@Suite(.serialized, .enabled(if: RealBases.isWanted))
struct RealBaseTests {
    private static let pool = Result {
        let folder = "/var/lib/apt/lists"
        let lists = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
            $0.contains("_debian") && $0.hasSuffix("_main_binary-amd64_Packages.lz4")
        }.sorted { ($0.count, $0) < ($1.count, $1) }
        return try PackagePool(
            try lists.map { list in
                try PackageIndex(
                    try Tool.run("/usr/lib/apt/apt-helper", ["cat-file", "\(folder)/\(list)"]), suite: list)
            })
    }

    private func assemble(_ id: String, reversed: Bool = false, from folder: ScratchDirectory) throws -> AssembledRoot {
        var assembler = try BaseAssembler(
            recipe: try BaseRecipe(builtIn: id), suite: "bookworm", architecture: "amd64")
        let packages = try assembler.packages(from: try Self.pool.get())
        let files = { try FileManager.default.contentsOfDirectory(atPath: folder.url.path) }
        let missing = try packages.filter { package in try !files().contains { $0.hasPrefix(package.name + "_") } }
        // Longer lists made apt's handlers fail here, though not from a shell.
        for start in stride(from: 0, to: missing.count, by: 12) {
            let some = missing[start..<min(start + 12, missing.count)].map { "\($0.name)=\($0.version)" }
            try Tool.run("apt-get", ["download", "-q", "-o", "APT::Sandbox::User=root"] + some, in: folder.url)
        }
        let names = try files()
        for package in reversed ? packages.reversed() : packages {
            let name = try #require(names.first { $0.hasPrefix(package.name + "_") })
            let bytes = try folder.read(name)
            try assembler.add(package) { take in try bytes.withUnsafeBytes(take) }
        }
        return try assembler.finish(epoch: nil, latest: nil)
    }

    @Test func `a slim base is one that dpkg and apt go on from`() throws {
        let folder = try ScratchDirectory()
        let root = try assemble("debian-slim", from: folder)
        let (first, unpacked) = (try root.layer().layer, try root.unpacked())
        #expect(try assemble("debian-slim", reversed: true, from: folder).layer().layer == first)
        let audit = try Tool.outcome("dpkg", ["--root=\(unpacked.url.path)", "--audit"])
        #expect(audit.status == 0 && String(decoding: audit.output, as: UTF8.self) == "")
        // Left out are documents only.
        let (_, verified, _) = try Tool.outcome("dpkg", ["--root=\(unpacked.url.path)", "--verify"])
        let changed = String(decoding: verified, as: UTF8.self).split(separator: "\n").filter {
            !$0.contains("/usr/share/doc/") && !$0.contains("/usr/share/man/") && !$0.contains("/usr/share/locale/")
                && !$0.contains("/usr/share/info/") && !$0.contains("/usr/share/lintian/")
        }
        #expect(changed == [])
        for command in [
            ["/bin/sh", "-c", "getent passwd root && apt-get --version && dpkg -l apt && perl -e 'print 1'"],
            ["/usr/bin/apt-get", "check"],
        ] {
            let (status, _, complaint) = try Tool.outcome("chroot", [unpacked.url.path] + command)
            #expect(status == 0, "\(complaint)")
        }
    }

    @Test func `a Python base runs Python`() throws {
        let folder = try ScratchDirectory()
        let root = try assemble("debian-distroless-python", from: folder)
        let unpacked = try root.unpacked()
        let (status, output, complaint) = try Tool.outcome(
            "chroot",
            [
                unpacked.url.path, "/usr/bin/python", "-c",
                "import ssl, sqlite3; print(len(ssl.create_default_context().get_ca_certs()) > 50)",
            ])
        #expect(status == 0 && String(decoding: output, as: UTF8.self) == "True\n", "\(complaint)")
        let names = try FileManager.default.contentsOfDirectory(atPath: unpacked.path("var/lib/dpkg/status.d"))
        #expect(names.filter { !$0.hasSuffix(".md5sums") }.count > 25)
        #expect(!FileManager.default.fileExists(atPath: unpacked.path("bin/sh")))
    }
}
