public import TareDiagnostics

/// Why a text is not a Debian version (policy §5.6.12).
public struct DebianVersionError: Refusal, Equatable {
    public enum Reason: Sendable, Equatable {
        case empty, tooLong, epoch, emptyUpstream, upstreamStart, upstreamCharacter, emptyRevision, revisionCharacter
    }

    public var version: String
    public var reason: Reason

    public var what: String { "'\(version.printable())' is not a Debian version: \(detail)" }

    public var hint: String? { "write [epoch:]upstream[-revision], as in 1:2.36-9+deb12u13" }

    private var detail: String {
        switch reason {
        case .empty: "it is empty"
        case .tooLong: "it is longer than \(DebianVersion.maximumLength) bytes"
        case .epoch: "what stands before the colon is not a number of 31 bits"
        case .emptyUpstream: "it has no upstream version"
        case .upstreamStart: "the upstream version does not start with a digit"
        case .upstreamCharacter: "the upstream version has a character other than letters, digits and . + - ~ :"
        case .emptyRevision: "nothing follows the hyphen"
        case .revisionCharacter: "the revision has a character other than letters, digits and . + ~"
        }
    }
}
