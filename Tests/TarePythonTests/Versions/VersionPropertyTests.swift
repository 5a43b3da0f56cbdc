import Testing

@testable import TarePython

@Suite("Versions")
struct VersionPropertyTests {
    @Test func `parts are told apart`() throws {
        let version = try PEP440Version("v1!2.3.4-RC5-6.dev7+Ubuntu_8")
        #expect(version.epoch == 1)
        #expect(version.release == [2, 3, 4])
        #expect((version.major, version.minor, version.micro) == (2, 3, 4))
        #expect(version.pre == .init(.candidate, 5))
        #expect(version.post == 6)
        #expect(version.dev == 7)
        #expect(version.local == "ubuntu.8")
        #expect(version.description == "1!2.3.4rc5.post6.dev7+ubuntu.8")
    }

    @Test func `trailing zeros do not count`() throws {
        #expect(try PEP440Version("1.0") == PEP440Version("1.0.0"))
        #expect(try Set([PEP440Version("1"), PEP440Version("1.0.0")]).count == 1)
        #expect(try PEP440Version("1.0.0").description == "1.0.0")
    }

    @Test func `numbers beyond 2⁶³−1 are refused, not wrapped`() throws {
        #expect(try PEP440Version("9223372036854775807").major == UInt64(Int64.max))
        let error = #expect(throws: VersionError.self) { try PEP440Version("1.9223372036854775808") }
        #expect(error?.reason == .numberTooLarge)
        #expect(throws: VersionError.self) { try PEP440Version("1." + String(repeating: "9", count: 4000)) }
        #expect(throws: VersionError.self) { try PEP440Version("1+" + String(repeating: "9", count: 4000)) }
    }

    @Test func `what is longer than the bound is refused`() throws {
        #expect(throws: Never.self) { try PEP440Version("1" + String(repeating: ".1", count: 2047)) }
        let error = #expect(throws: VersionError.self) { try PEP440Version(String(repeating: "1.", count: 3000)) }
        #expect(error?.reason == .tooLong)
        #expect(error?.what.utf8.count ?? 0 < 400)
    }

    @Test func `a canonical spelling parses to the same version and spelling`() {
        var generator = TextGenerator(seed: 5)
        var accepted = 0
        for _ in 0..<4000 {
            let text = generator.mutated("1!2.0.3rc4.post5.dev6+local.7")
            guard let version = try? PEP440Version(text) else { continue }
            accepted += 1
            let again = try? PEP440Version(version.description)
            #expect(again == version && again?.description == version.description, "\(text)")
        }
        #expect(accepted > 300)
    }

    @Test func `no bytes trap`() {
        var generator = TextGenerator(seed: 6)
        for _ in 0..<5000 {
            let text = generator.noise(limit: 40)
            if let version = try? PEP440Version(text) { #expect((try? PEP440Version(version.description)) == version) }
        }
    }
}
