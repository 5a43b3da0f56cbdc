internal import FoundationEssentials
internal import Subprocess
internal import TareDebian

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

/// Checks a clear-signed text with an OpenPGP implementation of the system, `gpgv` or `sqv`.
///
/// What is returned are the bytes that the verifier wrote as signed, and no others: text around a signature, which a reader
/// could take for signed, never gets through.
struct SignatureVerifier: Sendable {
    let keyring: String
    /// Folders to look for the programs in, separated by colons.
    let searchPath: String
    /// For the verifier's files, which are removed again.
    let folder: String

    private static let outputLimit = 1 << 20

    /// - Parameter url: where the message is from, for errors.
    func signedText(of message: [UInt8], url: String) async throws -> [UInt8] {
        guard (try? DiskFile.regularSize(keyring)) != nil else { throw DebianMirrorError.noKeyring(path: keyring) }
        // The verifier is lenient about what is around the signed text; this is not.
        let frame: ClearsignedMessage
        do {
            frame = try ClearsignedMessage(message)
        } catch { throw DebianMirrorError.unsigned(url: url, detail: error.what) }
        if let gpgv = program("gpgv") { return try await verifyGPGV(gpgv, message, url) }
        if let sqv = program("sqv") { return try await verifySQV(sqv, message, frame, url) }
        throw DebianMirrorError.noVerifier
    }

    private func program(_ name: String) -> String? {
        searchPath.split(separator: ":").map { "\($0)/\(name)" }.first {
            $0.hasPrefix("/") && (try? DiskFile.regularSize($0)) != nil
        }
    }

    private func verifyGPGV(_ program: String, _ message: [UInt8], _ url: String) async throws -> [UInt8] {
        let input = try TemporaryFile(in: folder, named: "inrelease", content: message)
        // gpgv writes over no file that is there.
        let output = input.path + ".signed"
        defer { DiskFile.remove(output) }
        let (succeeded, text, detail) = try await run(
            program,
            [
                "--keyring", keyring, "--weak-digest", "SHA1", "--status-fd", "1", "--output", output, input.path,
            ])
        let status = GPGStatus(text)
        if status.isBad { throw DebianMirrorError.badSignature(url: url, detail: detail) }
        // gpgv fails where one of several signatures is by an unknown key; as with apt, one that holds is enough.
        guard status.validSignatures > 0, succeeded || status.hasUnknownKey else {
            throw DebianMirrorError.unsigned(url: url, detail: detail)
        }
        return try DiskFile.read(output, limit: DebianArchive.releaseLimit)
    }

    /// `sqv` checks a detached signature over a file: the signed text as RFC 4880 §7.1 has it hashed, line ends CR LF
    /// and none behind the last line.
    private func verifySQV(
        _ program: String, _ message: [UInt8], _ frame: ClearsignedMessage, _ url: String
    ) async throws -> [UInt8] {
        var signed: [UInt8] = []
        for (number, line) in frame.text.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
            .enumerated()
        {
            if number > 0 { signed += [0x0D, 0x0A] }
            signed += line
        }
        let begin = Array("-----BEGIN PGP SIGNATURE-----".utf8)
        guard let start = message.firstRange(of: begin)?.lowerBound else {
            throw DebianMirrorError.unsigned(url: url, detail: "there is no signature")
        }
        let text = try TemporaryFile(in: folder, named: "signed", content: signed)
        let signature = try TemporaryFile(in: folder, named: "signature", content: Array(message[start...]))
        let (succeeded, _, detail) = try await run(program, ["--keyring", keyring, signature.path, text.path])
        guard succeeded else {
            let isBad = detail.contains("Bad") || detail.contains("bad")
            throw isBad
                ? DebianMirrorError.badSignature(url: url, detail: detail)
                : DebianMirrorError.unsigned(url: url, detail: detail)
        }
        return frame.text
    }

    /// Runs a program; `detail` is the last that it says on standard error.
    private func run(
        _ program: String, _ arguments: [String]
    ) async throws -> (succeeded: Bool, output: [UInt8], detail: String) {
        do {
            let result = try await Subprocess.run(
                .path(FilePath(program)), arguments: Arguments(arguments),
                // No home: neither program may read a user's configuration.
                environment: .custom(["LC_ALL": "C", "GNUPGHOME": "/nonexistent", "HOME": "/nonexistent"]),
                output: .bytes(limit: Self.outputLimit), error: .bytes(limit: Self.outputLimit))
            let lines = String(decoding: result.standardError, as: UTF8.self).split(separator: "\n")
            let detail = lines.suffix(3).joined(separator: "; ")
            return (result.terminationStatus.isSuccess, result.standardOutput, detail.isEmpty ? "no signature" : detail)
        } catch let error as SubprocessError {
            throw DebianMirrorError.verifierFailed(program: program, detail: "\(error.code)")
        }
    }
}

/// What gpgv says on its status channel (GnuPG's doc/DETAILS, "General status codes").
struct GPGStatus: Equatable {
    private(set) var validSignatures = 0
    /// A signature that does not hold, or one by a key that is not to be trusted any more.
    private(set) var isBad = false
    private(set) var hasUnknownKey = false

    init(_ output: [UInt8]) {
        for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 2, words[0] == "[GNUPG:]" else { continue }
            switch words[1] {
            case "VALIDSIG": validSignatures += 1
            case "BADSIG", "REVKEYSIG", "EXPSIG": isBad = true
            case "EXPKEYSIG":
                // Followed by VALIDSIG all the same: the signature is right, its key is not in force any more.
                validSignatures -= 1
            case "NO_PUBKEY": hasUnknownKey = true
            default: break
            }
        }
    }
}
