import Testing

@testable import TareYAML

/// Texts that are meant to cost more than their length suggests.
@Suite struct YAMLLimitsTests {
    private func reason(_ text: String, _ limits: YAMLLimits = YAMLLimits()) -> YAMLError.Reason? {
        do {
            _ = try YAMLNode(parsing: Array(text.utf8), source: "t", limits: limits, mergesKeys: true)
            return nil
        } catch { return error.reason }
    }

    @Test func `bytes, entries, aliases and depth are bounded`() {
        #expect(reason("a: 12345", YAMLLimits(bytes: 7)) == .tooLarge(limit: 7, unit: "bytes"))
        #expect(reason("[1, 2, 3]", YAMLLimits(entries: 3)) == nil)
        #expect(
            reason("[1, 2, 3, 4]", YAMLLimits(entries: 3))
                == .tooLarge(limit: 3, unit: "entries, with those of aliases"))
        #expect(reason("[&a 1, *a, *a]", YAMLLimits(aliases: 2)) == nil)
        #expect(reason("[&a 1, *a, *a]", YAMLLimits(aliases: 1)) == .tooLarge(limit: 1, unit: "aliases"))
        #expect(reason("[[[1]]]", YAMLLimits(depth: 3)) == nil)
        #expect(reason("[[[1]]]", YAMLLimits(depth: 2)) == .tooLarge(limit: 2, unit: "levels"))
        #expect(reason(String(repeating: "--- a\n", count: 9), YAMLLimits(entries: 3)) != nil)
    }

    @Test func `aliases of aliases count as what they stand for`() {
        let levels = (1..<40).map { level in
            "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
        }
        let bomb = "a0: &a0 [x]\n" + levels.joined()
        #expect(reason(bomb) == .tooLarge(limit: 100_000, unit: "entries, with those of aliases"))
        // As a key, which the parser hashes with all that is in it.
        #expect(reason(bomb + "? *a39\n: x\n") != nil)
        let merges = (1..<40).map { level in
            "a\(level): &a\(level) {<<: [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]}\n"
        }
        #expect(reason("a0: &a0 {k: 1}\n" + merges.joined()) == nil)
    }

    @Test func `aliases nest no deeper than texts may`() {
        let levels = (1..<500).map { "a\($0): &a\($0) [[[*a\($0 - 1)]]]\n" }
        #expect(reason("a0: &a0 [x]\n" + levels.joined()) == .tooLarge(limit: 100, unit: "levels"))
    }

    @Test(arguments: [
        "[", "{a: ", "- ", "? ", "- ? ", "[? ", "a:\n ", "!a &b [", "\"", "*", "&a *a ", "{? [", "'\n", "|\n", "<<: ",
    ])
    func `no nesting is too deep to be refused`(_ opening: String) {
        #expect(reason(String(repeating: opening, count: 1 << 17 / opening.utf8.count)) != nil)
        #expect(
            reason(
                String(repeating: opening, count: 990 / opening.utf8.count) + String(repeating: "a, ", count: 20_000))
                != nil)
    }

    @Test func `keys that are marked are few, since each is hashed with all that is in it`() {
        let nested = String(repeating: "? ", count: 900) + "[" + String(repeating: "a, ", count: 100_000) + "]"
        #expect(reason(nested) == .tooLarge(limit: 50, unit: "keys that are marked by '?'"))
        #expect(reason("a: ${B:?is it set?}\nb: http://c?d") == nil)
    }

    @Test func `arbitrary bytes are a tree or refused`() {
        var random = SplitMix(seed: 3)
        let alphabet = Array("ab:-[]{}&*!|>'\"%@`#,? \n\t\u{0}\\x<~.1\u{10FFFF}é".utf8) + [0xFF, 0x85]
        var read = 0
        for _ in 0..<6_000 {
            let bytes = (0..<random.below(60)).map { _ in alphabet[random.below(alphabet.count)] }
            do {
                _ = try YAMLNode(parsing: bytes, source: "t", mergesKeys: true)
                read += 1
            } catch { #expect(error.source == "t") }
        }
        #expect(read > 60)
    }
}
