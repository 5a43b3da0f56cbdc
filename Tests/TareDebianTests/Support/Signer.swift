import Foundation
import Synchronization
import Testing

/// A key made for a test, and GnuPG to sign with it and to verify.
final class Signer: Sendable {
    private let scratch: ScratchDirectory
    private let turn = Mutex(())

    init() throws {
        scratch = try ScratchDirectory()
        try FileManager.default.createDirectory(
            at: scratch.url.appendingPathComponent("home"), withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        try gpg(["--passphrase", "", "--quick-gen-key", "archive@example.org", "ed25519", "sign", "never"])
        try scratch.write(try gpg(["--export"]), to: "keyring.gpg")
    }

    @discardableResult
    private func gpg(_ arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
        // gpg leaves an agent behind; one call at a time, so that none loses its own.
        try turn.withLock { _ in
            let home = ["--homedir", scratch.path("home")]
            defer { _ = try? Tool.outcome("gpgconf", home + ["--kill", "all"]) }
            return try Tool.run(
                "gpg", home + ["--batch", "--quiet", "--pinentry-mode", "loopback"] + arguments, input: input)
        }
    }

    func clearsign(_ text: [UInt8]) throws -> [UInt8] { try gpg(["--clearsign"], input: text) }

    /// The text that gpgv takes for signed; `nil` where it calls the signature bad or finds none.
    func signedText(_ message: [UInt8]) throws -> [UInt8]? {
        try Self.signedText(message, keyring: scratch.path("keyring.gpg"))
    }

    static func signedText(_ message: [UInt8], keyring: String) throws -> [UInt8]? {
        let scratch = try ScratchDirectory()
        try scratch.write(message, to: "message")
        let (status, _, _) = try Tool.outcome(
            "gpgv", ["--keyring", keyring, "--output", scratch.path("text"), scratch.path("message")])
        return status == 0 ? try scratch.read("text") : nil
    }
}
