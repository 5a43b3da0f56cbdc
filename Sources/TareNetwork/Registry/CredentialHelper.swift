internal import FoundationEssentials
internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

/// Asks `docker-credential-NAME get` for a credential: the server's name goes in, JSON comes out.
///
/// The protocol is that of docker/docker-credential-helpers.
struct CredentialHelper: Sendable {
    let name: String
    let environment: [String: String]

    static let outputLimit = 64 << 10

    private struct Reply: Decodable {
        var username: String?
        var secret: String?
        enum CodingKeys: String, CodingKey {
            case username = "Username"
            case secret = "Secret"
        }
    }

    /// The credential for a server, or `nil` where the helper has none. Output is bounded at 64 KiB, time at `timeout`.
    func credential(for server: String, timeout: Duration = .seconds(30)) async throws -> Credential? {
        guard Self.isSafe(name) else {
            throw RegistryError.credentialHelper(
                name: name, detail: "its name is not made of letters, digits, '-', '_', '.'")
        }
        let (succeeded, output) = try await run(server, timeout: timeout)
        guard succeeded else {
            let lines = String(decoding: output.prefix(300), as: UTF8.self).split(whereSeparator: \.isNewline)
            let message = lines.joined(separator: " ")
            // The helpers' own words for an empty answer; anything else is a failure.
            if message.contains("credentials not found") || message.contains("no credentials server URL") { return nil }
            // A helper that fails behind its answer has printed the secret.
            let isWords = !message.isEmpty && !message.contains("{")
            throw RegistryError.credentialHelper(name: name, detail: isWords ? message : "it exited with an error")
        }
        guard let reply = try? JSONDecoder().decode(Reply.self, from: Data(output)) else {
            throw RegistryError.credentialHelper(name: name, detail: "its answer is not JSON")
        }
        guard let secret = reply.secret, !secret.isEmpty else { return nil }
        let user = reply.username ?? ""
        return user == "<token>" ? .identityToken(secret) : .basic(user: user, password: secret)
    }

    private func run(_ server: String, timeout: Duration) async throws -> (succeeded: Bool, output: [UInt8]) {
        var variables: [Environment.Key: String] = [:]
        for (name, value) in environment {
            if let key = Environment.Key(rawValue: name) { variables[key] = value }
        }
        let inherited = variables
        let executable = "docker-credential-" + name
        return try await withThrowingTaskGroup(of: (Bool, [UInt8])?.self) { group in
            group.addTask {
                do {
                    let result = try await Subprocess.run(
                        .name(executable), arguments: ["get"],
                        environment: .custom(inherited),
                        input: .fileDescriptor(Self.input(server), closeAfterSpawningProcess: true),
                        output: .bytes(limit: Self.outputLimit))
                    return (result.terminationStatus.isSuccess, result.standardOutput)
                } catch let error as SubprocessError where error.code == .executableNotFound {
                    throw RegistryError.credentialHelper(name: name, detail: "it is not on the PATH")
                } catch let error as SubprocessError where error.code == .outputLimitExceeded {
                    throw RegistryError.credentialHelper(
                        name: name, detail: "it prints more than \(Self.outputLimit) bytes")
                } catch let error as SubprocessError {
                    throw RegistryError.credentialHelper(name: name, detail: "\(error.code)")
                }
            }
            group.addTask {
                try await Task.sleep(for: timeout)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let result = first else {
                throw RegistryError.credentialHelper(name: name, detail: "it takes longer than \(timeout)")
            }
            return result
        }
    }

    /// A pipe that holds the text already: writing to a helper that ended without reading would end this process too.
    private static func input(_ text: String) throws -> FileDescriptor {
        // A pipe takes 4 KiB at once on every system; no host name is as long.
        let pipe = try FileDescriptor.pipe()
        try pipe.writeEnd.closeAfter { _ = try pipe.writeEnd.writeAll(text.utf8.prefix(4096)) }
        return pipe.readEnd
    }

    /// No path separator, so that a configuration file cannot name a program outside `PATH`.
    private static func isSafe(_ name: String) -> Bool {
        (1...100).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
