import Foundation
import Testing

@testable import TareDebian

/// Version order against osv-scalibr's vectors and dpkg.
@Suite struct DebianVersionTests {
    static let vectors = ["debian-versions.txt", "debian-versions-generated.txt"].map {
        Places.sharedData.appendingPathComponent("vectors/versions/\($0)").path
    }

    @Test(.enabled(if: vectors.allSatisfy(Places.has)), arguments: vectors)
    func `every published pair is ordered as published`(_ path: String) throws {
        var wrong: [String] = []
        var pairs = 0
        for line in String(decoding: try Places.bytes(path), as: UTF8.self).split(separator: "\n") {
            if line.hasPrefix("#") { continue }
            let words = line.split(separator: " ").map(String.init)
            try #require(words.count == 3)
            let (left, right) = (try DebianVersion(words[0]), try DebianVersion(words[2]))
            pairs += 1
            let holds =
                switch words[1] {
                case "<": left < right && right > left && left != right
                case ">": left > right && right < left && left != right
                default: left == right && left.hashValue == right.hashValue && !(left < right) && !(left > right)
                }
            if !holds { wrong.append(String(line)) }
        }
        #expect(wrong.isEmpty)
        #expect(pairs > (path.contains("generated") ? 14_000 : 20))
    }

    @Test(.enabled(if: Tool.available("perl") && Tool.hasPerl("Dpkg::Version")))
    func `versions made of awkward parts are ordered as dpkg orders them`() throws {
        var random = SeededGenerator(seed: 1)
        let parts = [
            "0", "1", "00", "01", "10", "~", "~~", "a", "A", "z", "+", ".", "-", "~rc1", "+b1", "alpha", ":", "9", "09",
            "18446744073709551616", "99999999999999999999999",
        ]
        var versions = [
            "0", "0:0", "00:0", "1:0", "0-0", "0-", "0-00", "1.", "1.0", "1.a", "1.0a", "1~", "1", "1~~", "1~~a", "1~a",
            "1+", "1.0~~-1", "1.0-1~", "1:1:1-1", "2147483647:1", "1-1-1", "1--1", "1a", "1a0", "1a00", "1a-0",
        ].filter { (try? DebianVersion($0)) != nil }
        while versions.count < 250 {
            let text = "1" + (0..<random.below(6)).map { _ in parts[random.below(parts.count)] }.joined()
            if (try? DebianVersion(text)) != nil { versions.append(text) }
        }
        let pairs = (0..<3000).map { _ in
            (versions[random.below(versions.count)], versions[random.below(versions.count)])
        }
        let script = """
            use Dpkg::Version;
            while (<STDIN>) { chomp; my ($l, $r) = split / /; print version_compare($l, $r), "\\n"; }
            """
        let answer = try Tool.run(
            "perl", ["-e", script], input: Array(pairs.map { "\($0) \($1)\n" }.joined().utf8))
        let orders = String(decoding: answer, as: UTF8.self).split(separator: "\n")
        try #require(orders.count == pairs.count)
        for ((left, right), order) in zip(pairs, orders) {
            let (a, b) = (try DebianVersion(left), try DebianVersion(right))
            #expect(a.compare(b).signum() == Int(order), "\(left) against \(right)")
            if order == "0" { #expect(a.hashValue == b.hashValue, "\(left) against \(right)") }
        }
    }

    /// dpkg's exit code 0 is "valid", 1 "tolerated in old databases", 2 "invalid"; archives have the first only.
    @Test(
        .enabled(if: Tool.available("dpkg")),
        arguments: [
            "1.0", "", " 1.0 ", "\t1.0", "a1", "1.0-", "1:", ":1.0", "-1:1", "99999999999:1", "2147483647:1",
            "2147483648:1",
            "1.0_1", "1.0-a_b", "1.0 1", "1:1:1", "1-1-1", "1.0é", "1.0$", "0x1:2", "-1", "1-", "~1", "1~", "1:-1",
            "1 :1",
            "1:1-1:1", "1/2", "1.0-1~bpo12+1", "1\n2", "1.0\u{7F}", "0", "00:00-00", "١", "1:~",
            "9999999999999999999999:1",
        ])
    func `what dpkg calls invalid is refused`(_ text: String) throws {
        let (status, _, _) = try Tool.outcome("dpkg", ["--validate-version", text])
        if status == 0 {
            #expect(try DebianVersion(text).description == text.trimmingCharacters(in: .whitespaces))
        } else {
            #expect(throws: DebianVersionError.self) { try DebianVersion(text) }
        }
    }

    /// strtol(3) lets dpkg read a sign there; policy knows only digits.
    @Test func `an epoch with a sign is refused, though dpkg reads it`() {
        #expect(throws: DebianVersionError(version: "+1:1.0", reason: .epoch)) { try DebianVersion("+1:1.0") }
    }

    @Test func `parts are those of policy`() throws {
        let version = try DebianVersion("3:1.2-3-4~x")
        #expect(version.epoch == 3)
        #expect(version.upstream == "1.2-3")
        #expect(version.revision == "4~x")
        #expect(try DebianVersion("7").revision == nil)
    }

    @Test func `a version of more than 4096 bytes is refused`() throws {
        #expect(try DebianVersion(String(repeating: "1", count: 4096)).upstream.count == 4096)
        #expect(throws: DebianVersionError.self) { try DebianVersion(String(repeating: "1", count: 4097)) }
    }

    @Test func `arbitrary bytes are a version or refused, and order is total`() throws {
        var random = SeededGenerator(seed: 2)
        var versions: [DebianVersion] = []
        for _ in 0..<5000 {
            let bytes = random.bytes(random.below(12), of: "0019aAz~+.-: \u{0}\n\u{FF}")
            if let version = try? DebianVersion(bytes: bytes[...]) { versions.append(version) }
        }
        #expect(versions.count > 200)
        versions.sort()
        for (left, right) in zip(versions, versions.dropFirst()) { #expect(left <= right && right.compare(left) >= 0) }
    }
}
