import Foundation
import Testing

/// `tare inspect` as a user runs it, on a real Alpine image that was made elsewhere.
@Suite("tare inspect", .enabled(if: Places.hasSharedImages, "needs ../shared/data/images"))
struct InspectCommandTests {
    private let image = "docker-archive:" + Places.sharedImages.appending(path: "alpine-310.tar.gz").path

    private func inspect(_ more: [String] = [], _ scratch: Scratch) throws -> TareProcess.Outcome {
        try TareProcess.run(["inspect", image] + more, environment: scratch.environment)
    }

    @Test func `says in JSON what the image is`() throws {
        let scratch = try Scratch()
        let outcome = try inspect(["--format", "json"], scratch)
        try #require(outcome.code == 0, "\(outcome.errors)")
        let result = try outcome.json()
        #expect(result["schema"] as? String == "tare.inspect/1")
        #expect(result["platform"] as? String == "linux/amd64")
        // A docker-archive has no manifest, and holds its layers unpacked: neither was measured.
        #expect(result["digest"] is NSNull)
        let size = try #require(result["size"] as? [String: Any])
        #expect(size["compressed"] is NSNull)
        let inventory = try #require(result["inventory"] as? [String: Any])
        let libc = try #require(inventory["libc"] as? [String: Any])
        #expect(libc["family"] as? String == "musl")
        #expect((libc["version"] as? String)?.hasPrefix("1.1.") == true)
        let system = try #require(inventory["operatingSystem"] as? [String: Any])
        #expect(system["id"] as? String == "alpine")
        #expect((inventory["packages"] as? [[String: Any]])?.count == 14)
        // Keys are sorted, so that two results can be compared as text.
        let keys = outcome.text.split(separator: "\n").filter { $0.hasPrefix("  \"") }
            .compactMap { $0.split(separator: "\"").dropFirst().first }
        #expect(keys.count > 8 && keys == keys.sorted())
    }

    @Test func `gives the same answer from the cache as from the image`() throws {
        let scratch = try Scratch()
        let first = try inspect(["--format", "json"], scratch)
        let second = try inspect(["--format", "json", "--offline"], scratch)
        #expect(first.code == 0 && second.code == 0)
        #expect(first.output == second.output)
        let cache = try TareProcess.run(["cache", "--format", "json"], environment: scratch.environment).json()
        let kept = try #require(cache["kept"] as? [[String: Any]])
        #expect(kept.map { $0["count"] as? Int } == [1, 1, 0, 0, 0, 0, 0])
    }

    @Test func `a file that was replaced is read again`() throws {
        let scratch = try Scratch()
        let copy = scratch.path("image.tar.gz")
        try FileManager.default.copyItem(atPath: String(image.dropFirst("docker-archive:".count)), toPath: copy)
        let arguments = ["inspect", "docker-archive:" + copy]
        #expect(try TareProcess.run(arguments, environment: scratch.environment).code == 0)
        try Data("no image".utf8).write(to: URL(filePath: copy))
        #expect(try TareProcess.run(arguments, environment: scratch.environment).code == 4)
    }

    @Test func `processes that measure at the same time do not disturb each other`() async throws {
        let scratch = try Scratch()
        let outcomes = try await withThrowingTaskGroup(of: TareProcess.Outcome.self) { group in
            for _ in 0..<6 { group.addTask { try inspect(["--format", "json"], scratch) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for outcome in outcomes { #expect(outcome.code == 0, "\(outcome.errors)") }
        #expect(Set(outcomes.map(\.output)).count == 1)
    }

    @Test func `writes the result to a file, whole or not at all`() throws {
        let scratch = try Scratch()
        let file = scratch.path("result.txt")
        let outcome = try inspect(["-o", file], scratch)
        #expect(outcome.code == 0 && outcome.text == "")
        #expect(try String(contentsOfFile: file, encoding: .utf8).contains("musl"))
        let nowhere = try inspect(["-o", scratch.path("none/result.txt")], scratch)
        #expect(nowhere.code == 2)
        #expect(nowhere.errors.contains("the result can't be written: No such file or directory"))
    }

    @Test(
        "emphasis is used when asked for, and never alone",
        arguments: [
            (["--color", "always"], [:], true), (["--color", "never"], [:], false), ([], [:], false),
            (["--color", "always"], ["NO_COLOR": "1"], true),
        ] as [([String], [String: String], Bool)])
    func color(arguments: [String], environment: [String: String], isEmphasised: Bool) throws {
        let scratch = try Scratch()
        let outcome = try TareProcess.run(
            ["inspect", image] + arguments, environment: scratch.environment.merging(environment) { $1 })
        #expect(outcome.text.contains("\u{1B}[") == isEmphasised)
        #expect(outcome.text.contains("Packages"))
    }

    @Test func `a layer is the same, however it is packed`() throws {
        let scratch = try Scratch()
        var files: Set<Int> = []
        var diffIDs: Set<String> = []
        for packing in ["gzip", "zstd", "uncompressed", "estargz"] {
            let archive = Places.sharedImages.appending(path: "test-oci-\(packing)-image.tar").path
            let outcome = try TareProcess.run(
                ["inspect", "oci-archive:" + archive, "--format", "json"], environment: scratch.environment)
            try #require(outcome.code == 0, "\(packing): \(outcome.errors)")
            let result = try outcome.json()
            files.insert(try #require((result["size"] as? [String: Any])?["files"] as? Int))
            let layer = try #require((result["layers"] as? [[String: Any]])?.first)
            #expect(
                layer["compression"] as? String
                    == (packing == "uncompressed" ? "none" : packing == "zstd" ? "zstd" : "gzip"))
            // eStargz has its table of contents in the stream, behind the archive's end.
            if packing != "estargz" { diffIDs.insert(try #require(layer["diffID"] as? String)) }
        }
        #expect(files == [11_189])
        #expect(diffIDs.count == 1)
    }

    @Test func `another platform than the image's is refused`() throws {
        let outcome = try inspect(["--platform", "linux/arm64"], try Scratch())
        #expect(outcome.code == 4)
        #expect(outcome.errors.contains("there is no image for linux/arm64, only for linux/amd64"))
    }

    @Test func `an archive cut off anywhere is bad input, not a crash`() throws {
        let scratch = try Scratch()
        let whole = try Data(contentsOf: URL(filePath: String(image.dropFirst("docker-archive:".count))))
        let file = scratch.path("cut.tar.gz")
        for part in [0, 1, 10, 1000, whole.count / 2, whole.count - 1] {
            try whole.prefix(part).write(to: URL(filePath: file))
            let outcome = try TareProcess.run(["inspect", "docker-archive:" + file], environment: scratch.environment)
            #expect(outcome.code == 4, "\(part) bytes: \(outcome.errors)")
            #expect(outcome.errors.hasPrefix("error: "))
        }
        let left = (try? FileManager.default.contentsOfDirectory(atPath: scratch.path("cache/tmp"))) ?? []
        #expect(left == [], "what was unpacked on the way is gone")
    }
}
