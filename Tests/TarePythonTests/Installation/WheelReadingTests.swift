import Foundation
import TareArchive
import TareELF
import Testing

@testable import TarePython

/// A wheel that is read in parts, as from a server, tells what the whole one tells.
@Suite(.enabled(if: InstallPeer.hasWheels))
struct WheelReadingTests {
    @Test func `parts tell what the whole wheels tell, with a small share of their bytes`() throws {
        var (fetched, total, heads, exact) = (0, 0, 0, 0)
        for requirement in InstallPeer.wheels {
            let file = [UInt8](try Data(contentsOf: try #require(InstallPeer.file(requirement))))
            let (reading, requests) = try read(file)
            let wheel = try #require(reading.wheel)
            let whole = try WheelContents(try ZipDirectory(of: file))
            // What is installed is the same, byte for byte of what is generated.
            let scheme = InstallationScheme.virtualEnvironment(root: "/app/.venv", minor: 12)
            let contents = try Dictionary(
                uniqueKeysWithValues: whole.decisive.map { number in
                    let entry = whole.directory.entries[number]
                    let range = Int(entry.range.lowerBound)..<Int(entry.range.upperBound)
                    return (number, try whole.directory.content(entry, of: file[range]))
                })
            let expected = try WheelInstallation(whole, contents: contents, filename: nil, scheme: scheme)
            let predicted = try WheelInstallation(wheel, contents: reading.contents, filename: nil, scheme: scheme)
            #expect(predicted.files == expected.files, "\(requirement)")
            // Every ELF file is known, and truly.
            for (number, entry) in whole.directory.entries.enumerated() where entry.kind == .file && entry.size >= 64 {
                let name = whole.directory.name(entry)
                guard name.hasSuffix(".so") || name.contains(".so.") || reading.libraries[number] != nil else {
                    continue
                }
                let range = Int(entry.range.lowerBound)..<Int(entry.range.upperBound)
                let facts = try ELFFacts(parsing: try whole.directory.content(entry, of: file[range]))
                switch try #require(reading.libraries[number], "\(requirement): \(name)") {
                case .exact(let found):
                    #expect(found == facts, "\(requirement): \(name)")
                    exact += 1
                case .head(let head):
                    #expect(head.agree(with: facts) && facts.needed.allSatisfy(head.mayNeed.contains), "\(name)")
                    heads += 1
                case .malformed(let reason): Issue.record("\(requirement): \(name): \(reason)")
                }
            }
            #expect(requests <= 12, "\(requirement) took \(requests) rounds")
            fetched += reading.pieces.count
            total += file.count
        }
        #expect(heads > 15 && exact > 5)
        // numpy is rewritten by auditwheel, and most of it has to be read; of the others hardly anything.
        #expect(fetched * 2 < total, "\(fetched) of \(total) bytes")
    }

    @Test func `a library whose head was not enough is read whole`() throws {
        let file = [UInt8](try Data(contentsOf: try #require(InstallPeer.file("pydantic-core==2.41.5"))))
        var (reading, _) = try read(file)
        let number = try #require(reading.libraries.first { if case .head = $0.value { true } else { false } }?.key)
        reading.wantWhole(number)
        #expect(try reading.needed().count == 1)
        try finish(&reading, file)
        guard case .exact(let facts) = reading.libraries[number] else {
            Issue.record("\(String(describing: reading.libraries[number]))")
            return
        }
        #expect(facts.needed.contains("libc.so.6"))
    }

    @Test func `what is at hand is not asked for again`() throws {
        let file = [UInt8](try Data(contentsOf: try #require(InstallPeer.file("cryptography==46.0.3"))))
        let (first, _) = try read(file)
        let kept = try #require(WheelPieces(encoded: first.pieces.encoded()))
        var second = try WheelReading(kept)
        #expect(try second.needed().isEmpty)
        #expect(second.contents == first.contents && second.libraries == first.libraries)
    }

    @Test func `a wheel with a damaged directory is refused`() throws {
        let file = [UInt8](try Data(contentsOf: try #require(InstallPeer.file("pyyaml==6.0.3"))))
        let directory = try ZipDirectory(of: file).range
        var counts = (read: 0, refused: 0)
        for seed in 0..<60 {
            var damaged = file
            let place = Int(directory.lowerBound) + (seed * 7919) % (file.count - Int(directory.lowerBound))
            damaged[place] ^= UInt8(truncatingIfNeeded: 1 << (seed % 8))
            do {
                _ = try read(damaged)
                counts.read += 1
            } catch { counts.refused += 1 }
        }
        // Times and attributes of files may be anything.
        #expect(counts.refused > 30, "\(counts)")
    }

    private func read(_ file: [UInt8]) throws -> (reading: WheelReading, rounds: Int) {
        var reading = try WheelReading(WheelPieces(size: UInt64(file.count)))
        let rounds = try finish(&reading, file)
        return (reading, rounds)
    }

    @discardableResult
    private func finish(_ reading: inout WheelReading, _ file: [UInt8]) throws -> Int {
        var rounds = 0
        while true {
            let ranges = try reading.needed()
            if ranges.isEmpty { return rounds }
            rounds += 1
            try #require(rounds < 100)
            for range in ranges {
                reading.provide(Array(file[Int(range.lowerBound)..<Int(range.upperBound)]), at: range.lowerBound)
            }
        }
    }
}
