public import TareDiagnostics

/// Why an image argument is not the name of an image.
public enum InvalidReference: Refusal, Equatable {
    case empty
    case tooLong(count: Int, limit: Int)
    /// A URL where a reference belongs.
    case hasScheme(String)
    /// Sixty-four hexadecimal digits: the identifier of a local image, which no registry knows.
    case imageIdentifier(String)
    case invalidRegistry(String, String)
    case invalidRepository(String, String)
    case invalidTag(String)
    case invalidDigest(String)
    /// `transport:` with nothing behind it, or a reference inside a location that does not parse.
    case incompleteLocation(String, form: String)
    case unsupportedTransport(String)
    case invalidPlatform(String)

    public var what: String {
        switch self {
        case .empty: "an image reference is empty"
        case .tooLong(let count, let limit): "an image reference of \(count) bytes is longer than the \(limit) allowed"
        case .hasScheme(let text): "'\(text.printable())' is a URL, not an image reference"
        case .imageIdentifier(let text): "'\(text.printable())' is an image identifier, not an image reference"
        case .invalidRegistry(let text, let detail): "registry '\(text.printable())' \(detail)"
        case .invalidRepository(let text, let detail): "repository '\(text.printable())' \(detail)"
        case .invalidTag(let text): "'\(text.printable())' is not a tag"
        case .invalidDigest(let text): "'\(text.printable())' is not a sha256 or sha512 digest"
        case .incompleteLocation(let text, _): "'\(text.printable())' does not say which image is meant"
        case .unsupportedTransport(let text): "images cannot be read from '\(text.printable())'"
        case .invalidPlatform(let text): "'\(text.printable())' is not a platform"
        }
    }

    public var hint: String? {
        switch self {
        case .empty: "write a reference such as python:3.12-slim, or oci:DIR, docker-archive:FILE"
        case .tooLong: nil
        case .hasScheme: "leave out the scheme: write HOST[:PORT]/REPOSITORY:TAG"
        case .imageIdentifier(let text): "to name content by its digest write REPOSITORY@sha256:\(text.prefix(64))"
        case .invalidRegistry: "write HOST or HOST:PORT; an IPv6 address stands in brackets, as in [::1]:5000/app"
        case .invalidRepository:
            "a repository is made of a-z and 0-9, joined by '.', '_', '__', '-' and '/', as in library/python"
        case .invalidTag: "a tag has up to 128 letters, digits, '_', '.' and '-', and begins with none of the last two"
        case .invalidDigest: "write @sha256: and 64 lower-case hexadecimal digits"
        case .incompleteLocation(_, let form): "write \(form)"
        case .unsupportedTransport:
            "write a registry reference, oci:DIR[:TAG], oci-archive:FILE[:TAG], docker-archive:FILE[:REFERENCE], "
                + "containers-storage:REFERENCE or docker-daemon:REFERENCE"
        case .invalidPlatform: "write OS/ARCHITECTURE or OS/ARCHITECTURE/VARIANT, as in linux/amd64 or linux/arm64/v8"
        }
    }

    public var severity: RefusalSeverity { .usage }
}
