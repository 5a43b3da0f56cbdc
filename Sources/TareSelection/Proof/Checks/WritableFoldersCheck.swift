internal import TareOCI

/// The user may write where the project says that it writes.
enum WritableFoldersCheck: ProofCheck {
    static let id = "writable-folders"

    static func examine(_ boot: Boot) -> Finding {
        let folders =
            (boot.expectations.writesWorkingDirectory ? [boot.workingDirectory] : [])
            + boot.expectations.writableFolders.map { PathLookup.absolute($0, from: boot.workingDirectory) }
        guard !folders.isEmpty else { return .pass("nothing says that the application writes files") }
        guard let access = boot.access else { return .unknown("it is not known who runs") }
        return .worst(of: folders.map { examine($0, access, boot) }, otherwise: .pass(""))
    }

    private static func examine(_ folder: String, _ access: FileAccess, _ boot: Boot) -> Finding {
        let fix = "give it to the user: RUN or COPY --chown=\(access.userID) in the image, or mount a volume there"
        let lookup = boot.lookup(folder)
        switch lookup.outcome {
        case .found(let node):
            guard boot.tree.kind(of: node) == .directory else { return .fail("\(folder) is a file") }
            guard access.allows(.write, node), access.allows(.execute, node) else {
                return .fail(
                    "the user \(access.userID) may not write to \(folder) (\(access.description(of: node)))", fix: fix)
            }
            return .pass("\(folder) may be written to")
        case .missing(let path):
            if access.userID == 0 { return .pass("\(folder) is not there, and root may make it") }
            if folder == boot.workingDirectory {
                return .fail(
                    "\(folder) is not there; the runtime makes it for root, not for \(access.userID)", fix: fix)
            }
            guard let parent = boot.tree.node(at: PathLookup.parent(of: path)), access.allows(.write, parent) else {
                return .fail("\(path) is not there, and the user \(access.userID) may not make it", fix: fix)
            }
            return .pass("\(folder) is not there, and the user may make it")
        default: return .fail(lookup.reason(for: folder), fix: fix)
        }
    }
}
