import FoundationEssentials
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The servers of these tests: real registries and proxies that spoil answers, run by `stand.py`.
///
/// One process for all tests; it ends with its registries when its standard input does, which is when this process ends,
/// in whatever way.
actor RegistryStand {
    static let shared = RegistryStand()

    enum Upstream: String, Encodable {
        case anonymous, basic, token
        /// The token server that `token` relies on.
        case tokenServer = "token server"
        /// A registry in memory with what Debian's lacks: resumption within a chunk, referrers, lists in pages.
        case memory
        /// Nothing: the proxy answers only what its faults say.
        case none
    }

    /// The account that `basic` and `token` know.
    static let user = "keeper"
    static let password = "s3cret-pass:word"
    /// The refresh token that the token server takes.
    static let identity = "identity-token-of-the-keeper"

    struct NotStarted: Error {}

    private var starting: Task<Int, any Error>?

    /// A new proxy before a registry.
    func proxy(_ upstream: Upstream, _ faults: [Fault] = []) async throws -> RegistryProxy {
        struct Wanted: Encodable {
            var upstream: Upstream
            var faults: [Fault]
        }
        let control = try await port()
        let body = try JSONEncoder().encode(Wanted(upstream: upstream, faults: faults))
        let answer = try await RegistryProxy.post("http://127.0.0.1:\(control)/proxies", body)
        return RegistryProxy(port: try JSONDecoder().decode(Port.self, from: answer).port, control: control)
    }

    private struct Port: Decodable { let port: Int }

    private func port() async throws -> Int {
        if let starting { return try await starting.value }
        let task = Task { try await Self.start() }
        starting = task
        return try await task.value
    }

    private static func start() async throws -> Int {
        let input = try pipe()
        let output = try pipe()
        let script = #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/stand.py"
        Task.detached {
            // The writing end stays open, unused, for as long as this process lives.
            defer { try? input.writeEnd.close() }
            _ = try await Subprocess.run(
                .name("python3"), arguments: ["-u", script],
                input: .fileDescriptor(input.readEnd, closeAfterSpawningProcess: true),
                output: .fileDescriptor(output.writeEnd, closeAfterSpawningProcess: true), error: .discarded)
        }
        var line: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 256)
        while !line.contains(UInt8(ascii: "\n")) {
            let count = try chunk.withUnsafeMutableBytes { try output.readEnd.read(into: $0) }
            guard count > 0 else { throw NotStarted() }
            line += chunk.prefix(count)
        }
        try output.readEnd.close()
        return try JSONDecoder().decode(Port.self, from: Data(line)).port
    }

    /// A pipe that other children do not inherit, or they would hold it open.
    private static func pipe() throws -> (readEnd: FileDescriptor, writeEnd: FileDescriptor) {
        let pipe = try FileDescriptor.pipe()
        for end in [pipe.readEnd, pipe.writeEnd] where fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) != 0 {
            throw Errno(rawValue: errno)
        }
        return pipe
    }
}
