import TareELF
import Testing

/// The peer of these heads is the reading of whole files, which is held against readelf beside this.
@Suite("Heads of this system's programs and libraries")
struct SystemHeadTests {
    @Test func `say of a sample what the whole files say`() throws {
        var said: [Int] = []
        let paths = SystemHeads.paths
        try #require(paths.count > 50)
        for path in paths {
            let file = SystemFiles.bytes(path)
            guard let whole = try? ELFFacts(parsing: file) else { continue }
            let trial = HeadTrial(file, fileSize: file.count, first: 1024)
            #expect(trial.madeProgress, "\(path)")
            guard let agrees = trial.outcome.agrees(with: whole) else { continue }
            #expect(agrees, "\(path): \(trial.outcome)")
            said.append(trial.bytes)
        }
        let bytes = spread(said)
        print("heads: \(said.count) of \(paths.count) decided, \(bytes.median) bytes in the middle, \(bytes.high) high")
        #expect(said.count * 10 >= paths.count * 8)
    }

    @Test func `that are the whole file give exactly its facts`() throws {
        try #require(SystemHeads.paths.count > 50)
        for path in SystemHeads.paths {
            let file = SystemFiles.bytes(path)
            guard file.count < 1 << 20, let whole = try? ELFFacts(parsing: file) else { continue }
            #expect(ELFHead.parse(file, fileSize: UInt64(file.count)) == .exact(whole), "\(path)")
        }
    }

    @Test func `cut at any length never contradict it`() throws {
        let paths = SystemHeads.paths.filter { (8192..<40_000).contains(SystemFiles.bytes($0).count) }
        try #require(!paths.isEmpty)
        var said = 0
        for path in paths.prefix(3) {
            let file = SystemFiles.bytes(path)
            let whole = try ELFFacts(parsing: file)
            for length in stride(from: 0, to: min(file.count, 8192), by: 7) {
                let outcome = ELFHead.parse(Array(file.prefix(length)), fileSize: UInt64(file.count))
                if case .needsMore(let least) = outcome { #expect(least > length && least <= file.count, "\(path)") }
                guard let agrees = outcome.agrees(with: whole) else { continue }
                #expect(agrees, "\(path), \(length) bytes")
                said += 1
            }
        }
        #expect(said > 0)
    }
}
