import TareDockerfile
import Testing

@Suite("Usual words") struct UsualWordTests {
    /// Words of these pieces, in all orders up to four: what is read the short way, and what is nearly so.
    @Test func `come to the same as on the long way`() throws {
        let pieces = ["a", "$", "$A", "${A}", "$NONE", "{", "}", "1", "-", ":", "/b", "$1", "${", "_", "é", "\\", "<"]
        let variables = ["A": "x y", "A_": "z", "NONE1": "1"]
        let expander = WordExpander()
        let loose = WordExpander(keepsUnset: true)
        var words = [""]
        for _ in 0..<3 { words += words.flatMap { word in pieces.map { word + $0 } } }
        for word in Set(words) {
            for expander in [expander, loose] {
                let long = try? expander.expand(word, variables)
                let short = try? expander.expand(word, variables, cutsWords: false)
                #expect(short?.text == long?.text, "\(word)")
                #expect(short?.matched == long?.matched && short?.unmatched == long?.unmatched, "\(word)")
            }
        }
    }
}
