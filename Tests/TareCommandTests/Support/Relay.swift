import Foundation
import Testing

/// A relay before a registry on loopback (`relay.py`); gone with the value.
final class Relay {
    struct Request {
        var method: String
        var path: String
        var bytes: Int
        var status: Int
    }

    let port: Int
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    init(before registry: LoopbackRegistry, faults: String = "[]") throws {
        process.executableURL = URL(filePath: try #require(Peers.find("python3")))
        process.arguments = [
            Places.root.appending(path: "Tests/TareCommandTests/Support/relay.py").path, "\(registry.port)", faults,
        ]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        port = try #require(Int(try Self.line(output)), "relay.py failed")
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    func set(faults: String) throws { _ = try ask("faults " + faults) }

    /// What came since this was asked last.
    func log() throws -> [Request] {
        let entries = try JSONSerialization.jsonObject(with: Data(try ask("log").utf8)) as? [[String: Any]]
        return try #require(entries).map {
            Request(
                method: $0["method"] as? String ?? "", path: $0["path"] as? String ?? "",
                bytes: $0["bodyBytes"] as? Int ?? 0, status: $0["status"] as? Int ?? 0)
        }
    }

    private func ask(_ command: String) throws -> String {
        try input.fileHandleForWriting.write(contentsOf: Data((command + "\n").utf8))
        return try Self.line(output)
    }

    private static func line(_ pipe: Pipe) throws -> String {
        var bytes = Data()
        while bytes.last != UInt8(ascii: "\n") {
            let more = pipe.fileHandleForReading.availableData
            try #require(!more.isEmpty, "relay.py ended")
            bytes += more
        }
        return String(decoding: bytes.dropLast(), as: UTF8.self)
    }
}
