import Foundation
import Testing

/// Programs of this machine that the tests stand on.
enum Tool {
    struct Answer {
        var status: Int32
        var output: String
        var complaints: String
    }

    /// The path of a program on `PATH`, or of one at an absolute path.
    static func find(_ name: String) -> String? {
        if name.hasPrefix("/") { return FileManager.default.isExecutableFile(atPath: name) ? name : nil }
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "") + ":/usr/sbin:/sbin"
        return path.split(separator: ":").map { "\($0)/\(name)" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }

    /// Runs a program to its end, whatever that is.
    static func answer(_ name: String, _ arguments: [String]) throws -> Answer {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(find(name), "no \(name) on this machine"))
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
        let scratch = try ScratchFolder()
        let (output, complaints) = (scratch.path("output"), scratch.path("complaints"))
        for path in [output, complaints] { try Data().write(to: URL(fileURLWithPath: path)) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: output)
        process.standardError = FileHandle(forWritingAtPath: complaints)
        try process.run()
        process.waitUntilExit()
        func text(_ path: String) throws -> String {
            String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        }
        return Answer(status: process.terminationStatus, output: try text(output), complaints: try text(complaints))
    }

    /// Runs a program that has to succeed; gives what it prints.
    @discardableResult
    static func run(_ name: String, _ arguments: [String]) throws -> String {
        let answer = try answer(name, arguments)
        guard answer.status == 0 else {
            throw Failure(name: name, status: answer.status, complaint: String(answer.complaints.suffix(600)))
        }
        return answer.output
    }

    struct Failure: Error {
        var name: String
        var status: Int32
        var complaint: String
    }
}

/// A folder that is gone when the test is. Everyone may enter it: users of images have to.
final class ScratchFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("tare-proof-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}
