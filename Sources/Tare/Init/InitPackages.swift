internal import TarePython
internal import TareReport
internal import TareSelection

/// How each kind of lock is installed in a builder that has uv.
enum InitPackages {
    /// Of the Python index: what turns other tools' locks into what uv installs, with the digests that they state.
    private static let poetry = ["poetry==2.5.1", "poetry-plugin-export==1.10.1"]
    /// It does not work with hishel 2.
    private static let pdm = ["pdm==2.29.4", "hishel==1.4.0"]
    private static let exported = "/tmp/requirements.txt"

    static func recipe(_ project: ProjectFolder, into environment: String) -> PackageRecipe {
        let isPackage = project.project?.isPackage == true
        let name = project.lock.format.name
        if name == "uv.lock" { return uv(project, isPackage) }
        var steps: [PackageRecipe.Step] = [.run(["uv", "venv", "--no-project", environment])]
        let python = environment + "/bin/python"
        let install = ["uv", "pip", "install", "--python", python]
        // Sources beside the lock are needed before it can be installed.
        let needsSources = project.lock.packages.contains { $0.isOnDisk }
        let checksHashes = project.lock.hasHashes && !project.lock.packages.contains { $0.source.isDirect }
        let hashes = checksHashes ? ["--require-hashes"] : []
        if needsSources { steps.append(.copySources) }
        switch name {
        case "poetry.lock", "pdm.lock":
            if !needsSources { steps.append(.copy(["pyproject.toml", project.lockFile])) }
            steps.append(.run(name == "pdm.lock" ? pdmExport : poetryExport))
            // Behind the export, which has an environment of its own.
            steps.append(.set("VIRTUAL_ENV", environment))
            steps.append(.run(install + hashes + ["-r", exported]))
        case "pylock.toml":
            if !needsSources { steps.append(.copy([project.lockFile])) }
            steps.append(.run(["uv", "pip", "sync", "--python", python, project.lockFile]))
        default:
            if !needsSources { steps.append(.copy(project.lockParts)) }
            steps.append(.run(install + hashes + ["-r", project.lockFile]))
        }
        if isPackage {
            if !needsSources { steps.append(.copySources) }
            steps.append(.run(install + ["--no-deps", "."]))
        }
        return PackageRecipe(lock: project.lockFile, steps: steps, installsProject: isPackage)
    }

    private static func uv(_ project: ProjectFolder, _ isPackage: Bool) -> PackageRecipe {
        let sync = ["uv", "sync", "--frozen", "--no-dev", "--no-editable"]
        // Members of a workspace, and packages beside the project.
        let hasOthers = project.lock.packages.contains { $0.isOnDisk && !$0.isAtRoot }
        var steps: [PackageRecipe.Step] = [.copy(["pyproject.toml", project.lockFile])]
        let leavesOut = hasOthers ? ["--no-install-local"] : isPackage ? ["--no-install-project"] : []
        steps.append(.run(sync + leavesOut))
        if !leavesOut.isEmpty { steps += [.copySources, .run(sync)] }
        return PackageRecipe(lock: project.lockFile, steps: steps, installsProject: isPackage)
    }

    private static var poetryExport: [String] {
        tool(poetry) + ["poetry", "export", "--only", "main", "--format", "requirements.txt", "--output", exported]
    }

    private static var pdmExport: [String] {
        tool(pdm) + ["pdm", "export", "--prod", "--format", "requirements", "--output", exported]
    }

    /// As a module: a script's first line may name a shell, which not every base has.
    private static func tool(_ packages: [String]) -> [String] {
        ["uv", "run", "--no-project", "--isolated"] + packages.flatMap { ["--with", $0] } + ["python", "-m"]
    }
}

extension LockedPackage {
    /// Whether it lies in the project's own folders.
    fileprivate var isOnDisk: Bool {
        switch source {
        case .path, .directory, .editable: true
        case .virtual, .registry, .git, .url: false
        }
    }

    /// The project itself.
    fileprivate var isAtRoot: Bool { ["", ".", "./"].contains(source.tree ?? "-") }
}
