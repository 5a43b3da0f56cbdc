import Foundation
import TareDiagnostics
import Testing

@testable import TareDebian

/// Relationship fields beside dpkg's own parser.
@Suite struct RelationTests {
    /// A field a line in; out comes dpkg's canonical form, or `refused`.
    private static let script = """
        use Dpkg::Deps;
        while (<STDIN>) {
            chomp; s/\\\\n/\\n/g;
            my $deps = deps_parse($_, build_dep => 1, reduce_arch => 0, reduce_profiles => 0, host_arch => 'amd64');
            my $text = defined $deps ? $deps->output() : 'refused';
            $text =~ s/ <[^<>=]*>//g;
            print $text, "\\n";
        }
        """

    private static let fields = [
        "a", "a, b", "a | b", "a, b | c, d", "a (>= 1.0)", "a(>=1.0)", "a (>=1.0) | b (<< 2:3-4~)", "a (= 1)",
        "a (<= 1)",
        "a (>> 1)", "a (< 1)", "a (> 1)", "a:any", "a:any (>= 1)", "a:native", "a:amd64 (= 1)",
        "python3:any (>= 3.11~)",
        "a [amd64]", "a [!amd64 !i386]", "a (>= 1) [linux-any]", "a <!nocheck>",
        "a (>= 1) [amd64 i386] <!nocheck> <stage1 x>",
        "  a  ,  b  ", "a,b|c", "a\\n , b\\n , c", "libstdc++6 (>= 12)", "g++", "0ad", "a,", ",a", "a,,b", "",
        "a b", "a (1.0)", "a (== 1)", "a (>= 1", "a [amd64", "a:", "| a", "a || b", "(>= 1)", "a (>= 1) b",
        "a (>= 1) (<< 2)", "-a", "+a", "a;b", "a (!= 1)", "a(>= 1)[amd64]<x>",
    ]

