import Foundation
import TareELF
import Testing

/// Libraries that the linkers of binutils write here and now, with the names that are hard to tell from others.
@Suite("Heads of libraries just linked", .enabled(if: Linked.isThere))
struct LinkedHeadTests {
    @Test(arguments: Linked.linkers, ["gnu", "both", "sysv"])
    func `agree with the whole files`(linker: String, hashes: String) throws {
        let work = try Linked(linker)
        defer { work.remove() }
        try work.link("libmylibssl.so.3", ["-soname", "libmylibssl.so.3", "--version-script", "versions"], [])
        // Needed by a name that is the tail of another, by a path, and by a name that no library should have.
        try work.link("libtail.so", ["-soname", "libssl.so.3"], ["b.o"])
        try work.link("odd_name", [], ["b.o"])
        let needs = [
            ["libmylibssl.so.3"], ["libmylibssl.so.3", "libtail.so"], ["odd_name"], ["./odd_name", "libtail.so"],
            [work.path("odd_name")], [],
        ]
        let flags = [
            [], ["-rpath", "$ORIGIN/../lib:/opt/a"], ["-soname", "libself.so.1", "-rpath", "/opt/a"],
            ["--version-script", "versions"], ["-z", "now"], ["-z", "norelro"],
        ]
        var said = 0
        for libraries in needs {
            for flags in flags {
                let options = flags + ["--hash-style=\(hashes)", "-O2"]
                let file = try work.link("made.so", options, ["a.o", "--no-as-needed"] + libraries)
                let whole = try ELFFacts(parsing: file)
                #expect(whole.needed.count == libraries.count)
                let trial = HeadTrial(file, fileSize: file.count, first: 1024)
                guard case .facts(let facts) = trial.outcome else { continue }
                #expect(facts.agree(with: whole), "\(libraries) \(options): \(facts), \(whole)")
                said += 1
            }
        }
        // Without versions and without a GNU hash table nothing proves where the names begin.
        #expect(said > (hashes == "sysv" ? 5 : 15))
    }
}

/// A folder with object files.
struct Linked {
    let linker: String
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("heads-\(UUID().uuidString)")

    static let linkers = ["/usr/bin/ld.bfd", "/usr/bin/ld.gold"].filter(FileManager.default.isExecutableFile(atPath:))

    static var isThere: Bool {
        let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/as") && !linkers.isEmpty
        if !isThere { print("skipped: needs the assembler and linkers of binutils") }
        return isThere
    }

    init(_ linker: String) throws {
        self.linker = linker
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try write("versions", "V_1.0 { global: shared*; needed*; local: hidden*; };")
        try write(
            "a.s", ".globl shared_one\nshared_one: .long 0\n.globl own\nown: .long 1\n.data\n.quad needed_two, own\n")
        try write("b.s", ".globl needed_two\nneeded_two: .long 0\n.data\n.globl own_too\nown_too: .quad own_too\n")
        for name in ["a", "b"] { _ = try run("/usr/bin/as", ["-o", "\(name).o", "\(name).s"]) }
        try write("c.s", ".globl shared_two\nshared_two: .long 0\n.globl needed_two\nneeded_two: .long 0\n")
        _ = try run("/usr/bin/as", ["-o", "c.o", "c.s"])
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    private func write(_ name: String, _ text: String) throws {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
    }

    @discardableResult
    func link(_ name: String, _ options: [String], _ inputs: [String]) throws -> [UInt8] {
        let objects = inputs.isEmpty ? ["c.o"] : inputs
        try #require(
            try run(linker, ["-shared", "-o", name] + options + objects) == 0, "\(linker) \(options) \(inputs)")
        return SystemFiles.bytes(path(name))
    }

    private func run(_ tool: String, _ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
