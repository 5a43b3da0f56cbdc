import Foundation
import Synchronization
import Testing

/// A `docker-registry` process on a free port, storage in a test's folder.
final class LoopbackRegistry {
    let port: Int
    private let process = Process()

    init(_ scratch: Scratch) throws {
        port = try Self.freePort()
        let configuration = scratch.path("registry.yml")
        try """
        version: 0.1
        log: {level: error}
        storage: {filesystem: {rootdirectory: \(scratch.path("registry"))}}
        http: {addr: "127.0.0.1:\(port)"}
        """.write(toFile: configuration, atomically: false, encoding: .utf8)
        process.executableURL = URL(filePath: try #require(Peers.find("docker-registry")))
        process.arguments = ["serve", configuration]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        Self.endAtExit(process.processIdentifier)
        for _ in 0..<200 {
            if Self.answers(port) { return }
            usleep(50_000)
        }
        Issue.record("docker-registry does not answer on port \(port)")
    }

    func end() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
        Self.running.withLock { $0.removeAll { $0 == process.processIdentifier } }
    }

    deinit { end() }

    private static let running = Mutex<[pid_t]>([])

    /// What is kept for all tests of a run has no end of its own.
    private static func endAtExit(_ process: pid_t) {
        let isFirst = running.withLock { running in
            running.append(process)
            return running.count == 1
        }
        guard isFirst else { return }
        atexit { LoopbackRegistry.running.withLock { $0 }.forEach { kill($0, SIGTERM) } }
    }

    private static func address(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        return address
    }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var bound = address(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &bound) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 ? getsockname(descriptor, $0, &size) : -1
            }
        }
        try #require(result == 0)
        return Int(UInt16(bigEndian: bound.sin_port))
    }

    private static func answers(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var target = address(port)
        return withUnsafePointer(to: &target) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
