import Foundation
import Testing

/// Programs of this machine that the tests compare with.
enum Tool {
    /// The path of a program on `PATH`, or of one at an absolute path.
    static func find(_ name: String) -> String? {
        if name.hasPrefix("/") { return FileManager.default.isExecutableFile(atPath: name) ? name : nil }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").map { "\($0)/\(name)" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }

    /// Whether all are there; prints which is not, since the tests that need it are skipped.
    static func available(_ names: String...) -> Bool {
        let missing = names.filter { find($0) == nil }
        if !missing.isEmpty { print("skipped: no \(missing.joined(separator: ", ")) on this machine") }
        return missing.isEmpty
    }

    /// Runs a program and gives what it prints.
    static func run(
        _ name: String, _ arguments: [String], in directory: URL? = nil, environment: [String: String] = [:]
    ) throws -> String {
        var output: [UInt8] = []
        try stream(name, arguments, in: directory, environment: environment) { output.append(contentsOf: $0) }
        return String(decoding: output, as: UTF8.self)
    }

    /// Runs a program and hands on what it prints, piece by piece.
    static func stream(
        _ name: String, _ arguments: [String], in directory: URL? = nil, environment: [String: String] = [:],
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(find(name)))
        process.arguments = arguments
        process.currentDirectoryURL = directory
        process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
            .merging(environment) { $1 }
        let complaints = try ScratchDirectory.file()
        let output = Pipe()
        process.standardOutput = output
        process.standardError = complaints
        try process.run()
        while let piece = try output.fileHandleForReading.read(upToCount: 1 << 20), !piece.isEmpty {
            try piece.withUnsafeBytes(body)
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            try complaints.seek(toOffset: 0)
            let text = String(decoding: try complaints.readToEnd() ?? Data(), as: UTF8.self)
            throw Failure(status: process.terminationStatus, name: name, complaint: String(text.suffix(600)))
        }
    }

    struct Failure: Error {
        var status: Int32
        var name: String
        var complaint: String
    }
}

/// A directory that is gone when the test is.
final class ScratchDirectory: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("tare-inventory-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// A file without a name.
    static func file() throws -> FileHandle {
        let scratch = try ScratchDirectory()
        let path = scratch.path("file")
        try Data().write(to: URL(fileURLWithPath: path))
        return try #require(FileHandle(forUpdatingAtPath: path))
    }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}

/// Folders beside the sources.
enum Places {
    static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    static let fixtures = tests.appendingPathComponent("Fixtures")
    /// Real images and vectors, outside the repository; absent in a clone elsewhere.
    static let sharedData = tests.resolvingSymlinksInPath().appendingPathComponent("../../../shared/data")
        .standardizedFileURL

    static func hasShared(_ name: String) -> Bool { hasFile(sharedData.appendingPathComponent(name).path) }

    /// Whether a file is there; prints which is not, since the tests that need it are skipped.
    static func hasFile(_ path: String) -> Bool {
        let exists = FileManager.default.fileExists(atPath: path)
        if !exists { print("skipped: no \(path)") }
        return exists
    }
}
