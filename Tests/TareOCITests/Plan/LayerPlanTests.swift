import TareArchive
import Testing

@testable import TareOCI

struct `A planned layer` {
    private func plan() throws -> LayerPlan {
        var plan = LayerPlan("test")
        try plan.add("app/server.py", Array("import this\n".utf8))
        try plan.add("app/bin/run", Array("#!/usr/bin/env python3\nprint()\n".utf8), mode: 0o755)
        try plan.link("app/bin/python", to: "/usr/bin/python3")
        let long = "app/" + String(repeating: "d/", count: 70) + String(repeating: "n", count: 110) + ".py"
        try plan.add(long, [1, 2, 3])
        try plan.add("app/naïve.txt", Array(repeating: 0, count: 513))
        return plan
    }

    @Test func `has the length of the tar stream that it becomes, and its entries`() throws {
        let planned = try PlannedLayer(try plan())
        let written = try planned.give(to: FrameRecorder()).bytes
        #expect(planned.index.uncompressedSize == UInt64(written.count))
        // Measured, the written stream is the planned layer.
        let measurement = LayerMeasurement(selection: .none)
        try written.withUnsafeBytes { try measurement.consume($0) }
        let measured = try measurement.finish()
        #expect(measured.uncompressedSize == planned.index.uncompressedSize)
        #expect(measured.rows == planned.index.rows)
    }

    @Test func `takes the same file twice for one, and refuses another at its place`() throws {
        var plan = try plan()
        let count = plan.entries.count
        try plan.add("app/server.py", Array("import this\n".utf8))
        #expect(plan.entries.count == count)
        #expect(throws: LayerPlan.Collision(path: "app/server.py")) { try plan.add("app/server.py", [0]) }
        #expect(throws: LayerPlan.Collision(path: "app/server.py")) { try plan.add("app/server.py/below", [0]) }
        #expect(throws: LayerPlan.Collision(path: "app")) { try plan.link("app", to: "elsewhere") }
    }

    @Test func `makes folders for what lies in them, once`() throws {
        let plan = try plan()
        #expect(plan.entries["app"]?.kind == .directory && plan.entries["app/bin"]?.kind == .directory)
        #expect(plan.entries["app/bin/run"]?.shebang == "/usr/bin/env python3")
        #expect(plan.entries["app/server.py"]?.shebang == nil)
    }

    @Test(arguments: ["", "/etc/passwd", "../up", "a/../b", "a//b", "a/", "./a", "a/.", "nul\u{0}"])
    func `refuses a path that is none below the root`(path: String) {
        var builder = LayerPartBuilder()
        builder.add(path, .file([1]))
        #expect(throws: ArchiveError.self) { try builder.finish() }
    }

    @Test func `refuses content that is not at hand`() {
        var builder = LayerPartBuilder()
        builder.add("a", .init(kind: .regular, mode: 0o644, size: 3))
        #expect(throws: ArchiveError.writerMisused("the content of 'a' is not at hand")) { try builder.finish() }
        var other = LayerPartBuilder()
        other.add("a", .init(kind: .regular, mode: 0o644, size: 3, archived: 0))
        #expect(throws: ArchiveError.writerMisused("'a' is of no archive")) { try other.finish() }
    }
}

/// The tar stream of a layer whose contents are all in memory.
struct FrameRecorder: LayerFrameSink {
    var bytes: [UInt8] = []
    var members = 0

    mutating func member(_ bytes: [UInt8]) {
        self.bytes += bytes
        members += 1
    }

    mutating func lifted(_ content: LiftedContent) throws {
        guard case .packed(let deflate) = content.source else { throw ArchiveError.writerMisused("not in memory") }
        var reader = try Decompressor(.gzip)
        let member = GzipMember.header + deflate + GzipMember.trailer(crc32: content.crc32, size: content.size)
        try member.withUnsafeBytes { try reader.consume($0) { bytes.append(contentsOf: $0) } }
        members += 1
    }
}

extension LayerIndex {
    /// What entries are, as text.
    var rows: [String] {
        (0..<count).map { number in
            let entry = self[number]
            let name = String(decoding: path(of: number), as: UTF8.self)
            let target = String(decoding: linkTarget(of: number), as: UTF8.self)
            return "\(name) \(entry.kind) \(entry.mode) \(entry.size) \(entry.crc32) \(entry.modified) \(target)"
        }
    }
}
