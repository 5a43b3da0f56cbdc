import TareLint
import Testing

@Suite("Rules")
struct ExampleTests {
    @Test func `have ids of their own`() {
        #expect(Set(Rules.all.map(\.id)).count == Rules.all.count)
        #expect(Rules.all.count { $0.origin == .hadolint } == 71)
        #expect(Rules.all.count { $0.origin == .buildKit } == 22)
    }
}
