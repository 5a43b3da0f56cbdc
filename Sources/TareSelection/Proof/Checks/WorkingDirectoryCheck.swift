internal import TareOCI

/// The working directory is a folder, or can be made one: runtimes make one that is missing (runc, `createCwd`).
enum WorkingDirectoryCheck: ProofCheck {
    static let id = "working-directory"

    static func examine(_ boot: Boot) -> Finding {
        let path = boot.workingDirectory
        guard path.hasPrefix("/") else {
            return .fail("the working directory '\(path)' is not absolute", fix: "write WORKDIR /\(path)")
        }
        let lookup = PathLookup(path, from: "/", in: boot.tree, for: nil)
        switch lookup.outcome {
        case .found(let node):
            guard boot.tree.kind(of: node) == .directory else {
                return .fail("the working directory \(path) is a file", fix: "name a folder in WORKDIR")
            }
            if let access = boot.access, !access.allows(.execute, node) {
                return .pass(
                    "\(path) is there; the user may not enter it (\(access.description(of: node))), the runtime does"
                )
            }
            return .pass("\(path) is there")
        case .missing:
            return .pass("\(path) is not in the image; the runtime makes it, owned by root")
        case .notADirectory(let file):
            return .fail(
                "the working directory \(path) cannot be made: \(file) is a file", fix: "name a folder in WORKDIR")
        case .notSearchable, .tooManyLinks:
            return .fail("the working directory: \(lookup.reason(for: path))", fix: "name a folder in WORKDIR")
        }
    }
}
