public import TareDiagnostics

/// Why an image could not be run here. What the image itself does wrong is a result, not an error.
public enum SandboxError: Refusal, Equatable {
    case noBubblewrap
    case oldBubblewrap(version: String)
    /// The kernel or its configuration gives no namespaces.
    case noNamespaces(detail: String)
    /// The sandbox could not be set up, or ended without an answer.
    case failed(detail: String)
    case cannotWrite(path: String, reason: String)
    case noSpace(path: String, needed: UInt64, free: UInt64)
    case tooLarge(detail: String)
    case platform(String, host: String)
    /// The layer that was unpacked is not the one that was measured.
    case changedLayer(number: Int)
    case badEntry(path: String, detail: String)

    public var what: String {
        switch self {
        case .noBubblewrap: "'--run' needs bubblewrap, and there is no 'bwrap' on the PATH"
        case .oldBubblewrap(let version): "'--run' needs bubblewrap 0.7 or later, and this is \(version.printable())"
        case .noNamespaces(let detail): "this machine gives no namespaces to run an image in: \(detail.printable())"
        case .failed(let detail): "the sandbox failed: \(detail.printable(limit: 600))"
        case .cannotWrite(_, let reason): "an image's file can't be unpacked: \(reason)"
        case .noSpace(_, let needed, let free): "unpacking needs \(needed) bytes, and \(free) are free"
        case .tooLarge(let detail): "the image is too large to be run here: \(detail)"
        case .platform(let image, let host): "the image is for \(image.printable()), and this machine runs \(host)"
        case .changedLayer(let number): "layer \(number) is not what it was when it was measured"
        case .badEntry(_, let detail): "an entry can't be unpacked: \(detail)"
        }
    }

    public var location: String? {
        switch self {
        case .cannotWrite(let path, _), .noSpace(let path, _, _), .badEntry(let path, _): path.printable()
        default: nil
        }
    }

    public var hint: String? {
        switch self {
        case .noBubblewrap, .oldBubblewrap: "install bubblewrap, such as with 'apt-get install bubblewrap'"
        case .noNamespaces:
            "run as root, or allow user namespaces: 'sysctl user.max_user_namespaces', on Ubuntu "
                + "'kernel.apparmor_restrict_unprivileged_userns=0'; in a container, give it CAP_SYS_ADMIN or run outside"
        case .failed: "run with '--verbose', or without '--run'"
        case .cannotWrite, .noSpace: "set TMPDIR to a folder on a disk with more space"
        case .tooLarge: nil
        case .platform: "run on such a machine, or take the image of this one with '--platform'"
        case .changedLayer: "run again"
        case .badEntry: "no image builder writes such entries: do not use this image"
        }
    }

    public var severity: RefusalSeverity {
        switch self {
        case .noBubblewrap, .oldBubblewrap, .noNamespaces, .failed, .cannotWrite, .noSpace, .changedLayer: .incomplete
        case .tooLarge, .platform, .badEntry: .badInput
        }
    }
}
