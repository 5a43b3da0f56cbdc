internal import TareELF
internal import TareOCI

/// Every library that the programs need is found by the loader's rules, with the versions of symbols that they need.
enum LibrariesCheck: ProofCheck {
    static let id = "libraries"

    static func examine(_ boot: Boot) -> Finding {
        let programs = boot.launch.steps.filter { !$0.isScript }
        guard !programs.isEmpty else { return .unknown("the command itself does not run") }
        return .worst(of: programs.flatMap { examine($0.node, at: $0.path, boot) }, otherwise: .pass(""))
    }

    static func examine(_ node: ImageTree.Node, at path: String, _ boot: Boot) -> [Finding] {
        guard let facts = boot.loader.facts(of: node) else {
            return [.unknown("\(path) could not be read")]
        }
        guard facts.interpreter != nil else { return [.pass("\(path) needs no library")] }
        guard let program = boot.loader.load(program: node) else {
            return [.unknown("what \(path) loads is not known on \(boot.platform)")]
        }
        let count = program.objects.count - 1
        let problems = program.problems.map { finding(of: $0, in: boot) }
        return problems.isEmpty ? [.pass("\(path) finds its \(count) libraries")] : problems
    }

    /// What a problem means for a program that has to be loaded.
    static func finding(of problem: LibraryProblem, in boot: Boot) -> Finding {
        switch problem.kind {
        case .missing:
            let places = boot.loader.files(named: problem.name).prefix(2).map { boot.tree.path(of: $0) }
            let place =
                places.isEmpty
                ? "is nowhere in the image"
                : "is at \(places.joined(separator: ", ")), where the loader does not look for it"
            return .fail(
                "\(problem.name), which \(problem.neededBy) needs, \(place)", fix: mending(problem, places.first))
        case .uncertain(let reason):
            return .unknown("whether \(problem.name), which \(problem.neededBy) needs, is found: \(reason)")
        case .lacksVersion(let version, let library):
            return .fail(
                "\(library) has no version \(version), which \(problem.neededBy) needs",
                fix: problem.name == "libc.so.6"
                    ? "use a base with glibc \(version.split(separator: "_").last ?? "") or later, or an older wheel"
                    : "use a newer \(problem.name), or build against the one that is there")
        case .builtForGlibc:
            return .unknown(
                "\(problem.neededBy) was built for glibc, of whose functions musl lacks some",
                fix: "install the wheel for musl (musllinux), or use a base with glibc")
        case .unread(let reason): return .unknown("\(problem.name) could not be read: \(reason)")
        case .tooMany: return .unknown("\(problem.neededBy) needs more libraries than are followed")
        }
    }

    private static func mending(_ problem: LibraryProblem, _ place: String?) -> String {
        if let place {
            return "run ldconfig in the layer that brings it, or set LD_LIBRARY_PATH=\(PathLookup.parent(of: place))"
        }
        if let packages = LibraryPackages(library: problem.name) { return packages.advice }
        return "install the package that has \(problem.name) in the final stage"
    }
}
