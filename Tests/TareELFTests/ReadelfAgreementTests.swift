import TareELF
import Testing

@Suite("What readelf says of a file, we say too")
struct ReadelfAgreementTests {
    @Test(.enabled(if: SystemFiles.peersAreThere))
    func `programs and libraries of this system`() throws {
        let paths = SystemFiles.paths(limit: 120)
        try #require(paths.count > 50)
        let peers = try SystemFiles.readelfFacts(paths)
        #expect(peers.count == paths.count)
        for peer in peers {
            let facts: ELFFacts
            do {
                facts = try ELFFacts(parsing: SystemFiles.bytes(peer.path))
            } catch {
                Issue.record("\(peer.path): \(error)")
                continue
            }
            compare(facts, peer)
            #expect(ELFFacts(encoded: facts.encoded()[...]) == facts, "\(peer.path): kept facts differ")
        }
    }

    private func compare(_ facts: ELFFacts, _ peer: ReadelfFacts) {
        let path = peer.path
        #expect(facts.fileClass.rawValue == peer.fileClass, "\(path)")
        #expect((facts.byteOrder == .littleEndian) == peer.littleEndian, "\(path)")
        #expect(Self.name(of: facts.type) == peer.type, "\(path)")
        if facts.machine == .x86_64 { #expect(peer.machine == "Advanced Micro Devices X86-64", "\(path)") }
        #expect(facts.interpreter == peer.interpreter, "\(path)")
        #expect(facts.needed == peer.needed, "\(path)")
        #expect(facts.soname == peer.soname, "\(path)")
        #expect(facts.rpath == peer.rpath, "\(path)")
        #expect(facts.runpath == peer.runpath, "\(path)")
        #expect(facts.isPositionIndependentExecutable == peer.isPIE, "\(path)")
        let needs = facts.versionNeeds.map { need in
            ReadelfFacts.Need(
                library: need.library, versions: need.versions.map { .init(name: $0.name, isWeak: $0.isWeak) })
        }
        #expect(needs == peer.versionNeeds, "\(path)")
        #expect(facts.versionDefinitions == peer.versionDefinitions, "\(path)")
        // Notes are read where a loader finds them, in segments; an object file has none, and is no program.
        guard facts.type != .relocatable else { return }
        #expect(facts.buildID == peer.buildID, "\(path)")
        #expect(facts.minimumKernel == peer.minimumKernel, "\(path)")
    }

    private static func name(of type: ELFType) -> String {
        switch type {
        case .relocatable: "REL"
        case .executable: "EXEC"
        case .shared: "DYN"
        case .core: "CORE"
        case .unknown(let number): "\(number)"
        }
    }
}
