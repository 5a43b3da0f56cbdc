import Foundation
import Testing

/// Programs of this machine that the tests compare with.
enum Tool {
    /// The path of a program on `PATH`.
    static func find(_ name: String) -> String? {
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

    /// Runs a program and gives the bytes that it prints.
    @discardableResult
    static func run(_ name: String, _ arguments: [String], in directory: URL? = nil) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(find(name)))
        process.arguments = arguments
        process.currentDirectoryURL = directory
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(program: name, arguments: arguments, status: process.terminationStatus)
        }
        return [UInt8](data)
    }

    /// Runs a script that stands in this folder.
    @discardableResult
    static func python(_ script: String, _ arguments: [String]) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        return try run("python3", [folder.appendingPathComponent(script).path] + arguments)
    }

    /// Runs a line of shell; its output goes nowhere.
    static func shell(_ line: String, in directory: ScratchDirectory) throws {
        try run("sh", ["-ec", line], in: directory.url)
    }

    struct Failure: Error {
        var program: String
        var arguments: [String]
        var status: Int32
    }
}

/// A directory that is gone when the test is.
final class ScratchDirectory {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("tare-archive-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func read(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url.appendingPathComponent(name))) }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: url.appendingPathComponent(name))
    }
}
