import Foundation
import Testing

/// Programs by others that the tests compare with.
enum PackagingPeer {
    private static let home = NSHomeDirectory()
    private static let environment = ProcessInfo.processInfo.environment

    /// A program in `TARE_TOOLS_DIR`, the tools' default folder, or on `PATH`.
    private static func candidates(_ name: String) -> [String] {
        let cache = environment["XDG_CACHE_HOME"] ?? home + "/.cache"
        let folders = [environment["TARE_TOOLS_DIR"].map { $0 + "/bin" }, cache + "/tare-tools/bin"].compactMap { $0 }
        let path = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return (folders + path).map { "\($0)/\(name)" }.filter { FileManager.default.isExecutableFile(atPath: $0) }
    }

    static let uv: String? = {
        let found = candidates("uv").first
        if found == nil { print("skipped: no uv (looked in TARE_TOOLS_DIR, ~/.cache/tare-tools/bin and PATH)") }
        return found
    }()

    /// A Python that has `packaging` 26 or later, whose rules about pre-releases and markers are ours.
    static let python: String? = {
        let check = "import packaging; assert int(packaging.__version__.split('.')[0]) >= 26"
        let found = candidates("python3").first { (try? run($0, ["-c", check])) != nil }
        if found == nil { print("skipped: no Python with packaging 26 (pip install packaging)") }
        return found
    }()

    /// Runs a Python script on packaging, JSON in and out.
    static func ask<Question: Encodable, Answer: Decodable>(
        _ script: String, _ question: Question, as type: Answer.Type = Answer.self
    ) throws -> Answer {
        let input = try JSONEncoder().encode(question)
        let output = try run(try #require(python), ["-c", script], input: input)
        return try JSONDecoder().decode(Answer.self, from: output)
    }

    /// Runs a program and gives what it prints.
    @discardableResult
    static func run(
        _ path: String, _ arguments: [String], input: Data = Data(), environment extra: [String: String] = [:]
    ) throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tare-python-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files, not pipes: neither side waits for the other.
        func file(_ name: String, _ contents: Data) throws -> FileHandle {
            let url = folder.appendingPathComponent(name)
            try contents.write(to: url)
            return try FileHandle(forUpdating: url)
        }
        let output = try file("output", Data())
        let complaints = try file("complaints", Data())
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = environment.merging(["LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"]) { $1 }.merging(extra) { $1 }
        process.standardInput = try file("input", input)
        process.standardOutput = output
        process.standardError = complaints
        try process.run()
        process.waitUntilExit()
        try output.seek(toOffset: 0)
        try complaints.seek(toOffset: 0)
        let answer = try output.readToEnd() ?? Data()
        guard process.terminationStatus == 0 else {
            let text = String(decoding: (try complaints.readToEnd() ?? Data()) + answer, as: UTF8.self)
            throw Failure(program: path, status: process.terminationStatus, complaint: String(text.suffix(2000)))
        }
        return answer
    }

    struct Failure: Error {
        var program: String
        var status: Int32
        var complaint: String
    }
}
