import Testing

@testable import TarePython

struct StandaloneArchiveTests {
    private static let sum = String(repeating: "0a", count: 32)

    @Test(
        arguments: [
            ("cpython-3.13.9+20251014-x86_64-unknown-linux-gnu-install_only_stripped.tar.gz", "3.13.9", "2025-10-14"),
            ("cpython-3.14.0rc2+20250818-aarch64-unknown-linux-gnu-install_only.tar.gz", "3.14.0rc2", "2025-08-18"),
            ("cpython-3.13.15+20260814-x86_64-unknown-linux-musl-install_only.tar.gz", "3.13.15", "2026-08-14"),
            (
                "cpython-3.14.7+20260814-aarch64-unknown-linux-gnu-freethreaded-install_only_stripped.tar.gz",
                "3.14.7", "2026-08-14"
            ),
        ])
    func `a published name is read and written back`(name: String, version: String, day: String) throws {
        let archive = try #require(StandaloneArchive(name: name, sha256: Self.sum))
        #expect(archive.name == name && archive.version.description == version && archive.tag.day == day)
        #expect(archive.isStripped == name.contains("stripped"))
        #expect(archive.target.isFreeThreaded == name.contains("freethreaded"))
        #expect(archive.target.library.rawValue == (name.contains("musl") ? "musl" : "gnu"))
        #expect(name.contains(archive.target.machine.rawValue))
    }

    @Test(
        arguments: [
            // Other systems and processors, other kinds of archives.
            "cpython-3.13.9+20251014-aarch64-apple-darwin-install_only_stripped.tar.gz",
            "cpython-3.13.9+20251014-x86_64_v3-unknown-linux-gnu-install_only_stripped.tar.gz",
            "cpython-3.13.9+20251014-x86_64-unknown-linux-gnu-pgo+lto-full.tar.zst",
            "cpython-3.13.9+20251014-x86_64-unknown-linux-gnu-freethreaded+debug-full.tar.zst",
            "cpython-3.13.9+20251014-x86_64-unknown-linux-musl-lto+static-full.tar.zst",
            // Static programs, which load no extension module, under what became the name of others.
            "cpython-3.13.2+20250212-x86_64-unknown-linux-musl-install_only_stripped.tar.gz",
            // Names as they were before releases were a part of them, and names that only look right.
            "cpython-3.9.6-x86_64-unknown-linux-gnu-install_only-20210724T1424.tar.gz",
            "cpython-3.13.9+20251399-x86_64-unknown-linux-gnu-install_only.tar.gz",
            "cpython-3.13+20251014-x86_64-unknown-linux-gnu-install_only.tar.gz",
            "cpython-03.13.9+20251014-x86_64-unknown-linux-gnu-install_only.tar.gz",
            "cpython-2.7.18+20251014-x86_64-unknown-linux-gnu-install_only.tar.gz",
            "cpython-../../x+20251014-x86_64-unknown-linux-gnu-install_only.tar.gz",
            "pypy-3.11.13+20251014-x86_64-unknown-linux-gnu-install_only.tar.gz", "cpython-", "",
        ])
    func `any other name is passed over`(name: String) {
        #expect(StandaloneArchive(name: name, sha256: Self.sum) == nil)
    }

    @Test func `the newest final patch is taken, of the newest release, without symbols`() throws {
        let target = StandaloneTarget(machine: .x86_64, library: .gnu)
        let list = try StandaloneArchives(
            checksums: Self.lines([
                "cpython-3.13.10+20251202-x86_64-unknown-linux-gnu-install_only.tar.gz",
                "cpython-3.13.9+20251014-x86_64-unknown-linux-gnu-install_only_stripped.tar.gz",
                "cpython-3.13.10+20251202-x86_64-unknown-linux-gnu-install_only_stripped.tar.gz",
                "cpython-3.13.10+20251203-x86_64-unknown-linux-gnu-install_only_stripped.tar.gz",
                "cpython-3.13.11+20251203-aarch64-unknown-linux-gnu-install_only_stripped.tar.gz",
                "cpython-3.13.12+20251203-x86_64-unknown-linux-gnu-freethreaded-install_only_stripped.tar.gz",
                "cpython-3.15.0a2+20251203-x86_64-unknown-linux-gnu-install_only_stripped.tar.gz",
                "cpython-3.9.25+20251202-x86_64-unknown-linux-gnu-install_only_stripped.tar.gz",
            ]))
        let chosen = list.archive(minor: 13, for: target)
        #expect(chosen?.name == "cpython-3.13.10+20251203-x86_64-unknown-linux-gnu-install_only_stripped.tar.gz")
        #expect(list.archive(minor: 15, for: target) == nil, "a pre-release is for nobody's service")
        #expect(list.archive(minor: 12, for: target) == nil)
        #expect(list.versions(for: target).map(\.description) == ["3.13.10", "3.9.25"])
        var free = target
        free.isFreeThreaded = true
        #expect(list.versions(for: free).map(\.description) == ["3.13.12"])
        // What is kept of a list chooses alike.
        let kept = try StandaloneArchives(checksums: Array(list.chosen().checksums.utf8))
        #expect(kept.archives.count == 4)
        #expect(kept.archive(minor: 13, for: target) == chosen && kept.versions(for: free) == list.versions(for: free))
    }

