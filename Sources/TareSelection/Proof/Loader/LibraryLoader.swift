internal import TareELF
internal import TareOCI

/// Loads programs and modules in thought: every library that is needed, found by the loader's rules.
///
/// Cost is proportional to the objects of one program; files are decoded once.
final class LibraryLoader {
    let tree: ImageTree
    let access: FileAccess?
    /// `nil` for a platform that is not known here; then nothing can be said.
    let machine: LoaderMachine?
    let workingDirectory: String
    /// `LD_LIBRARY_PATH`.
    let libraryPath: [String]
    private var readings: [ImageTree.Node: ELFReading?] = [:]
    private var programs: [ImageTree.Node: LoadedProgram] = [:]
    private var folders: [LoaderFamily: SystemFolders] = [:]
    private var systemLibraries: [String: LibrarySearch.Outcome] = [:]
    private var byName: [String: [ImageTree.Node]]?

    /// Objects of one program; the largest known have a few hundred.
    private static let mostObjects = 4_096

    init(
        tree: ImageTree, access: FileAccess?, platform: Platform, libraryPath: String?, workingDirectory: String
    ) {
        self.tree = tree
        self.access = access
        machine = LoaderMachine(platform)
        self.workingDirectory = workingDirectory
        self.libraryPath =
            libraryPath.map {
                $0.isEmpty ? [] : $0.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == ";" }.map(String.init)
            } ?? []
    }

    func reading(of node: ImageTree.Node) -> ELFReading? {
        if let known = readings[node] { return known }
        let reading = tree.elf(of: node)
        readings[node] = reading
        return reading
    }

    func facts(of node: ImageTree.Node) -> ELFFacts? {
        if case .facts(let facts) = reading(of: node) { facts } else { nil }
    }

    func systemFolders(_ family: LoaderFamily, _ machine: LoaderMachine) -> SystemFolders {
        if let known = folders[family] { return known }
        let found = SystemFolders(family, machine, in: tree)
        folders[family] = found
        return found
    }

    /// All that a program loads; `nil` for a file that is no dynamic program.
    func load(program node: ImageTree.Node) -> LoadedProgram? {
        if let known = programs[node] { return known }
        guard let facts = facts(of: node), let interpreter = facts.interpreter, let machine = machine(for: facts) else {
            return nil
        }
        var program = LoadedProgram(family: LoaderFamily(interpreter: interpreter))
        // The loader knows where the program really is (/proc/self/exe).
        let path = tree.path(of: node)
        program.add(LoadedObject(node: node, path: path, facts: facts), as: path)
        // The loader is there before all others, and some need it by name.
        if let loader = tree.node(at: interpreter), let facts = self.facts(of: loader) {
            let name = program.family == .musl ? "libc.so" : PathLookup.name(of: interpreter)
            program.add(LoadedObject(node: loader, path: interpreter, facts: facts, neededBy: 0), as: name)
        }
        complete(&program, from: 0, machine)
        programs[node] = program
        return program
    }

    /// What keeps a module from being loaded by a running program.
    func load(module node: ImageTree.Node, at path: String, into program: LoadedProgram) -> [LibraryProblem] {
        guard let reading = reading(of: node) else { return [] }
        guard case .facts(let facts) = reading, let first = program.objects.first,
            let machine = machine(for: first.facts)
        else {
            if case .unreadable(let reason) = reading {
                return [LibraryProblem(kind: .unread(reason), name: path, neededBy: path)]
            }
            return []
        }
        var program = program
        program.problems = []
        let place = program.add(LoadedObject(node: node, path: path, facts: facts), as: path)
        complete(&program, from: place, machine)
        return program.problems
    }

    private func machine(for facts: ELFFacts) -> LoaderMachine? {
        guard let machine else { return nil }
        if machine.isOf(facts) { return machine }
        return machine.alsoRuns(facts) ? LoaderMachine(Platform(os: "linux", architecture: "386")) : nil
    }

    /// Loads what the objects from a place on need, breadth first as loaders do, and looks at symbol versions.
    private func complete(_ program: inout LoadedProgram, from start: Int, _ machine: LoaderMachine) {
        var place = start
        while place < program.objects.count {
            let object = program.objects[place]
            for name in object.facts.needed where program.places[name] == nil {
                guard program.objects.count < Self.mostObjects else {
                    program.problems.append(LibraryProblem(kind: .tooMany, name: name, neededBy: object.path))
                    return
                }
                let search = LibrarySearch(name: name, place: place, program: program, machine: machine, loader: self)
                switch search.outcome() {
                case .itself: program.places[name] = program.family == .musl ? min(1, program.objects.count - 1) : 0
                case .found(let path, let found, let facts):
                    // The same file under another name is loaded once.
                    if let known = program.objects.firstIndex(where: { $0.node == found }) {
                        program.places[name] = known
                    } else {
                        program.add(LoadedObject(node: found, path: path, facts: facts, neededBy: place), as: name)
                    }
                case .uncertain(let reason):
                    report(.uncertain(reason), name, object, in: &program)
                case .missing: report(.missing, name, object, in: &program)
                }
            }
            place += 1
        }
        if program.family == .glibc { return checkVersions(&program, from: start) }
        for object in program.objects[start...]
        where object.facts.versionNeeds.contains(where: { $0.library == "libc.so.6" }) {
            report(.builtForGlibc, "libc.so.6", object, in: &program)
        }
    }

    private func report(
        _ kind: LibraryProblem.Kind, _ name: String, _ object: LoadedObject, in program: inout LoadedProgram
    ) {
        let problem = LibraryProblem(kind: kind, name: name, neededBy: object.path)
        if !program.problems.contains(problem) { program.problems.append(problem) }
    }

    /// The versions of symbols that objects need of the libraries that were found (`dl-version.c`). A library without
    /// any versions is taken as it is; a weak need only warns.
    private func checkVersions(_ program: inout LoadedProgram, from start: Int) {
        for object in program.objects[start...] {
            for need in object.facts.versionNeeds {
                guard let place = program.places[need.library] else { continue }
                let library = program.objects[place]
                guard !library.facts.versionDefinitions.isEmpty else { continue }
                for version in need.versions
                where !version.isWeak && !library.facts.versionDefinitions.contains(version.name) {
                    let kind = LibraryProblem.Kind.lacksVersion(version.name, library: library.path)
                    report(kind, need.library, object, in: &program)
                }
            }
        }
    }

    /// Searches the system's folders once a name.
    func systemLibrary(
        _ name: String, _ family: LoaderFamily, otherwise search: () -> LibrarySearch.Outcome
    ) -> LibrarySearch.Outcome {
        let key = (family == .musl ? "m" : "g") + name
        if let known = systemLibraries[key] { return known }
        let found = search()
        systemLibraries[key] = found
        return found
    }

    /// Files of that name anywhere in the image.
    func files(named name: String) -> [ImageTree.Node] {
        if let byName { return byName[name] ?? [] }
        var found: [String: [ImageTree.Node]] = [:]
        tree.forEachNode { node in
            guard tree.kind(of: node) == .regular || tree.kind(of: node) == .symbolicLink else { return }
            let name = tree.name(of: node)
            if name.contains(".so") { found[name, default: []].append(node) }
        }
        byName = found
        return found[name] ?? []
    }
}
