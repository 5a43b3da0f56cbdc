import Foundation
import Testing

@testable import TarePython

/// Held against pbs-installer, which lists what the project has published, with its checksums, and chooses among it.
@Suite(.enabled(if: InstallerPeer.published != nil, "needs pip and the Python index"))
struct InstallerAgreementTests {
    @Test func `every published archive for Linux is read, and nothing else`() throws {
        let published = try #require(InstallerPeer.published)
        let wanted = published.files.filter { file in
            file.name.contains("+") && file.isInstallation && ["x86_64", "aarch64"].contains(file.architecture)
                && file.system == "linux"
        }
        #expect(wanted.count > 200)
        let text = published.files.filter { $0.sha256 != nil }.map { "\($0.sha256 ?? "")  \($0.name)\n" }.joined()
        let list = try StandaloneArchives(checksums: Array(text.utf8))
        let known = Set(wanted.filter { $0.sha256 != nil }.map(\.name))
        #expect(Set(list.archives.map(\.name)) == known)
        let sums = Dictionary(
            published.files.compactMap { file in file.sha256.map { (file.name, $0) } }, uniquingKeysWith: { $1 })
        #expect(list.archives.allSatisfy { sums[$0.name] == $0.sha256 })
    }

    @Test func `the same archive is chosen for every minor and processor`() throws {
        let published = try #require(InstallerPeer.published)
        let text = published.files.filter { $0.sha256 != nil }.map { "\($0.sha256 ?? "")  \($0.name)\n" }.joined()
        let list = try StandaloneArchives(checksums: Array(text.utf8))
        var compared = 0
        for choice in published.choices {
            let machine = try #require(Machine(rawValue: choice.architecture))
            let target = StandaloneTarget(machine: machine, library: .gnu, isFreeThreaded: choice.isFreeThreaded)
            // The peer takes pre-releases too, where a minor has nothing else.
            guard let mine = list.archive(minor: choice.minor, for: target) else { continue }
            #expect(mine.name == choice.name)
            compared += 1
        }
        #expect(compared >= 12)
    }
}

/// pbs-installer of the Python index, fetched once: its list and its choices.
enum InstallerPeer {
    struct Published: Decodable {
        struct File: Decodable {
            var name: String
            var sha256: String?
            var system: String
            var architecture: String
            var isInstallation: Bool
        }
        struct Choice: Decodable {
            var minor: Int
            var architecture: String
            var isFreeThreaded: Bool
            var name: String
        }
        var files: [File]
        var choices: [Choice]
    }

    private static let version = "2026.10.25"
    private static let sha256 = "19158e6fe4c941a230fdd017e48562ccea8a1d9320d9ffb30b38826d516b375b"

    private static let program = """
        import hashlib, json, sys
        from urllib.parse import unquote
        wheel, expected = sys.argv[1:]
        assert hashlib.sha256(open(wheel, "rb").read()).hexdigest() == expected
        sys.path.insert(0, wheel)
        import zipfile
        from pbs_installer._install import get_download_link
        listed = json.loads(zipfile.ZipFile(wheel).read("pbs_installer/versions.json"))
        files = [{"name": unquote(file["filename"]), "sha256": file["sha256"], "system": file["platform"],
                  "architecture": file["arch"], "isInstallation": "install_only" in file["filename"]}
                 for version in listed for file in version["files"]]
        choices = []
        for minor in range(9, 16):
            for arch in ["x86_64", "aarch64"]:
                for free in [False, True] if minor >= 13 else [False]:
                    try:
                        _, (url, _) = get_download_link(f"3.{minor}", arch, "linux", free_threaded=free)
                    except ValueError:
                        continue
                    choices.append({"minor": minor, "architecture": arch, "isFreeThreaded": free,
                                    "name": unquote(url.rsplit("/", 1)[1])})
        print(json.dumps({"files": files, "choices": choices}))
        """

    static let published: Published? = {
        let environment = ProcessInfo.processInfo.environment
        let folder =
            (environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "/root") + "/.cache") + "/tare-test/wheels"
        let wheel = "\(folder)/pbs_installer-\(version)-py3-none-any.whl"
        if !FileManager.default.fileExists(atPath: wheel) {
            _ = try? PackagingPeer.run(
                "/usr/bin/env",
                [
                    "python3", "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", "--dest", folder,
                    "pbs-installer==\(version)",
                ])
        }
        guard let output = try? PackagingPeer.run("/usr/bin/env", ["python3", "-c", program, wheel, sha256]),
            let published = try? JSONDecoder().decode(Published.self, from: output)
        else {
            print("skipped: pbs-installer can't be had from the Python index")
            return nil
        }
        return published
    }()
}
