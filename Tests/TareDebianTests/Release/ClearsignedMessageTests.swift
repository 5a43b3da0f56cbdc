import TareDiagnostics
import Testing

@testable import TareDebian

/// Clear-signed texts beside GnuPG: what is read is what it calls signed, or nothing.
@Suite struct ClearsignedMessageTests {
    static let hasGnuPG = Tool.available("gpg", "gpgv", "gpgconf")
    /// Making a key takes half a second.
    private static let signer = Result { try Signer() }
    private static let text = Array("Origin: Test\nSHA256:\n 00 1 a\n".utf8)

    @Test(
        .enabled(
            if: Tool.available("gpgv") && !Places.aptLists("_InRelease").isEmpty
                && Places.has("/usr/share/keyrings/debian-archive-keyring.gpg")),
        arguments: Places.aptLists("_InRelease"))
    func `a real InRelease file reads as gpgv writes it`(_ path: String) throws {
        let message = try Places.bytes(path)
        let theirs = try #require(
            try Signer.signedText(message, keyring: "/usr/share/keyrings/debian-archive-keyring.gpg"))
        let ours = try ClearsignedMessage(message)
        #expect(ours.text == theirs)
        #expect(ours.hashes == ["SHA256"])
    }

    @Test(
        .enabled(if: hasGnuPG),
        arguments: [
            "A: 1\nB: 2\n", "A: 1", "A: 1  \t \nB: 2\n", "- a\n-- b\n-----BEGIN PGP SIGNATURE-----\nFrom me\n",
            "\n\nA: 1\n\n\n",
            "A: 1\r\nB: 2\r\n", "-----END PGP SIGNATURE-----\n-----BEGIN PGP SIGNED MESSAGE-----\n", "Ä: ö\u{C}x\n",
            "-\n- \n",
        ])
    func `what gpg signs reads as gpgv writes it, blanks at line ends aside`(_ text: String) throws {
        let signer = try Self.signer.get()
        let message = try signer.clearsign(Array(text.utf8))
        let theirs = try #require(try signer.signedText(message))
        #expect(try ClearsignedMessage(message).text == theirs.withoutBlanksAtLineEnds)
    }

    /// Each is a way to put text beside, before, behind or inside what a good signature covers.
    enum Forgery: CaseIterable {
        case before, blankBefore, behind, secondMessage, wrapped, header, comment, badHeaderEnd, longLine, nul
        case unescapedDash, textInSignature, secondSignature, cutText, cutSignature, nothing, signatureOnly, emptyFile

        func apply(to message: [UInt8]) -> [UInt8] {
            let text = String(decoding: message, as: UTF8.self)
            let forged: String =
                switch self {
                case .before: "Origin: Forged\n\n" + text
                case .blankBefore: "\n" + text
                case .behind: text + "Origin: Forged\n"
                case .secondMessage: text + text
                case .wrapped: "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nOrigin: Forged\n" + text
                case .header: text.replacing("\n\nOrigin", with: "\nOrigin: Forged\n\nOrigin")
                case .comment: text.replacing("\n\nOrigin", with: "\nComment: x\n\nOrigin")
                case .badHeaderEnd: text.replacing("\n\nOrigin", with: "\nOrigin")
                case .longLine:
                    text.replacing("Test\n", with: "Test" + String(repeating: " ", count: 20_000) + "Forged\n")
                case .nul: text.replacing("Test\n", with: "Test\u{0}\n")
                case .unescapedDash: text.replacing("Origin", with: "-Origin")
                case .textInSignature: text.replacing("-----END", with: "-Origin: Forged\n-----END")
                case .secondSignature:
                    text.replacing(
                        "-----END PGP SIGNATURE-----", with: "-----BEGIN PGP SIGNED MESSAGE-----\n\nOrigin: Forged")
                case .cutText: String(text[..<(text.firstRange(of: "SHA256:\n")?.lowerBound ?? text.endIndex)])
                case .cutSignature: text.replacing("-----END PGP SIGNATURE-----\n", with: "")
                case .nothing: "Origin: Forged\n"
                case .signatureOnly:
                    String(text[(text.firstRange(of: "-----BEGIN PGP SIGNATURE")?.lowerBound ?? text.startIndex)...])
                case .emptyFile: ""
                }
            return Array(forged.utf8)
        }

        var reason: ClearsignError.Reason {
            switch self {
            case .before, .blankBefore, .nothing, .signatureOnly, .emptyFile: .noFrame
            case .behind, .secondMessage: .textOutside
            case .wrapped, .unescapedDash: .unescapedDash
            case .header, .comment, .badHeaderEnd: .header
            case .longLine: .longLine
            case .nul: .nul
            case .textInSignature, .secondSignature: .secondFrame
            case .cutText, .cutSignature: .cutOff
            }
        }
    }

    @Test(.enabled(if: hasGnuPG), arguments: Forgery.allCases)
    func `text around a signed text is refused`(_ forgery: Forgery) throws {
        let message = try Self.signer.get().clearsign(Self.text)
        #expect(try ClearsignedMessage(message).text == Self.text)
        let error = #expect(throws: ClearsignError.self) { try ClearsignedMessage(forgery.apply(to: message)) }
        #expect(error?.reason == forgery.reason)
    }

    /// The reason for the bound: without it, unsigned text would be read as signed.
    @Test(.enabled(if: hasGnuPG))
    func `gpgv calls a cut line and a dropped NUL good`() throws {
        let signer = try Self.signer.get()
        let message = try signer.clearsign(Self.text)
        #expect(try signer.signedText(Forgery.longLine.apply(to: message)) == Self.text)
        #expect(try signer.signedText(Forgery.nul.apply(to: message)) == Self.text)
    }

    @Test(.enabled(if: hasGnuPG))
    func `whatever happens to a message, what is still read is what gpgv still calls signed`() throws {
        let signer = try Self.signer.get()
        let message = try signer.clearsign(Self.text)
        var random = SeededGenerator(seed: 6)
        var (read, good) = (0, 0)
        for _ in 0..<2000 {
            let damaged = random.mutated(message)
            guard let frame = try? ClearsignedMessage(damaged) else { continue }
            read += 1
            // gpgv takes 5 ms: most damage is to the signature and leaves the text alone.
            guard read % 12 == 0, let signed = try signer.signedText(damaged) else { continue }
            good += 1
            #expect(frame.text == signed.withoutBlanksAtLineEnds)
        }
        #expect(read > 100)
        let undamaged = try ClearsignedMessage(message + Array("\n \r\n\t\n".utf8))
        #expect(undamaged.text == Self.text)
    }

    @Test func `every line may be escaped, an empty one too`() throws {
        let message = """
            -----BEGIN PGP SIGNED MESSAGE-----
            Hash: SHA256
            Hash: SHA512

            - A: 1
            -\u{20}
            - - b
            -----BEGIN PGP SIGNATURE-----
            x
            -----END PGP SIGNATURE-----
            """
        let frame = try ClearsignedMessage(Array(message.utf8))
        #expect(String(decoding: frame.text, as: UTF8.self) == "A: 1\n\n- b\n")
        #expect(frame.hashes == ["SHA256", "SHA512"])
    }

    @Test func `a refusal says where and what to do`() {
        let error = ClearsignError(line: 3, reason: .unescapedDash)
        #expect(error.description == "line 3: a signed line begins with a dash that is not escaped")
        #expect(error.hint?.contains("check the mirror's address") == true)
    }
}

extension [UInt8] {
    /// What RFC 4880 §7.1 leaves out of a signature.
    fileprivate var withoutBlanksAtLineEnds: [UInt8] {
        Array(
            split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
                var line = line
                while let last = line.last, [0x20, 0x09, 0x0D].contains(last) { line.removeLast() }
                return line
            }.joined(separator: [UInt8(ascii: "\n")]))
    }
}
