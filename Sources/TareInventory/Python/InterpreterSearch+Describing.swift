internal import TareOCI

extension InterpreterSearch {
    /// Describes every interpreter, when packages and the owners of files are known.
    static func interpreters(
        _ candidates: [Candidate], _ survey: TreeSurvey, _ findings: PackageFindings
    ) -> [PythonInterpreter] {
        let systemPackages = findings.systemPackages
        var configurations: [ImageTree.Node: ImageTree.Node] = [:]
        // Debian has the file under two names, one of them a link; that of a debugging build (`_d_`) sorts behind.
        for sighting in survey.sightings(for: SystemConfiguration.self).sorted(by: { $0.name > $1.name }) {
            guard let directory = survey.tree.parent(of: sighting.node), let file = survey.tree.resolve(sighting.node)
            else { continue }
            if survey.tree.content(of: file) != nil { configurations[directory] = file }
        }
        return candidates.map { describe($0, survey, findings.owners[$0.path], systemPackages, configurations) }
    }

    private static func describe(
        _ candidate: Candidate, _ survey: TreeSurvey, _ owner: PackageReference?,
        _ systemPackages: [PackageReference: PackageRecord], _ configurations: [ImageTree.Node: ImageTree.Node]
    ) -> PythonInterpreter {
        let tree = survey.tree
        let files = InterpreterFiles(of: candidate, in: tree)
        let gathered = InterpreterEvidence(survey: survey, candidate: candidate, files: files)
        let minor = gathered.minor
        var interpreter = PythonInterpreter(
            path: candidate.path, aliases: candidate.aliases, implementation: candidate.name.implementation,
            minor: minor,
            prefix: tree.path(of: files.prefix))
        interpreter.standardLibrary = files.standardLibrary.map { tree.path(of: $0) }
        interpreter.sharedLibrary = files.sharedLibrary.map { tree.path(of: $0) }
        interpreter.owner = owner
        interpreter.layer = tree.layer(of: candidate.node)
        let configurationFile = files.standardLibrary.flatMap { configurations[$0] }
        let configuration = configurationFile.flatMap { tree.content(of: $0) }.map { SystemConfiguration($0) }
        interpreter.extensionTag = configuration?.extensionTag
        interpreter.isFreeThreaded =
            candidate.name.flags.contains("t") || files.libraryName?.hasSuffix("t") == true
            || configuration?.isFreeThreaded == true
        interpreter.isExternallyManaged =
            files.standardLibrary.map { tree.node("EXTERNALLY-MANAGED", in: $0) != nil } ?? false
        guard let minor else { return interpreter }
        if candidate.name.implementation == .cpython {
            interpreter.evidence = gathered.versions(of: minor, owner, systemPackages)
            let best = InterpreterEvidence.best(of: interpreter.evidence)
            (interpreter.version, interpreter.versionFrom) = (best?.version, best?.kind)
        }
        // Debian's file is named by the architecture alone, upstream's by the system too.
        let isDebian =
            interpreter.owner?.type == .deb
            || configurationFile.map {
                let name = tree.name(of: $0)
                return name.hasPrefix("_sysconfigdata__") && !name.hasPrefix("_sysconfigdata__linux_")
            } ?? false
        interpreter.siteDirectories = siteDirectories(of: candidate, files, minor, isDebian: isDebian, tree)
        return interpreter
    }

    /// What `site.getsitepackages()` gives, in its order.
    private static func siteDirectories(
        of candidate: Candidate, _ files: InterpreterFiles, _ minor: PythonMinor, isDebian: Bool, _ tree: ImageTree
    ) -> [PythonInterpreter.SiteDirectory] {
        let prefix = tree.path(of: files.prefix)
        let root = prefix == "/" ? "" : prefix
        let library = InterpreterFiles.stem(candidate.name.implementation) + (files.libraryName ?? minor.description)
        var paths: [String]
        let debian = "\(root)/lib/\(InterpreterFiles.debianPackages)"
        if prefix == "/usr", isDebian || tree.node(at: debian) != nil {
            // Debian's site.py: what is installed by hand below /usr/local, packages for all minor versions at one
            // place.
            paths = ["/usr/local/lib/\(library)/dist-packages", debian, "\(root)/lib/\(library)/dist-packages"]
        } else {
            paths = ["\(root)/lib64/\(library)/site-packages", "\(root)/lib/\(library)/site-packages"]
            // Only builds whose platform library is there look at lib64.
            let other = tree.node(at: paths[0])
            if other == nil || other == tree.node(at: paths[1]) { paths.removeFirst() }
        }
        return paths.map { PythonInterpreter.SiteDirectory(path: $0, exists: tree.node(at: $0) != nil) }
    }
}
