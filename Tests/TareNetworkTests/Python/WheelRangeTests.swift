import AsyncHTTPClient
import Foundation
import Logging
import TareOCI
import TarePython
import Testing

@testable import TareNetwork

/// A wheel on servers that treat ranges in every way.
@Suite(.serialized, .enabled(if: WheelServer.wheel != nil, "needs pip and the Python index"))
struct WheelRangeTests {
    @Test func `ranges give what the whole gives, for a share of its bytes`() async throws {
        try await withServer { server, index in
            let ranged = try await index.read(server.url("ranges"), size: nil, sha256: nil)
            let sent = try await server.sent()
            let whole = try await index.read(server.url("whole"), size: server.size, sha256: server.sha256)
            #expect(try await server.sent() >= Int(server.size))
            #expect(ranged.contents == whole.contents && ranged.libraries.keys == whole.libraries.keys)
            #expect(ranged.libraries.count == 1)
            #expect(sent * 5 < Int(server.size), "\(sent) of \(server.size) bytes")
            // What is at hand is not asked for again.
            _ = try await index.read(server.url("ranges"), size: server.size, sha256: nil, having: ranged.pieces)
            #expect(try await server.sent() == 0)
        }
    }

    @Test(
        "a server that answers something else is refused",
        arguments: [
            ("shifted", "answers another range"), ("grown", "bytes instead of"), ("missing", "does not have this file"),
        ])
    func refused(mode: String, what: String) async throws {
        try await withServer { server, index in
            let error = await #expect(throws: PythonIndexError.self) {
                try await index.read(server.url(mode), size: server.size, sha256: server.sha256)
            }
            #expect(error?.what.contains(what) == true, "\(String(describing: error))")
        }
    }

    @Test func `other bytes are no wheel, and a whole one has to have its digest`() async throws {
        try await withServer { server, index in
            await #expect(throws: (any Error).self) {
                try await index.read(server.url("changed"), size: server.size, sha256: nil)
            }
            let error = await #expect(throws: PythonIndexError.self) {
                try await index.read(
                    server.url("whole"), size: server.size, sha256: String(repeating: "0", count: 64))
            }
            #expect(error?.what.contains("SHA-256") == true)
        }
    }

    private func withServer(_ body: (WheelServer, PythonIndex) async throws -> Void) async throws {
        let server = try WheelServer()
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: .forTransfers())
        var configuration = PythonIndexConfiguration()
        configuration.retry.maximumAttempts = 2
        configuration.retry.baseDelay = .milliseconds(10)
        do {
            let index = try PythonIndex(http: http, configuration: configuration, logger: Logger(label: "test"))
            try await body(server, index)
        } catch {
            try await http.shutdown()
            throw error
        }
        try await http.shutdown()
    }
}

/// `files.py` with a real wheel, gone with the value.
final class WheelServer: Sendable {
    let port: Int
    let size: UInt64
    let sha256: String
    private let process = Process()
    private let input = Pipe()

    /// A wheel of one large library, fetched once.
    static let wheel: String? = {
        let environment = ProcessInfo.processInfo.environment
        let cache = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "/root") + "/.cache"
        let folder = cache + "/tare-test/wheels"
        func found() -> String? {
            (try? FileManager.default.contentsOfDirectory(atPath: folder))?
                .first { $0.hasPrefix("pydantic_core-2.41.5-") && $0.hasSuffix(".whl") }.map { folder + "/" + $0 }
        }
        if found() == nil {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = [
                "python3", "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", "--python-version",
                "3.12",
                "--platform", "manylinux2014_x86_64", "--dest", folder, "pydantic-core==2.41.5",
            ]
            process.standardError = FileHandle.nullDevice
            if (try? process.run()) != nil { process.waitUntilExit() }
        }
        if found() == nil { print("skipped: no wheel from the Python index") }
        return found()
    }()

    init() throws {
        let wheel = try #require(Self.wheel)
        let bytes = try Data(contentsOf: URL(filePath: wheel))
        size = UInt64(bytes.count)
        sha256 = Digest(sha256Of: bytes).hex
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", URL(filePath: #filePath).deletingLastPathComponent().appending(path: "files.py").path, wheel,
        ]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    func url(_ mode: String) -> String { "http://127.0.0.1:\(port)/\(mode)/wheel.whl" }

    /// Bytes of bodies sent since the last question.
    func sent() async throws -> Int {
        let (data, _) = try await HTTPAnswer.of("http://127.0.0.1:\(port)/sent")
        return try #require(Int(String(decoding: data, as: UTF8.self)))
    }
}

/// One request by curl: the tests' own client is what is tested.
private enum HTTPAnswer {
    static func of(_ url: String) async throws -> (Data, Int32) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["curl", "-sf", url]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (data, process.terminationStatus)
    }
}
