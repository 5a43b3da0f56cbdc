import Foundation
import TareDiagnostics
import Testing

@testable import TareDebian

/// Release files beside apt's and python-debian's reading, and dates beside date(1).
@Suite struct ReleaseFileTests {
    private static let hash = String(repeating: "0a", count: 32)

    private func release(_ lines: String...) throws -> ReleaseFile {
        let text = (["Date: Sat, 11 Jul 2026 10:16:37 UTC"] + lines).joined(separator: "\n")
        return try ReleaseFile(Array(text.utf8), source: "Release")
    }

    @Test(
        .enabled(if: !Places.aptLists("_InRelease").isEmpty && Tool.hasPython("debian")),
        arguments: Places.aptLists("_InRelease"))
    func `a real release reads as python-debian reads it`(_ path: String) throws {
        let script = """
            import sys
            from debian.deb822 import Release
            from email.utils import mktime_tz, parsedate_tz
            release = Release(open(sys.argv[1], 'rb'))
            for name in ('Origin', 'Label', 'Suite', 'Codename', 'Version', 'Components', 'Architectures'):
                print(release.get(name, '-'))
            for name in ('Date', 'Valid-Until'):
                print(mktime_tz(parsedate_tz(release[name])) if name in release else '-')
            print(release.get('Acquire-By-Hash', '-'))
            for line in sorted({f"{x['sha256']} {x['size']} {x['name']}" for x in release['SHA256']}): print(line)
            """
        let theirs = String(decoding: try Tool.run(Tool.debianPython, ["-c", script, path]), as: UTF8.self)
        let release = try ReleaseFile(try ClearsignedMessage(try Places.bytes(path)).text, source: path)
        var lines = [release.origin, release.label, release.suite, release.codename, release.version].map { $0 ?? "-" }
        lines += [release.components.joined(separator: " "), release.architectures.joined(separator: " ")]
        lines += [
            String(release.date), release.validUntil.map(String.init) ?? "-", release.acquireByHash ? "yes" : "-",
        ]
        lines += release.files.map { "\($0.value.sha256) \($0.value.size) \($0.key)" }.sorted()
        #expect(lines.joined(separator: "\n") + "\n" == theirs)
        #expect(release.files.count > 50)
    }

    @Test func `checksums, sizes and paths are read`() throws {
        let release = try release(
            "Valid-Until: Sat, 18 Jul 2026 10:16:37 +0200", "acquire-by-hash: Yes", "Components: main  contrib",
            "MD5Sum:", " x 1 ignored", "SHA256:", " \(Self.hash)   12 main/binary-amd64/Packages.xz",
            " \(Self.hash.uppercased()) 18446744073709551615 a")
        #expect(release.files["main/binary-amd64/Packages.xz"] == .init(sha256: Self.hash, size: 12))
        #expect(release.files["a"]?.size == .max)
        #expect(release.files["a"]?.sha256 == Self.hash)
        #expect(release.acquireByHash && release.components == ["main", "contrib"])
        #expect(release.validUntil == release.date + 7 * 86_400 - 7200)
    }

    @Test(arguments: [
        (["SHA256:", " 00 1 a"], "Release:2: field 'SHA256': '00 1 a' is not a checksum, a size and a path"),
        (["SHA256:", " \(hash) 1"], "Release:2: field 'SHA256': '\(hash) 1' is not a checksum, a size and a path"),
        (
            ["SHA256:", " \(hash) -1 a"],
            "Release:2: field 'SHA256': '\(hash) -1 a' is not a checksum, a size and a path"
        ),
        (
            ["SHA256:", " \(hash) 1 a b"],
            "Release:2: field 'SHA256': '\(hash) 1 a b' is not a checksum, a size and a path"
        ),
        (
            ["SHA256:", " \(hash) 18446744073709551616 a"],
            "Release:2: field 'SHA256': '\(hash) 18446744073709551616 a' is not a checksum, a size and a path"
        ),
        (["SHA256:", " \(hash) 1 a", " \(hash) 2 a"], "Release:2: field 'SHA256': 'a' is listed with two checksums"),
        (["MD5Sum:"], "Release:1: field 'SHA256' is missing"),
        (["Valid-Until: soon", "SHA256:"], "Release:2: field 'Valid-Until': 'soon' is not a date"),
        (["SHA256:", "", "Origin: x"], "Release:4: field 'Origin': a second paragraph"),
        (["SHA256:", "Date: x"], "Release:3: field 'Date' appears twice in one paragraph"),
    ])
    func `a release that cannot be trusted to mean one thing is refused`(_ lines: [String], _ message: String) {
        let text = (["Date: Sat, 11 Jul 2026 10:16:37 UTC"] + lines).joined(separator: "\n")
        let error = #expect(throws: ControlError.self) { try ReleaseFile(Array(text.utf8), source: "Release") }
        #expect(error?.description == message)
    }

