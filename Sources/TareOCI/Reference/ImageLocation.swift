/// Where an image is: in a registry, in a layout or an archive on disk, or in an engine's store.
///
/// The spelling is that of `containers-transports(5)`, so that an argument for `skopeo` works here too; a bare reference
/// means a registry, as it does for Docker. Nothing on disk is looked at.
public enum ImageLocation: Hashable, Sendable {
    case registry(ImageReference)
    /// An OCI image layout in a directory; the tag is an `org.opencontainers.image.ref.name`, or a digest.
    case ociLayout(directory: String, tag: String?)
    /// A tar file of an OCI image layout.
    case ociArchive(file: String, tag: String?)
    /// What `docker save` writes.
    case dockerArchive(file: String, reference: ImageReference?)
    /// An image in the store that Podman and Buildah share: a reference or an identifier.
    case containersStorage(String)
    /// An image in a Docker engine: a reference or an identifier.
    case dockerDaemon(String)
    /// A file or directory of which only the content tells what it is; begins with `/`, `./` or `../`.
    case path(String)

    /// Parses the IMAGE argument of a command.
    public init(_ argument: String) throws(InvalidReference) {
        if argument == "." || argument == ".." || ["/", "./", "../"].contains(where: argument.hasPrefix) {
            self = .path(argument)
            return
        }
        guard let (transport, rest) = Self.splitTransport(argument) else {
            self = .registry(try ImageReference(argument))
            return
        }
        switch transport {
        case "oci":
            let (path, tag) = try Self.splitPath(rest, of: argument, form: "oci:DIR or oci:DIR:TAG")
            self = .ociLayout(directory: path, tag: tag)
        case "oci-archive":
            let (path, tag) = try Self.splitPath(rest, of: argument, form: "oci-archive:FILE or oci-archive:FILE:TAG")
            self = .ociArchive(file: path, tag: tag)
        case "docker-archive":
            let form = "docker-archive:FILE or docker-archive:FILE:REFERENCE"
            let (path, reference) = try Self.splitPath(rest, of: argument, form: form)
            if let reference {
                self = .dockerArchive(file: path, reference: try ImageReference(reference))
            } else {
                self = .dockerArchive(file: path, reference: nil)
            }
        case "containers-storage":
            if rest.isEmpty { throw .incompleteLocation(argument, form: "containers-storage:REFERENCE") }
            self = .containersStorage(rest)
        case "docker-daemon":
            if rest.isEmpty { throw .incompleteLocation(argument, form: "docker-daemon:REFERENCE") }
            self = .dockerDaemon(rest)
        case "docker":
            guard rest.hasPrefix("//") else { throw .incompleteLocation(argument, form: "docker://REFERENCE") }
            self = .registry(try ImageReference(rest.dropFirst(2)))
        default:
            throw .unsupportedTransport(transport + ":")
        }
    }

    /// Transports of `containers-transports(5)`; any other word before a colon belongs to a reference.
    private static let transports = [
        "oci", "oci-archive", "docker-archive", "containers-storage", "docker-daemon", "docker", "dir", "sif", "ostree",
        "tarball",
    ]

    private static func splitTransport(_ argument: String) -> (transport: String, rest: String)? {
        guard let colon = argument.firstIndex(of: ":") else { return nil }
        let transport = String(argument[..<colon])
        let rest = String(argument[argument.index(after: colon)...])
        // `docker:dind` is an image of Docker Hub; only `docker://` is the transport.
        if transport == "docker" && !rest.hasPrefix("//") { return nil }
        guard transports.contains(transport) else { return nil }
        return (transport, rest)
    }

    /// Splits `PATH[:TAG]` or `PATH@DIGEST`; a path holds no colon, as in `containers-transports(5)`.
    private static func splitPath(
        _ text: String, of argument: String, form: String
    ) throws(InvalidReference) -> (path: String, tag: String?) {
        if let at = text.lastIndex(of: "@"), Digest(text[text.index(after: at)...]) != nil,
            !text[..<at].contains(":"), at != text.startIndex
        {
            return (String(text[..<at]), String(text[text.index(after: at)...]))
        }
        let colon = text.firstIndex(of: ":")
        let path = String(text[..<(colon ?? text.endIndex)])
        let tag = colon.map { String(text[text.index(after: $0)...]) }
        if path.isEmpty || tag?.isEmpty == true { throw .incompleteLocation(argument, form: form) }
        return (path, tag)
    }
}

extension ImageLocation: CustomStringConvertible {
    /// The argument that means this location.
    public var description: String {
        switch self {
        case .registry(let reference): reference.description
        case .ociLayout(let directory, let tag): "oci:" + directory + Self.suffix(tag)
        case .ociArchive(let file, let tag): "oci-archive:" + file + Self.suffix(tag)
        case .dockerArchive(let file, let reference): "docker-archive:" + file + Self.suffix(reference?.description)
        case .containersStorage(let name): "containers-storage:" + name
        case .dockerDaemon(let name): "docker-daemon:" + name
        case .path(let path): path
        }
    }

    private static func suffix(_ tag: String?) -> String { tag.map { ":" + $0 } ?? "" }
}
