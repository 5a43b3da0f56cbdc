import TOMLKit
import Testing

@testable import TarePython

/// The TOML reader against toml++, which TOMLKit wraps.
@Suite struct TOMLKitAgreementTests {
    @Test func `toml++ finds the same keys where both accept a document`() {
        var compared = 0
        for text in TOMLReaderTests.documents {
            guard let document = try? TOMLReader.read(Array(text.utf8), file: "x"),
                let peer = try? TOMLKit.TOMLTable(string: text)
            else { continue }
            #expect(document.root.entries.map(\.key).sorted() == peer.keys.sorted(), "\(text.debugDescription)")
            compared += 1
        }
        #expect(compared > 40)
    }

    @Test(arguments: LockFixture.of(.uv)) func `toml++ finds the packages of a lock`(fixture: LockFixture) throws {
        let input = try fixture.input
        let lock = try Lock(input)
        let table = try TOMLKit.TOMLTable(string: String(decoding: input.bytes, as: UTF8.self))
        #expect(table["package"]?.array?.count == lock.packages.count)
    }
}
