internal import TareELF
internal import TareOCI

/// The search for one needed library, as ld.so(8) and musl's `ldso/dynlink.c` do it.
struct LibrarySearch {
    enum Outcome {
        case found(path: String, ImageTree.Node, ELFFacts)
        /// musl is its own `libc`, `libm`, `libpthread`…, under whatever version is asked for.
        case itself
        case missing
        case uncertain(String)
    }

    let name: String
    /// The object that needs it.
    let place: Int
    let program: LoadedProgram
    let machine: LoaderMachine
    let loader: LibraryLoader

    /// Names that musl never loads from a file (`reserved` in `load_library`).
    private static let muslOwn = ["c", "pthread", "rt", "m", "dl", "util", "xnet"]

    func outcome() -> Outcome {
        if program.family == .musl, isMuslOwn { return .itself }
        if name.utf8.contains(UInt8(ascii: "/")) { return library(at: name) ?? .missing }
        for folder in ownFolders() { if let found = library(in: folder) { return found } }
        let object = program.objects[place]
        if program.family == .glibc, object.facts.ignoresDefaultFolders { return .missing }
        return loader.systemLibrary(name, program.family, otherwise: searchSystem)
    }

    private var isMuslOwn: Bool {
        guard name.hasPrefix("lib") else { return false }
        let rest = name.dropFirst(3)
        return Self.muslOwn.contains { rest.hasPrefix($0 + ".") }
    }

    /// What the objects and the environment say, in the loader's order.
    private func ownFolders() -> [String] {
        let object = program.objects[place]
        switch program.family {
        case .glibc:
            var folders: [String] = []
            if object.facts.runpath.isEmpty {
                var reachesProgram = false
                for place in chain() {
                    let holder = program.objects[place]
                    reachesProgram = reachesProgram || place == 0
                    if holder.facts.runpath.isEmpty { folders += expanded(holder.facts.rpath, of: holder) }
                }
                // The program's own list counts for what it loads later too.
                let main = program.objects[0]
                if !reachesProgram, main.facts.runpath.isEmpty { folders += expanded(main.facts.rpath, of: main) }
            }
            return folders + expanded(loader.libraryPath, of: program.objects[0])
                + expanded(object.facts.runpath, of: object)
        case .musl:
            // Both kinds are inherited; RUNPATH takes the place of RPATH.
            return loader.libraryPath
                + chain().flatMap { place in
                    let holder = program.objects[place]
                    return expanded(
                        holder.facts.runpath.isEmpty ? holder.facts.rpath : holder.facts.runpath, of: holder)
                }
        }
    }

    /// The object and those that led to its being loaded.
    private func chain() -> [Int] {
        var places = [place]
        while let next = program.objects[places[places.count - 1]].neededBy, places.count <= program.objects.count {
            places.append(next)
        }
        return places
    }

    private func expanded(_ folders: [String], of object: LoadedObject) -> [String] {
        folders.map { folder in
            guard folder.utf8.contains(UInt8(ascii: "$")) else { return folder }
            var text = folder
            let library = program.family == .glibc ? systemLibraryFolder : "lib"
            let tokens = [("ORIGIN", PathLookup.parent(of: object.path)), ("LIB", library), ("PLATFORM", machine.name)]
            for (token, value) in tokens {
                text = text.replacing("${\(token)}", with: value).replacing("$\(token)", with: value)
            }
            return text
        }
    }

    /// `$LIB`: `lib/x86_64-linux-gnu` on Debian, `lib64` elsewhere.
    private var systemLibraryFolder: String {
        let first = loader.systemFolders(.glibc, machine).always.first ?? "/lib"
        return String(first.dropFirst())
    }

    private func searchSystem() -> Outcome {
        let folders = loader.systemFolders(program.family, machine)
        var cached: Outcome?
        for folder in folders.cached {
            guard case .found(_, let node, _)? = library(in: folder) else { continue }
            let found = library(in: folder)
            // The cache was written before a later layer brought the library.
            if let layer = loader.tree.layer(of: node), let cacheLayer = folders.cacheLayer, layer > cacheLayer {
                continue
            }
            cached = found
            break
        }
        if let cached { return cached }
        for folder in folders.always { if let found = library(in: folder) { return found } }
        if folders.isCacheUncertain, !loader.files(named: name).isEmpty {
            return .uncertain("the loader's list of folders was not read")
        }
        return .missing
    }

    private func library(in folder: String) -> Outcome? {
        library(at: PathLookup.joined(folder.isEmpty ? "." : folder, name))
    }

    /// A readable ELF file for this machine; others are passed over, as loaders do.
    private func library(at path: String) -> Outcome? {
        let path = PathLookup.absolute(path, from: loader.workingDirectory)
        // Most folders have no such file: that is told fast.
        guard loader.tree.node(at: path) != nil else { return nil }
        let lookup = PathLookup(path, from: "/", in: loader.tree, for: loader.access)
        guard let node = lookup.node, loader.tree.kind(of: node) == .regular,
            loader.access?.allows(.read, node) ?? true
        else { return nil }
        switch loader.reading(of: node) {
        case .facts(let facts):
            guard facts.machine == machine.machine, facts.fileClass == machine.fileClass else { return nil }
            return .found(path: path, node, facts)
        case .unreadable(let reason): return .uncertain("\(path) could not be read: \(reason)")
        case nil: return nil
        }
    }
}
