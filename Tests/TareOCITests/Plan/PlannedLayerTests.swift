import TareArchive
import Testing

@testable import TareOCI

/// Parts that are drawn: shared folders, folders of like names, files of every size, now and then the same file twice.
private struct DrawnParts {
    var parts: [LayerPart] = []
    /// What they hold together.
    var files: [String: [UInt8]] = [:]

    init(seed: UInt64, count: Int) throws {
        var state = seed
        func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let sizes = [0, 1, 3, 100, 511, 512, 513, 600, 5_000, 40_000]
        let names = ["a", "a-b", "a.b", "ab", "b", "lib", "naïve", String(repeating: "long", count: 30)]
        for part in 0..<count {
            var builder = LayerPartBuilder(time: 5)
            var own: Set<String> = []
            for _ in 0..<(1 + below(40)) {
                let folders = (0..<below(4)).map { _ in names[below(names.count)] + "-" }
                let path = (folders + ["f\(below(3) == 0 ? 0 : part)\(names[below(names.count)])"])
                    .joined(separator: "/")
                let content = files[path] ?? (0..<sizes[below(sizes.count)]).map { UInt8(truncatingIfNeeded: $0 / 7) }
                files[path] = content
                if own.insert(path).inserted { builder.add(path, .file(content)) }
            }
            parts.append(try builder.finish())
        }
    }
}

struct `Parts in a plan` {
    @Test(arguments: 0..<60 as Range<UInt64>)
    func `make the layer that one part of all files makes, to the byte`(seed: UInt64) throws {
        let drawn = try DrawnParts(seed: seed, count: 1 + Int(seed % 9))
        var plan = LayerPlan("parts", time: 5)
        for part in drawn.parts { plan.add(part) }
        let planned = try PlannedLayer(plan)
        var whole = LayerPartBuilder(time: 5)
        for (path, content) in drawn.files { whole.add(path, .file(content)) }
        var single = LayerPlan("one", time: 5)
        single.add(try whole.finish())
        let other = try PlannedLayer(single)
        #expect(planned.index.rows == other.index.rows)
        #expect(planned.index.compressedSize == other.index.compressedSize)
        #expect(planned.index.uncompressedSize == other.index.uncompressedSize)
        // Sums within parts are what weighing everything gives.
        let scale = try planned.give(to: WholeScale())
        #expect(planned.index.compressedSize == scale.scale.packed)
        #expect(planned.index.uncompressedSize == scale.scale.length)
        let (one, two) = (try planned.give(to: FrameRecorder()), try other.give(to: FrameRecorder()))
        #expect(one.bytes == two.bytes && one.members == two.members)
        let paths = planned.index.rows.map { $0.split(separator: " ")[0] }
        #expect(paths == paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        for (path, content) in drawn.files.prefix(20) {
            let number = try #require(paths.firstIndex { $0 == path })
            #expect(planned.index.content(of: number).map(Array.init) == content)
        }
    }

    private func part(_ files: (String, LayerPlan.Entry)...) throws -> LayerPart {
        var builder = LayerPartBuilder()
        for (path, entry) in files { builder.add(path, entry) }
        return try builder.finish()
    }

    @Test func `that want one path with two contents are refused, whatever is between`() throws {
        let kinds: [(LayerPlan.Entry, LayerPlan.Entry)] = [
            (.file([1]), .file([2])), (.file([1]), .link(to: "x")), (.link(to: "y"), .link(to: "x")),
            (.file([1]), .directory),
        ]
        for (one, other) in kinds {
            var plan = LayerPlan("x")
            plan.add(try part(("a/b", .file([9])), ("a/c", one), ("a/d", .file([8]))))
            plan.add(try part(("a/b", .file([9])), ("a/c-", .file([7]))))
            plan.add(try part(("a/c", other), ("a/e", .file([6]))))
            #expect(throws: LayerPlan.Collision(path: "a/c")) { try PlannedLayer(plan) }
        }
        var plan = LayerPlan("x")
        plan.add(try part(("a", .file([1]))))
        plan.add(try part(("a/b", .file([1]))))
        #expect(throws: LayerPlan.Collision(path: "a")) { try PlannedLayer(plan) }
    }

    @Test func `add to an empty layer nothing but the end marker`() throws {
        let empty = try PlannedLayer(LayerPlan("empty"))
        #expect(empty.count == 0 && empty.index.uncompressedSize == 1024)
        #expect(try empty.give(to: FrameRecorder()).bytes == [UInt8](repeating: 0, count: 1024))
    }

    @Test func `cut long members, and weigh them so`() throws {
        // Folders alone make one member, which would grow without end.
        var builder = LayerPartBuilder()
        for number in 0..<2_000 { builder.add("d\(number)", .directory) }
        builder.add("z", .file([UInt8](repeating: 3, count: 3_000)))
        var plan = LayerPlan("folders")
        plan.add(try builder.finish())
        plan.add(try part(("d5/x", .file([1]))))
        let planned = try PlannedLayer(plan)
        let scale = try planned.give(to: WholeScale())
        #expect(planned.index.compressedSize == scale.scale.packed)
        #expect(try planned.give(to: FrameRecorder()).members > 5)
    }
}

/// Weighs all frames one by one.
private struct WholeScale: LayerFrameSink {
    var scale = FrameScale()

    mutating func member(_ bytes: [UInt8]) { scale.member(bytes) }

    mutating func lifted(_ content: LiftedContent) {
        scale.lifted(content)
        if case .packed(let deflate) = content.source { scale.packed += UInt64(deflate.count) }
    }
}
