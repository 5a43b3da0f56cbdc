public import TareDiagnostics

/// Why a clear-signed text was refused before its signature was looked at.
public struct ClearsignError: Refusal, Equatable {
    public enum Reason: Sendable, Equatable {
        case noFrame, header, unescapedDash, secondFrame, textOutside, cutOff, longLine, nul
    }

    /// From 1.
    public var line: Int
    public var reason: Reason

    public var what: String {
        switch reason {
        case .noFrame: "the text is not clear-signed: it does not begin with a PGP signed message"
        case .header: "the signed message has an armour header other than 'Hash'"
        case .unescapedDash: "a signed line begins with a dash that is not escaped"
        case .secondFrame: "the signature contains another frame"
        case .textOutside: "there is text outside the signature"
        case .cutOff: "the signed message is cut off"
        case .longLine: "a line is longer than \(ClearsignedMessage.maximumLine) bytes"
        case .nul: "a line has a NUL"
        }
    }

    public var location: String? { "line \(line)" }

    public var hint: String? { "the file was changed on its way or is no InRelease file: check the mirror's address" }
}
