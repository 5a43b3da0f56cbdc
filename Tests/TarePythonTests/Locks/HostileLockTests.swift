import Testing

@testable import TarePython

/// Damaged files give an error or a lock, never a trap.
@Suite struct HostileLockTests {
    @Test(arguments: LockFixture.all) func `a mutated lock is read or refused`(fixture: LockFixture) throws {
        let input = try fixture.input
        var random = TextGenerator(seed: 7)
        let environment = MarkerEnvironment(python: try PEP440Version("3.12.1"), machine: .x86_64)
        // A part of the lock, so that many mutations are tried in little time.
        let whole = String(decoding: input.bytes.prefix(30_000), as: UTF8.self)
        var readable = 0
        var refused = 0
        for _ in 0..<12 {
            var mutated = input
            mutated.bytes = Array(random.mutated(whole).utf8)
            do {
                let lock = try Lock(mutated)
                readable += 1
                _ = try? lock.resolve(for: environment, LockSelection(takesAllExtras: true))
            } catch {
                #expect(!"\(error)".isEmpty)
                refused += 1
            }
        }
        #expect(readable + refused == 12)
    }

    @Test(arguments: LockFormat.all.map(\.name)) func `noise is read or refused`(name: String) throws {
        var random = TextGenerator(seed: 11)
        let pieces = [
            "[[package]]\n", "[", "]", "{", "}", "=", "\"", "'", "\n", "\\", "name", "a.b", ",", "#", "1", "-",
            "--hash=", "-r ",
            "2024-01-01", "0x", "'''", "\"\"\"", "version = 1\n", "[metadata]\n", "\u{FEFF}", "é", "${A}", " ; ", "==1",
        ]
        for _ in 0..<400 {
            let text = Bool.random(using: &random) ? random.noise(limit: 60) : random.sentence(of: pieces, limit: 20)
            for input in [LockInput(file: name, bytes: Array(text.utf8))] {
                do { _ = try Lock(input) } catch { #expect(!error.what.isEmpty) }
            }
            _ = try? PythonProject(Array(text.utf8))
        }
    }

    @Test func `deep nesting and long keys are refused`() {
        for text in [
            "a = " + String(repeating: "[", count: 5000), "a = " + String(repeating: "{b=", count: 5000),
            String(repeating: "a.", count: 5000) + "a = 1", "[" + String(repeating: "a.", count: 5000) + "a]",
        ] {
            #expect(throws: ProjectFileError.self) { try TOMLReader.read(Array(text.utf8), file: "x") }
        }
    }
}
