import FoundationEssentials
import Subprocess

/// Programs of Debian that the registry tests compare with; a test names those that it needs.
enum CommandLineTool: String, CaseIterable {
    case dockerRegistry = "docker-registry"
    case htpasswd
    case openssl
    case python3
    case skopeo

    /// What the stand of servers runs on.
    static let stand: [CommandLineTool] = [.dockerRegistry, .htpasswd, .openssl, .python3]

    private static let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"

    var isInstalled: Bool {
        Self.path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: $0 + "/" + rawValue) }
    }

    /// True where all are there; prints what is missing, once for each test that is skipped.
    static func areInstalled(_ tools: [CommandLineTool] = stand) -> Bool {
        let missing = tools.filter { !$0.isInstalled }
        if !missing.isEmpty {
            print("skipped: not installed: " + missing.map(\.rawValue).joined(separator: ", "))
        }
        return missing.isEmpty
    }

    struct Failed: Error {
        let command: String
        let output: String
    }

    /// Runs the program to its end and returns what it printed; throws with its complaints where it fails.
    func run(_ arguments: [String]) async throws -> [UInt8] {
        let result = try await Subprocess.run(
            .name(rawValue), arguments: Arguments(arguments), output: .bytes(limit: 8 << 20),
            error: .string(limit: 64 << 10))
        guard result.terminationStatus.isSuccess else {
            throw Failed(command: ([rawValue] + arguments).joined(separator: " "), output: result.standardError)
        }
        return result.standardOutput
    }
}
