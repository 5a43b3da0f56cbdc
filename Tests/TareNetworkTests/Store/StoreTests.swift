import Foundation
import Logging
import TareArchive
import TareDiagnostics
import TareNetwork
import TareOCI
import TarePython
import Testing

@Suite("The cache")
struct StoreTests {
    private func cache(_ scratch: LayoutScratch) throws -> MeasurementCache {
        try MeasurementCache(scratch.cache(), logger: LayoutTests.logger)
    }

    private func measured(_ tar: [UInt8]) throws -> LayerIndex {
        let measurement = LayerMeasurement(selection: .none)
        try tar.withUnsafeBytes { try measurement.consume($0) }
        return try measurement.finish()
    }

    @Test func `a measured layer is found by digest and by what it unpacks to`() throws {
        let scratch = try LayoutScratch()
        let index = try measured(try MadeImage().layers[0])
        let digest = try #require(index.digest)
        let cache = try cache(scratch)
        #expect(try cache.layer(digest, .none) == nil)
        try cache.keep(index, .none)
        for found in [try cache.layer(digest, .none), try self.cache(scratch).layer(diffID: digest, .none)] {
            #expect(found?.encoded() == index.encoded())
        }
        // What was kept of it for another purpose is not enough for this one.
        let other = ContentSelection([.init(.path("etc/passwd"))])
        #expect(try cache.layer(digest, other) == nil)
    }

    @Test func `a planned layer is kept with what it holds for`() throws {
        let scratch = try LayoutScratch()
        let index = try measured(try MadeImage().layers[0])
        let (key, other) = (Digest(sha256Of: "one".utf8), Digest(sha256Of: "two".utf8))
        let cache = try cache(scratch)
        #expect(try cache.plan(key) == nil)
        for assumed in [[], ["libc.so.6", "libm.so.6"]] {
            try cache.keep(KeptPlan(index: index, assumed: assumed), as: key)
            let kept = try #require(try self.cache(scratch).plan(key))
            #expect(kept.index.encoded() == index.encoded())
            #expect(kept.assumed == assumed)
        }
        #expect(try cache.plan(other) == nil)
    }

    @Test func `a layer known by what it unpacks to is answered only where the image holds it unpacked`() throws {
        let scratch = try LayoutScratch()
        let index = try measured(try MadeImage().layers[0])
        let cache = try cache(scratch)
        try cache.keep(index, .none)
        let diffID = try #require(index.diffID)
        let plain = OpenedImage.Layer(digest: nil, size: index.uncompressedSize, diffID: diffID)
        let packed = OpenedImage.Layer(digest: nil, size: index.uncompressedSize - 1, diffID: diffID)
        #expect(try cache.layer(of: plain, .none)?.compression == Compression.none)
        #expect(try cache.layer(of: packed, .none) == nil)
    }

