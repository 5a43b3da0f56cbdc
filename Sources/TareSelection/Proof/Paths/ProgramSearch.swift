internal import TareOCI

/// Finds a program as a runtime does before it executes it: by path if the name has a slash, else in `PATH`.
///
/// Follows runc, which uses Go's `exec.LookPath` with the container's environment, user and working directory.
struct ProgramSearch {
    struct Program {
        /// As it is executed: links in it are not resolved.
        var path: String
        /// The file, links resolved.
        var node: ImageTree.Node
    }

    let tree: ImageTree
    let access: FileAccess?
    let path: String
    let workingDirectory: String

    /// What runtimes set where an image sets none (moby `DefaultPathEnvUnix`, containerd `WithDefaultPathEnv`).
    static let defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// The program, or why there is none.
    func find(_ name: String) -> Result<Program, Absence> {
        guard !name.isEmpty else { return .failure(Absence("the command's first word is empty")) }
        if name.utf8.contains(UInt8(ascii: "/")) {
            return program(at: PathLookup.absolute(name, from: workingDirectory))
        }
        var refused: Absence?
        for folder in path.split(separator: ":", omittingEmptySubsequences: false) {
            let folder = folder.isEmpty ? workingDirectory : PathLookup.absolute(String(folder), from: workingDirectory)
            switch program(at: PathLookup.joined(folder, name)) {
            case .success(let program): return .success(program)
            case .failure(let absence): if absence.isThere { refused = refused ?? absence }
            }
        }
        if let refused { return .failure(refused) }
        return .failure(elsewhere(name))
    }

    private func program(at path: String) -> Result<Program, Absence> {
        let lookup = PathLookup(path, from: workingDirectory, in: tree, for: access)
        guard let node = lookup.node else {
            var absence = Absence(described(path, lookup), fix: Self.fix(for: path))
            // A dangling link or a closed folder tells more than that a name is nowhere.
            absence.isThere = !lookup.links.isEmpty && tree.node(at: path, followingLinks: false) != nil
            if case .notSearchable = lookup.outcome {
                absence.isThere = PathLookup(path, from: workingDirectory, in: tree, for: nil).node != nil
                absence.fix = "let the user enter the folder: COPY --chmod=755, or chmod in the image"
            }
            return .failure(absence)
        }
        switch tree.kind(of: node) {
        case .directory:
            return .failure(
                Absence("\(path) is a folder", fix: "name the program in it, or 'python -m' with a package"))
        case .regular: break
        default: return .failure(Absence("\(path) is no regular file", fix: Self.fix(for: path)))
        }
        guard access?.allows(.execute, node) ?? (tree.mode(of: node) & 0o111 != 0) else {
            let owner = access.map { " (\($0.description(of: node)))" } ?? ""
            return .failure(
                Absence(
                    "\(path) may not be executed by the user\(owner)", isThere: true,
                    fix: "make it executable: COPY --chmod=755, or 'chmod +x' in the image"))
        }
        return .success(Program(path: path, node: node))
    }

    /// Why there is no program, with its own path in front where links led elsewhere.
    private func described(_ path: String, _ lookup: PathLookup) -> String {
        let reason = lookup.reason(for: path)
        return reason.hasPrefix(path) ? reason : "\(path): \(reason)"
    }

    private static func fix(for path: String) -> String {
        let shells = ["/bin/sh", "/bin/bash", "/bin/ash", "/usr/bin/sh", "/usr/bin/bash"]
        return shells.contains(path)
            ? "this base has no \(path): write the command in the exec form, as in CMD [\"python\", \"-m\", …]"
            : "copy it into the final stage, or name the path where it is"
    }

    /// A name that is in no folder of `PATH`, with the place where it is, if it is anywhere that is usual.
    private func elsewhere(_ name: String) -> Absence {
        let usual = [
            "/app/.venv/bin", "/.venv/bin", "/opt/venv/bin", "/venv/bin", "/usr/local/bin", "/usr/bin", "/bin",
        ]
        for folder in usual {
            let candidate = folder + "/" + name
            guard let node = tree.node(at: candidate), tree.kind(of: node) == .regular else { continue }
            return Absence(
                "'\(name)' is in no folder of PATH (\(path)); it is at \(candidate)",
                fix: "add \(folder) to PATH: ENV PATH=\"\(folder):$PATH\", or name it as \(candidate)")
        }
        return Absence(
            "'\(name)' is in no folder of PATH (\(path))",
            fix: "install what provides '\(name)' into the final stage, or name it by its path")
    }
}

/// Why a program cannot be executed.
struct Absence: Error {
    var reason: String
    /// Whether there is a file of that name that is not fit.
    var isThere: Bool
    var fix: String

    init(_ reason: String, isThere: Bool = false, fix: String = "") {
        self.reason = reason
        self.isThere = isThere
        self.fix = fix
    }
}