    @Test(.enabled(if: Tool.available("perl") && Tool.hasPerl("Dpkg::Deps")))
    func `fields are read and refused as Dpkg-Deps does`() throws {
        let answer = try Tool.run(
            "perl", ["-e", Self.script], input: Array(Self.fields.map { $0 + "\n" }.joined().utf8))
        let theirs = String(decoding: answer, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        try #require(theirs.count == Self.fields.count + 1)
        for (field, canonical) in zip(Self.fields, theirs) {
            let text = field.replacing("\\n", with: "\n")
            let groups = try? RelationParser.parse(Array(text.utf8)[...])
            let ours = groups.map { $0.map(\.description).joined(separator: ", ") } ?? "refused"
            #expect(ours == canonical, "\(field)")
        }
    }

    /// Dpkg::Deps reads `(>=)` as a version `=`, passes over a last `|`, and keeps an empty `[ ]`.
    @Test(arguments: ["a (>=)", "a |", "a (>= )", "a |, b"])
    func `what Dpkg-Deps only seems to read is refused`(_ field: String) {
        #expect(throws: RelationSyntaxError.self) { try RelationParser.parse(Array(field.utf8)[...]) }
    }

    @Test(
        .enabled(
            if: Tool.available("perl") && Tool.hasPerl("Dpkg::Deps")
                && !Places.aptLists("bookworm-security_main_binary-amd64_Packages.lz4").isEmpty))
    func `relationships of a real suite come back as Dpkg-Deps prints them`() throws {
        let list = try #require(Places.aptLists("bookworm-security_main_binary-amd64_Packages.lz4").first)
        var reader = ControlReader(try Places.aptList(list))
        var fields: Set<String> = []
        while let paragraph = try reader.next() {
            for name in ["Depends", "Pre-Depends", "Recommends", "Conflicts", "Provides", "Breaks", "Suggests"] {
                if let text = paragraph.text(name) { fields.insert(text) }
            }
        }
        #expect(fields.count > 500)
        var random = SeededGenerator(seed: 4)
        let sample = Array(fields.sorted().shuffled(using: &random).prefix(800))
        let answer = try Tool.run("perl", ["-e", Self.script], input: Array(sample.map { $0 + "\n" }.joined().utf8))
        let theirs = String(decoding: answer, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        for (field, canonical) in zip(sample, theirs) {
            let groups = try RelationParser.parse(Array(field.utf8)[...])
            #expect(groups.map(\.description).joined(separator: ", ") == canonical)
        }
    }

    private static let restrictions = [
        ["amd64"], ["!amd64"], ["i386"], ["!i386"], ["any"], ["linux-any"], ["any-amd64"], ["any-arm"],
        ["kfreebsd-any"],
        ["!kfreebsd-any"], ["!linux-any"], ["any-i386"], ["i386", "amd64"], ["!i386", "!amd64"], ["hurd-any", "armhf"],
        ["gnu-any-any"], ["musl-linux-any"], ["linux-arm64"], ["any-arm64"], ["any-ppc64el"], ["all"], ["!any-arm"],
        ["any-any"], ["linux-arm"], ["any-any-any-any"], ["eabihf-gnu-linux-any"], ["gnu-linux-any"],
        ["gnueabihf-linux-arm"], ["!musl-linux-any"], ["AMD64"],
    ]

    @Test(
        .enabled(if: Tool.available("perl") && Tool.hasPerl("Dpkg::Arch")),
        arguments: ["amd64", "arm64", "armhf", "i386", "ppc64el", "riscv64", "s390x"])
    func `architecture restrictions hold where dpkg says so`(_ architecture: String) throws {
        let script = """
            use Dpkg::Arch qw(debarch_is_concerned);
            while (<STDIN>) { chomp; print debarch_is_concerned('\(architecture)', split / /) ? 1 : 0; }
            """
        let input = Self.restrictions.map { $0.joined(separator: " ") + "\n" }.joined()
        let answer = try Tool.run("perl", ["-e", script], input: Array(input.utf8))
        try #require(answer.count == Self.restrictions.count)
        for (restriction, holds) in zip(Self.restrictions, answer) {
            let relation = Relation(name: "a", architectures: restriction)
            #expect(relation.applies(to: architecture) == (holds == UInt8(ascii: "1")), "\(restriction)")
        }
    }

    @Test(arguments: [
        ("a b", "a comma or a vertical bar is expected at 'b'"), ("a (>= 1", "a bracket is not closed at '(>= 1'"),
        ("a |", "a package name is expected at its end"),
        ("a:", "an architecture is expected behind the colon at its end"),
        ("a (1)", "the version restriction starts with none of << <= = >= >> at its end"),
    ])
    func `a refusal names the place`(_ field: String, _ detail: String) {
        let error = #expect(throws: RelationSyntaxError.self) { try RelationParser.parse(Array(field.utf8)[...]) }
        #expect(error?.detail == detail)
    }

    @Test func `a field of too many terms is refused`() throws {
        let many = Array(repeatElement("a", count: 4097).joined(separator: ",").utf8)
        #expect(try RelationParser.parse(many.dropLast(2)).count == 4096)
        #expect(throws: RelationSyntaxError.self) { try RelationParser.parse(many[...]) }
    }

    @Test func `a field's error has its line`() throws {
        var reader = ControlReader(Array("Package: a\nVersion: 1\nDepends: b (\n".utf8), source: "Packages")
        let paragraph = try #require(try reader.next())
        let error = #expect(throws: ControlError.self) { try paragraph.relations("Depends") }
        #expect(error?.description == "Packages:3: field 'Depends': a bracket is not closed at '('")
        #expect(try paragraph.relations("Recommends").isEmpty)
    }

    @Test func `arbitrary bytes are relationships or refused, and what is printed reads the same`() throws {
        var random = SeededGenerator(seed: 5)
        var parsed = 0
        for _ in 0..<5000 {
            let bytes = random.bytes(random.below(24), of: "ab1, |:()<>=[]! ~-\n\u{0}\u{FF}")
            guard let groups = try? RelationParser.parse(bytes[...]) else { continue }
            parsed += 1
            let printed = groups.map(\.description).joined(separator: ", ")
            #expect(try RelationParser.parse(Array(printed.utf8)[...]) == groups, "\(printed)")
        }
        #expect(parsed > 200)
    }
}