    @Test func `many writers at a time lose nothing`() async throws {
        let scratch = try LayoutScratch()
        let directory = scratch.cache()
        let digests = try await withThrowingTaskGroup(of: [Digest].self) { group in
            for writer in 0..<8 {
                group.addTask {
                    // Each opens the file for itself, as a process of its own would.
                    let cache = try MeasurementCache(directory, logger: LayoutTests.logger)
                    return try (0..<25).map { number in
                        let index = try self.measured(try MadeImage.tar([("f", "\(writer) \(number)")]))
                        try cache.keep(index, .none)
                        return try #require(index.digest)
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let cache = try cache(scratch)
        #expect(Set(digests).count == 200)
        for digest in digests { #expect(try cache.layer(digest, .none) != nil) }
    }

    @Test("a file that is no database is begun anew", arguments: ["not a database, but long enough for one", ""])
    func damagedDatabase(text: String) throws {
        let scratch = try LayoutScratch()
        let file = scratch.path("cache/measurements-1.sqlite")
        try FileManager.default.createDirectory(atPath: scratch.path("cache"), withIntermediateDirectories: true)
        try String(repeating: text, count: 100).write(toFile: file, atomically: false, encoding: .utf8)
        let index = try measured(try MadeImage().layers[0])
        try cache(scratch).keep(index, .none)
        #expect(try cache(scratch).layer(try #require(index.digest), .none) != nil)
    }

    @Test func `a folder that may not be written is a clear refusal`() throws {
        let scratch = try LayoutScratch()
        try "x".write(toFile: scratch.path("file"), atomically: false, encoding: .utf8)
        let directory = CacheDirectory(path: scratch.path("file/cache"))
        #expect {
            _ = try MeasurementCache(directory, logger: LayoutTests.logger)
        } throws: { error in
            (error as? any Refusal)?.hint?.contains("TARE_CACHE_DIR") == true
                && "\(error)".contains("a file is where a folder should be")
        }
    }

    @Test func `a blob gets its name only with the right digest`() async throws {
        let scratch = try LayoutScratch()
        let store = BlobStore(scratch.cache())
        let bytes = Array("content".utf8)
        let digest = Digest(sha256Of: bytes)
        await #expect(throws: OCIError.self) {
            try await store.write(as: digest) { append in
                try Array("other".utf8).withUnsafeBytes { try append($0) }
            }
        }
        #expect(try store.read(digest, limit: 100) == nil)
        let folder = URL(filePath: store.path(of: digest)).deletingLastPathComponent().path
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
        try await store.write(as: digest) { append in try bytes.withUnsafeBytes { try append($0) } }
        #expect(try store.read(digest, limit: 100) == bytes)
        // Damage on disk is noticed, and the blob is as if it had never been there.
        try "chantent".write(toFile: store.path(of: digest), atomically: false, encoding: .utf8)
        #expect(try store.read(digest, limit: 100) == nil)
        #expect(!FileManager.default.fileExists(atPath: store.path(of: digest)))
    }

    @Test func `pruning removes what was not used, and tells how much`() throws {
        let scratch = try LayoutScratch()
        let index = try measured(try MadeImage().layers[0])
        try cache(scratch).keep(index, .none)
        try BlobStore(scratch.cache()).write([1, 2, 3], as: Digest(sha256Of: [1, 2, 3]))
        var pieces = WheelPieces(size: 9)
        pieces.add([4, 5], at: 7)
        try cache(scratch).keep([("a wheel", pieces)])
        #expect(try cache(scratch).wheel("a wheel") == pieces)
        #expect(try cache(scratch).wheel("another") == nil)
        let base = scratch.cache().bases + "/base"
        for file in ["index.json", "blobs/sha256/00"] {
            let url = URL(filePath: base).appending(path: file)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data([6]).write(to: url)
        }
        let inventory = try CacheInventory(scratch.cache(), logger: LayoutTests.logger)
        #expect(
            try inventory.sections().map(\.kind) == ["layers", "opened", "wheels", "plans", "blobs", "debian", "bases"])
        #expect(try inventory.sections().map(\.count) == [1, 0, 1, 0, 1, 0, 2])
        #expect(try inventory.prune(unusedSince: 1000).map(\.count) == [0, 0, 0, 0, 0, 0, 0])
        // One file of a base that is in use keeps the others.
        let future = Int64(Date.now.timeIntervalSince1970) + 1000
        try FileManager.default.setAttributes(
            [.modificationDate: Date.now + 5000], ofItemAtPath: base + "/index.json")
        #expect(try inventory.prune(unusedSince: future).map(\.count) == [1, 0, 1, 0, 1, 0, 0])
        let removed = try inventory.prune(unusedSince: .max)
        #expect(removed.map(\.count) == [0, 0, 0, 0, 0, 0, 2])
        #expect(removed[6].bytes == 2)
        #expect(try inventory.sections().map(\.count) == [0, 0, 0, 0, 0, 0, 0])
    }

    @Test(
        "is where the environment says",
        arguments: [
            (["TARE_CACHE_DIR": "/a", "XDG_CACHE_HOME": "/b", "HOME": "/c"], "/a"),
            (["XDG_CACHE_HOME": "/b", "HOME": "/c"], "/b/tare"),
            (["XDG_CACHE_HOME": "relative", "HOME": "/c"], "/c/.cache/tare"),
            (["TARE_CACHE_DIR": "", "HOME": "/c"], "/c/.cache/tare"),
        ])
    func place(environment: [String: String], path: String) throws {
        #expect(try CacheDirectory(environment: environment).path == path)
        #expect(throws: StoreError.noCacheDirectory) { try CacheDirectory(environment: [:]) }
    }
}