    @Test(
        arguments: [
            ("<!DOCTYPE html>\n<html>", "line 1"), ("", "names no CPython"), ("\n\n", "names no CPython"),
            ("0a  short\n", "line 1"), (sum + " cpython\n", "line 1"), (sum.dropLast() + "g  cpython\n", "line 1"),
            (sum + "  ../../etc/passwd\n", "line 1"), (sum + "  other.tar.gz\n", "names no CPython"),
            (sum + "  one.tar.gz\nnot a line\n", "line 2"),
        ])
    func `what is no list is refused, with the line`(text: String, what: String) {
        let error = #expect(throws: StandaloneListError.self) { try StandaloneArchives(checksums: Array(text.utf8)) }
        #expect(error?.what.contains(what) == true, "\(String(describing: error))")
    }

    @Test func `a list is bounded, names no archive twice, and none of another release`() throws {
        let name = "cpython-3.13.9+20251014-x86_64-unknown-linux-gnu-install_only_stripped.tar.gz"
        let once = Self.lines([name])
        let spaced = Array("\(Self.sum) *\(name)\r\n\r\n".utf8)
        #expect(try StandaloneArchives(checksums: spaced) == StandaloneArchives(checksums: once))
        #expect(throws: StandaloneListError.repeated(line: 2, name: name)) {
            try StandaloneArchives(checksums: once + once)
        }
        let other = try #require(StandaloneTag("20251015"))
        #expect(throws: StandaloneListError.wrongRelease(line: 1, name: name, expected: other)) {
            try StandaloneArchives(checksums: once, of: other)
        }
        let long = [UInt8](repeating: UInt8(ascii: "\n"), count: 60_000)
        #expect(throws: StandaloneListError.tooManyLines(limit: 50_000)) {
            try StandaloneArchives(checksums: long + once)
        }
        let huge = [UInt8](repeating: 0x20, count: StandaloneArchives.checksumsLimit + 1)
        #expect(throws: StandaloneListError.tooLarge(limit: 8 << 20)) { try StandaloneArchives(checksums: huge) }
    }

    static func lines(_ names: [String]) -> [UInt8] { Array(names.map { "\(sum)  \($0)\n" }.joined().utf8) }
}

struct StandaloneTagTests {
    @Test func `the newest release is read out of the project's own file`() throws {
        // As of 14 August 2026.
        let published = """
            {
              "version": 1,
              "tag": "20260814",
              "release_url": "https://github.com/astral-sh/python-build-standalone/releases/tag/20260814",
              "asset_url_prefix": "https://github.com/astral-sh/python-build-standalone/releases/download/20260814"
            }
            """
        #expect(try StandaloneTag(latestRelease: Array(published.utf8)).day == "2026-08-14")
    }

    @Test(
        arguments: [
            ("<html>login</html>", "not python-build-standalone's"), ("{}", "not python-build-standalone's"),
            (#"{"version": 2, "tag": "20260814"}"#, "version 2"), (#"{"version": 1, "tag": "../evil"}"#, "'../evil'"),
            (#"{"version": 1, "tag": "20260800"}"#, "'20260800'"), (#"{"version": 1, "tag": "2026081"}"#, "'2026081'"),
        ])
    func `anything else is refused`(text: String, what: String) {
        let error = #expect(throws: StandaloneListError.self) { try StandaloneTag(latestRelease: Array(text.utf8)) }
        #expect(error?.what.contains(what) == true, "\(String(describing: error))")
    }
}
