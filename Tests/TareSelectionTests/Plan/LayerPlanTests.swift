import Foundation
import TareArchive
import TareOCI
import Testing

@testable import TareSelection

struct LayerPlanTests {
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

    @Test func `a planned layer has the length that its tar stream has`() throws {
        let plan = try plan()
        var tar: [UInt8] = []
        var writer = TarWriter()
        for path in plan.paths {
            let entry = try #require(plan.entries[path])
            try writer.append(LayerPlan.header(path, entry), to: &tar)
            if let content = entry.content, !content.isEmpty {
                try content.withUnsafeBytes { try writer.append(content: $0, to: &tar) }
            }
        }
        try writer.finish(to: &tar)
        let index = try plan.index()
        #expect(index.uncompressedSize == UInt64(tar.count))
        // Measured, the written stream is the planned layer.
        let measurement = LayerMeasurement(selection: ProofSelection.all)
        try tar.withUnsafeBytes { try measurement.consume($0) }
        let measured = try measurement.finish()
        #expect(measured.count == index.count && measured.uncompressedSize == index.uncompressedSize)
        let (one, other) = (ImageTree(layers: [index]), ImageTree(layers: [measured]))
        // The link leads nowhere here.
        for path in plan.paths where plan.entries[path]?.kind != .symbolicLink {
            let mine = try #require(one.node(at: "/" + path))
            let theirs = try #require(other.node(at: "/" + path))
            let (planned, found) = (
                [UInt64(one.kind(of: mine).rawValue), one.size(of: mine), UInt64(one.crc32(of: mine))],
                [UInt64(other.kind(of: theirs).rawValue), other.size(of: theirs), UInt64(other.crc32(of: theirs))]
            )
            #expect(planned == found, "\(path)")
        }
    }

    @Test func `the same file twice is one, another at its place is refused`() throws {
        var plan = try plan()
        let count = plan.entries.count
        try plan.add("app/server.py", Array("import this\n".utf8))
        #expect(plan.entries.count == count)
        #expect(throws: LayerPlan.Collision(path: "app/server.py")) { try plan.add("app/server.py", [0]) }
        #expect(throws: LayerPlan.Collision(path: "app/server.py")) { try plan.add("app/server.py/below", [0]) }
        #expect(throws: LayerPlan.Collision(path: "app")) { try plan.link("app", to: "elsewhere") }
    }

    @Test func `folders are made for what lies in them, once`() throws {
        let plan = try plan()
        #expect(plan.entries["app"]?.kind == .directory && plan.entries["app/bin"]?.kind == .directory)
        #expect(plan.entries["app/bin/run"]?.shebang == "/usr/bin/env python3")
        #expect(plan.entries["app/server.py"]?.shebang == nil)
    }
}
