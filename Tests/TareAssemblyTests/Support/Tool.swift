import Foundation
import Synchronization
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
    @discardableResult
    static func run(
        _ name: String, _ arguments: [String], in directory: URL? = nil, environment: [String: String] = [:],
        input: [UInt8] = []
    ) throws -> [UInt8] {
        let (status, output, complaint) = try outcome(
            name, arguments, in: directory, environment: environment, input: input)
        guard status == 0 else { throw Failure(status: status, name: name, complaint: complaint) }
        return output
    }

    /// Runs a program and gives its exit code, what it prints, and the end of what it complains about.
    static func outcome(
        _ name: String, _ arguments: [String], in directory: URL? = nil, environment: [String: String] = [:],
        input: [UInt8] = []
    ) throws -> (status: Int32, output: [UInt8], complaint: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(find(name), "no \(name)"))
        process.arguments = arguments
        process.currentDirectoryURL = directory
        process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
            .merging(environment) { $1 }
        let scratch = try ScratchDirectory()
        try scratch.write(input, to: "input")
        try scratch.write([], to: "complaints")
        process.standardInput = try FileHandle(forReadingFrom: scratch.url.appendingPathComponent("input"))
        process.standardError = try FileHandle(forWritingTo: scratch.url.appendingPathComponent("complaints"))
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        let complaint = String(decoding: try scratch.read("complaints").suffix(600), as: UTF8.self)
        return (process.terminationStatus, bytes, complaint)
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
        url = FileManager.default.temporaryDirectory.appendingPathComponent("tare-assembly-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        _ = Self.removalAtExit
        Self.paths.withLock { _ = $0.insert(url.path) }
    }

    deinit { Self.remove(url.path) }

    /// Those that tests share are never released: they go when the process does.
    private static let paths = Mutex<Set<String>>([])
    private static let removalAtExit: Void = {
        atexit { for path in ScratchDirectory.paths.withLock({ $0 }) { ScratchDirectory.remove(path) } }
    }()

    private static func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
        paths.withLock { _ = $0.remove(path) }
    }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func read(_ name: String) throws -> [UInt8] { try Places.bytes(path(name)) }

    func write(_ bytes: some Sequence<UInt8>, to name: String, mode: Int = 0o644) throws {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    }
}

/// Files of this machine that the tests read.
enum Places {
    /// Whether a file is there; prints which is not, since the tests that need it are skipped.
    static func has(_ path: String) -> Bool {
        let exists = FileManager.default.fileExists(atPath: path)
        if !exists { print("skipped: no \(path)") }
        return exists
    }

    static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }
}
