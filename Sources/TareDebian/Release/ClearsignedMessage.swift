/// A text in OpenPGP's clear signature framework (RFC 4880 §7), as `InRelease` files are.
///
/// Only the framing is read: whether the signature holds is for an OpenPGP implementation to say, over the same bytes.
/// What two readers could see differently is refused: anything before the frame, anything but white space behind it, and
/// the NULs and long lines that GnuPG drops before it hashes.
public struct ClearsignedMessage: Sendable, Hashable {
    /// The signed text: lines end in LF, dash-escaping is taken away. White space at a line's end is not covered by a
    /// signature (§7.1) and is left out.
    public let text: [UInt8]
    /// Hash algorithms named in the armour headers.
    public let hashes: [String]

    /// Bytes of a line. GnuPG cuts lines at some 20,000 and calls the signature good, so that a signed line, blanks up to
    /// there and a forged rest would pass.
    static let maximumLine = 16_384

    private enum Place { case header, text, signature, end }

    public init(_ message: [UInt8]) throws(ClearsignError) {
        var place: Place?
        var text: [UInt8] = []
        var hashes: [String] = []
        text.reserveCapacity(message.count)
        var start = 0
        var number = 0
        while start < message.count {
            let end = message.withUnsafeBytes { lineEnd($0, from: start) }
            let isEscaped = message[start..<end].starts(with: "- ".utf8)
            let line = Self.withoutTrailingBlanks(message[start..<end])
            number += 1
            guard end - start <= Self.maximumLine else { throw ClearsignError(line: number, reason: .longLine) }
            guard !line.contains(0) else { throw ClearsignError(line: number, reason: .nul) }
            start = end + 1
            switch place {
            case nil:
                guard line.elementsEqual("-----BEGIN PGP SIGNED MESSAGE-----".utf8) else {
                    throw ClearsignError(line: number, reason: .noFrame)
                }
                place = .header
            case .header:
                if line.isEmpty {
                    place = .text
                } else {
                    // GnuPG reads no header but Hash here; others could hide text from one reader (CVE-2014-0591's kin).
                    guard line.starts(with: "Hash: ".utf8) else { throw ClearsignError(line: number, reason: .header) }
                    hashes.append(String(decoding: line.dropFirst(6), as: UTF8.self))
                }
            case .text:
                if line.elementsEqual("-----BEGIN PGP SIGNATURE-----".utf8) {
                    place = .signature
                } else if isEscaped {
                    // The blank of an escaped empty line is cut off with the rest.
                    text.append(contentsOf: line.dropFirst(2))
                    text.append(0x0A)
                } else {
                    // §7.1: a line that begins with a dash must be escaped.
                    guard line.first != UInt8(ascii: "-") else {
                        throw ClearsignError(line: number, reason: .unescapedDash)
                    }
                    text.append(contentsOf: line)
                    text.append(0x0A)
                }
            case .signature:
                if line.elementsEqual("-----END PGP SIGNATURE-----".utf8) {
                    place = .end
                }
                // Text in disguise: armour has no lines that begin with a dash.
                else if line.first == UInt8(ascii: "-") {
                    throw ClearsignError(line: number, reason: .secondFrame)
                }
            case .end:
                guard line.isEmpty else { throw ClearsignError(line: number, reason: .textOutside) }
            }
        }
        guard place == .end else { throw ClearsignError(line: number, reason: place == nil ? .noFrame : .cutOff) }
        self.text = text
        self.hashes = hashes
    }

    private static func withoutTrailingBlanks(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while let last = line.last, last.isBlank || last == UInt8(ascii: "\r") { line.removeLast() }
        return line
    }
}
