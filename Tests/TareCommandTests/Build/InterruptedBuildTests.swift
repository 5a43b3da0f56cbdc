import Foundation
import Testing

/// Builds that end before their time: killed, or on a disk that is full.
@Suite(
    "tare build: interrupted", .serialized, .enabled(if: ExampleService.isPossible, "needs a Debian mirror"))
struct InterruptedBuildTests {
    @Test func `a build that is killed a hundred times leaves nothing half done`() throws {
        let scratch = try Scratch()
        let project = try SmallProject(scratch)
        let cache = scratch.path("cache")
        try AssembledBases.copyCache(["bases"], to: cache)
        let environment = ["TARE_CACHE_DIR": cache]
        let output = scratch.path("image.tar")
        let layout = scratch.path("layout")
        let arguments = project.arguments() + ["--sbom", "--provenance", "-o", "oci-archive:" + output]
        let sound = try TareProcess.run(
            project.arguments() + ["--sbom", "--provenance", "-o", "oci-archive:" + scratch.path("sound.tar")],
            environment: environment)
        try #require(sound.code == 0, "\(sound.errors)")
        let start = ContinuousClock.now
        try #require(try TareProcess.run(arguments, environment: environment).code == 0)
        let whole = start.duration(to: .now)
        try FileManager.default.removeItem(atPath: output)

        var generator = SeededGenerator(state: 20_261_125)
        var ends = (killed: 0, finished: 0)
        for number in 0..<100 {
            // What was written is forgotten at times: it is written again, and cut off somewhere.
            if number % 3 == 0 { try? FileManager.default.removeItem(atPath: cache + "/blobs/plans") }
            if number % 10 == 0 { try? FileManager.default.removeItem(atPath: layout) }
            let process = Process()
            process.executableURL = URL(filePath: TareProcess.binary)
            process.arguments = arguments + ["-o", "oci:\(layout):made"]
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            let seconds = whole / .seconds(1)
            Thread.sleep(forTimeInterval: seconds * Double.random(in: 0..<1.2, using: &generator))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if process.terminationReason == .uncaughtSignal { ends.killed += 1 } else { ends.finished += 1 }
            if FileManager.default.fileExists(atPath: output) {
                #expect(FileManager.default.contentsEqual(atPath: output, andPath: scratch.path("sound.tar")))
                try FileManager.default.removeItem(atPath: output)
            }
        }
        print("measured: \(ends.killed) of 100 builds were killed, \(ends.finished) had ended before")
        #expect(ends.killed > 50)
        try expectWhole(cache + "/blobs/sha256")
        try expectWhole(layout + "/blobs/sha256")
        let after = try TareProcess.run(arguments + ["-o", "oci:\(layout):made"], environment: environment)
        try #require(after.code == 0, "\(after.errors)")
        #expect(FileManager.default.contentsEqual(atPath: output, andPath: scratch.path("sound.tar")))
        #expect(try after.json()["digest"] as? String == (try sound.json()["digest"] as? String))
    }

    @Test(.enabled(if: getuid() == 0 && Peers.find("mount") != nil, "needs root, to mount a small file system"))
    func `a full disk is said in one sentence, and nothing half written stays`() throws {
        let scratch = try Scratch()
        let project = try SmallProject(scratch)
        let sound = scratch.path("sound.tar")
        let built = try TareProcess.run(
            project.arguments() + ["-o", "oci-archive:" + sound], environment: AssembledBases.environment)
        try #require(built.code == 0, "\(built.errors)")
        let disk = try SmallDisk(at: scratch.path("disk"))

        // The output does not fit.
        for output in [
            "oci-archive:\(disk.path)/image.tar", "docker-archive:\(disk.path)/image.tar:a", "oci:\(disk.path)/layout",
        ] {
            try disk.resize(kilobytes: 2048)
            let outcome = try TareProcess.run(
                project.arguments() + ["-q", "-o", output], environment: AssembledBases.environment)
            expectFull(outcome, output)
            #expect(!FileManager.default.fileExists(atPath: disk.path + "/image.tar"))
            #expect(!FileManager.default.fileExists(atPath: disk.path + "/layout/index.json"))
            try expectWhole(disk.path + "/layout/blobs/sha256")
            #expect(try disk.files().filter { $0.hasSuffix(".tmp") } == [])
            try disk.empty()
        }

        // The cache does not fit, at one point or another; then there is room, and it goes on.
        try AssembledBases.copyCache(["bases"], to: scratch.path("own"))
        let base = scratch.path("own") + "/bases/" + SmallProject.base + "-amd64"
        let layout = try #require(
            FileManager.default.fileExists(atPath: base) ? base : nil, "the base was assembled by the first build")
        let arguments = [
            "build", project.path, "--base", "oci:\(layout):base", "--wheel", project.wheel("good"), "--no-bytecode",
            "--format", "json", "-o", "oci-archive:" + scratch.path("image.tar"),
        ]
        for kilobytes in [16, 64, 256, 1024, 2048] {
            try disk.resize(kilobytes: kilobytes)
            let outcome = try TareProcess.run(
                arguments + ["-q"], environment: ["TARE_CACHE_DIR": disk.path + "/cache"])
            if outcome.code != 0 { expectFull(outcome, "\(kilobytes) KB") }
            try expectWhole(disk.path + "/cache/blobs/sha256")
            #expect(try disk.files().filter { $0.hasSuffix(".tmp") } == [])
        }
        try disk.resize(kilobytes: 262_144)
        let after = try TareProcess.run(arguments, environment: ["TARE_CACHE_DIR": disk.path + "/cache"])
        #expect(after.code == 0, "\(after.errors)")
    }

    private func expectFull(_ outcome: TareProcess.Outcome, _ what: String) {
        #expect(outcome.code == 3, "\(what): \(outcome.errors)")
        let lines = outcome.errors.split(separator: "\n")
        #expect(lines.count == 2, "\(what): \(outcome.errors)")
        #expect(lines.first?.hasPrefix("error: ") == true, "\(what): \(outcome.errors)")
        let isSaid = ["No space left on device", "disk is full", "disk I/O error"].contains {
            outcome.errors.contains($0)
        }
        #expect(isSaid, "\(what): \(outcome.errors)")
    }

    /// Every blob is what its name says.
    private func expectWhole(_ folder: String) throws {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where !name.hasPrefix(".") {
            let sum = try TareProcess.command("/usr/bin/sha256sum", [folder + "/" + name])
            #expect(sum.text.hasPrefix(name), "\(name) is not whole")
        }
    }
}

/// A file system of a few KB in memory, gone with the value.
final class SmallDisk {
    let path: String

    init(at path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let mounted = try TareProcess.command("/bin/mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", path])
        try #require(mounted.code == 0, "\(mounted.errors)")
    }

    deinit { _ = try? TareProcess.command("/bin/umount", [path]) }

    func resize(kilobytes: Int) throws {
        let mounted = try TareProcess.command("/bin/mount", ["-o", "remount,size=\(kilobytes)k", path])
        try #require(mounted.code == 0, "\(mounted.errors)")
    }

    func empty() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            try FileManager.default.removeItem(atPath: path + "/" + name)
        }
    }

    func files() throws -> [String] {
        (FileManager.default.enumerator(atPath: path)?.allObjects as? [String]) ?? []
    }
}
