import Foundation
import TareOCI
import Testing

@testable import TareInventory

struct DamagedDatabaseTests {
    @Test(arguments: DatabaseSample.all)
    func `a sample is whole as it stands`(_ sample: DatabaseSample) throws {
        let inventory = sample.inventory(try sample.text())
        #expect(inventory.problems == [])
        #expect(!sample.facts(inventory).isEmpty)
    }

    @Test("what a cut loses is never lost in silence", arguments: DatabaseSample.all)
    func truncation(_ sample: DatabaseSample) throws {
        let text = try sample.text()
        let whole = sample.facts(sample.inventory(text))
        let step = max(1, text.count / 900)
        for length in stride(from: 0, to: text.count, by: step) {
            let cut = Array(text.prefix(length))
            let inventory = sample.inventory(cut)
            guard inventory.problems.isEmpty, !sample.isWhole(cut[...]) else { continue }
            #expect(sample.facts(inventory) == whole, "cut to \(length) of \(text.count) bytes")
        }
    }

    @Test(
        "what a cut between records leaves is a beginning of the whole",
        arguments: DatabaseSample.all.filter { !$0.path.hasSuffix("os-release") })
    func boundaries(_ sample: DatabaseSample) throws {
        let text = try sample.text()
        let whole = sample.facts(sample.inventory(text))
        for length in 0..<text.count where sample.isWhole(text.prefix(length)) {
            let facts = sample.facts(sample.inventory(Array(text.prefix(length))))
            #expect(facts == Array(whole.prefix(facts.count)), "cut to \(length) of \(text.count) bytes")
        }
    }

    @Test("damage of any kind ends in an inventory", arguments: DatabaseSample.all + DatabaseSample.evidence)
    func mutation(_ sample: DatabaseSample) throws {
        let text = try sample.text()
        var generator = SeededGenerator(seed: UInt64(sample.path.utf8.count))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var damaged = 0
        for round in 0..<250 {
            let mutated = generator.mutated(text)
            let inventory = sample.inventory(mutated)
            damaged += inventory.isComplete ? 0 : 1
            #expect(inventory.packages.count <= mutated.count + 2, "round \(round)")
            // The result can be written, read again, and is the same the next time.
            let written = try encoder.encode(inventory)
            #expect(try JSONDecoder().decode(ImageInventory.self, from: written) == inventory, "round \(round)")
            if round.isMultiple(of: 25) { #expect(sample.inventory(mutated) == inventory) }
        }
        #expect(damaged > 0 || DatabaseSample.evidence.contains { $0.path == sample.path })
    }

    @Test("noise in a database's place is a problem", arguments: DatabaseSample.all)
    func noise(_ sample: DatabaseSample) {
        var generator = SeededGenerator(seed: 7)
        for length in [1, 100, 5_000] {
            let noise = (0..<length).map { _ in UInt8.random(in: 1...255, using: &generator) }
            #expect(!sample.inventory(noise).isComplete, "\(length) bytes")
        }
    }
}

struct HostileTreeTests {
    @Test
    func `more interpreters than are described are a problem`() {
        let count = InterpreterSearch.maximumInterpreters + 5
        let inventory = ImageInventory((0..<count).map { .executable("opt/\($0 + 10_000)/bin/python3.12") })
        #expect(inventory.interpreters.count == InterpreterSearch.maximumInterpreters)
        #expect(
            inventory.problems.map(\.description) == [
                "/opt/11000/bin/python3.12: is one of 1005 interpreters; it is left out, as is the rest"
            ])
    }

    @Test
    func `more environments than are described are a problem`() {
        let count = VirtualEnvironment.maximumEnvironments + 1
        let inventory = ImageInventory((0..<count).map { .text("v\($0)/pyvenv.cfg", "home = /x\n") })
        #expect(inventory.virtualEnvironments.count == VirtualEnvironment.maximumEnvironments)
        #expect(inventory.problems.count == 1)
    }

    /// Names, links and nesting that a reader could lose itself in.
    @Test
    func `links in circles, deep trees and odd names end in an inventory`() {
        let deep = (0..<2_000).map { _ in "d" }.joined(separator: "/")
        let inventory = ImageInventory([
            .link("var/lib/dpkg/status", to: "status"),
            .link("lib/apk/db/installed", to: "../../../lib/apk/db/installed"),
            .link("var/lib/rpm", to: "rpm"), .link("etc/passwd", to: "/etc/group"),
            .link("etc/group", to: "/etc/passwd"),
            .link("etc/os-release", to: "/etc/os-release"), .link("usr/bin/python3", to: "python3"),
            .link("lib64/ld-linux-x86-64.so.2", to: "ld-linux-x86-64.so.2"),
            .link("s/a-1.dist-info", to: "a-1.dist-info"),
            .link("s/b.egg-info", to: "../s/b.egg-info"),
            .text("\(deep)/c-1.dist-info/METADATA", "Name: c\nVersion: 1\n"),
            .text(".dist-info/METADATA", "Name: d\nVersion: 1\n"), .text("s/.egg-info", "Name: e\nVersion: 1\n"),
            .directory("var/lib/dpkg/status.d"), .directory("x-1.dist-info"), .directory("y/pyvenv.cfg"),
        ])
        #expect(inventory.packages.map(\.name) == ["c"])
        #expect(
            inventory.problems.map(\.description) == [
                "/etc/group: does not lead to a regular file", "/etc/passwd: does not lead to a regular file",
                "/lib/apk/db/installed: does not lead to a regular file", "/s/b.egg-info: has no PKG-INFO",
                "/var/lib/dpkg/status: does not lead to a regular file", "/x-1.dist-info: has no METADATA",
                "/y/pyvenv.cfg: does not lead to a regular file",
            ])
    }

    @Test
    func `text from outside is shown printably`() throws {
        let name = "evil\u{1B}[2J"
        let inventory = ImageInventory([.text("s/\(name)-1.dist-info/METADATA", "x\n")])
        let problem = try #require(inventory.problems.first)
        #expect(!problem.description.utf8.contains(0x1B))
    }
}
