/// Where a locked package comes from.
public enum LockedSource: Sendable, Hashable {
    /// An index by URL or path; `nil` is the index that the project uses by default.
    case registry(String?)
    case git(LockedGitSource)
    /// An archive or a wheel at an address.
    case url(String, subdirectory: String?)
    /// An archive or a wheel on disk, relative to the lock's folder.
    case path(String)
    /// A source tree on disk.
    case directory(String)
    /// A source tree on disk, installed as a link to it.
    case editable(String)
    /// A source tree that only has dependencies and is not installed itself.
    case virtual(String)

    /// Whether it names one thing to install rather than a place to look.
    public var isDirect: Bool {
        if case .registry = self { false } else { true }
    }

    /// The folder of a source tree on disk.
    public var tree: String? {
        switch self {
        case .directory(let path), .editable(let path), .virtual(let path): path
        case .registry, .git, .url, .path: nil
        }
    }
}

/// A commit of a Git repository.
public struct LockedGitSource: Sendable, Hashable {
    /// Without query and fragment.
    public var url: String
    /// The branch, tag or revision that was asked for.
    public var reference: String?
    public var commit: String?
    public var subdirectory: String?

    public init(url: String, reference: String? = nil, commit: String? = nil, subdirectory: String? = nil) {
        self.url = url
        self.reference = reference
        self.commit = commit
        self.subdirectory = subdirectory
    }

    /// uv's form: `https://host/repository?rev=main&subdirectory=a#commit`.
    init(uv text: String) {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let address = parts[0].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(url: String(address[0]), commit: parts.count > 1 ? String(parts[1]) : nil)
        guard address.count > 1 else { return }
        for pair in address[1].split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else { continue }
            let value = String(halves[1]).percentDecoded
            switch halves[0] {
            case "rev", "tag", "branch": reference = value
            case "subdirectory": subdirectory = value
            default: break
            }
        }
    }
}