    @Test func `a release without a date or of nothing is refused`() {
        #expect(throws: ControlError(source: nil, line: 1, reason: .missingField("Date"))) { try ReleaseFile([]) }
        #expect(throws: ControlError(source: nil, line: 1, reason: .missingField("Date"))) {
            try ReleaseFile(Array("SHA256:\n".utf8))
        }
    }

    @Test(.enabled(if: Tool.available("date")))
    func `dates are those of GNU date`() throws {
        var random = SeededGenerator(seed: 7)
        let times =
            [86_400, 951_782_400, 4_107_542_400, 253_402_000_000] + (0..<300).map { _ in random.below(8_000_000_000) }
        let input = times.map { "@\($0)\n" }.joined()
        let scratch = try ScratchDirectory()
        try scratch.write(Array(input.utf8), to: "times")
        let zones = ["UTC", "Europe/Berlin", "America/St_Johns"]
        for zone in zones {
            let format = zone == "UTC" ? "+%a, %d %b %Y %H:%M:%S UTC" : "+%a, %d %b %Y %H:%M:%S %z"
            let answer = try Tool.run("date", ["-f", scratch.path("times"), format], environment: ["TZ": zone])
            let dates = String(decoding: answer, as: UTF8.self).split(separator: "\n").map(String.init)
            try #require(dates.count == times.count)
            for (time, date) in zip(times, dates) { #expect(DebianDate.parse(date) == Int64(time), "\(date)") }
        }
    }

    @Test(arguments: [
        "", "Sat, 11 Jul 2026", "Sat, 11 Jul 2026 10:16:37", "Sat, 31 Jun 2026 10:16:37 UTC",
        "29 Feb 2023 00:00:00 UTC",
        "29 Feb 1900 00:00:00 UTC", "0 Jan 2026 00:00:00 UTC", "1 Jan 1969 00:00:00 UTC", "1 Jan 20266 00:00:00 UTC",
        "1 Jan 2026 24:00:00 UTC", "1 Jan 2026 00:60:00 UTC", "1 Jan 2026 00:00:61 UTC", "1 Jan 2026 00:00 UTC",
        "1 Jan 2026 00:00:00 CET", "1 Jan 2026 00:00:00 +01:00", "1 Jan 2026 00:00:00 +0060", "1 jan 2026 00:00:00 UTC",
        "1 Jan 2026 -1:00:00 UTC", "1 Jan 2026 00:00:00 UTC x", "١ Jan 2026 00:00:00 UTC", "2026-07-11T10:16:37Z",
    ])
    func `what is no such date is refused`(_ text: String) { #expect(DebianDate.parse(text) == nil) }

    @Test func `arbitrary releases are read or refused at a line of theirs`() {
        var random = SeededGenerator(seed: 8)
        let sample = Array(
            "Date: Sat, 11 Jul 2026 10:16:37 UTC\nComponents: main\nSHA256:\n \(Self.hash) 1 a\n \(Self.hash) 2 b\n"
                .utf8)
        var refused = 0
        for _ in 0..<2000 {
            let bytes = random.mutated(sample)
            do { _ = try ReleaseFile(bytes) } catch {
                refused += 1
                #expect((1...(bytes.count { $0 == 0x0A } + 1)).contains(error.line))
            }
        }
        #expect(refused > 200)
    }
}
