internal import TareELF
internal import TareOCI
internal import TarePython

/// The entries of an `install_only` archive, below its folder `python`, held to what such an archive may have.
struct ArchiveEntries {
    struct Member {
        enum Kind {
            case file
            /// To a file that comes before.
            case hardLink(to: [UInt8])
            /// As the archive has it: relative, and inside.
            case symbolicLink(to: [UInt8])
        }

        var kind: Kind
        var isExecutable: Bool
        var elf: ELFFacts?
    }

    /// By the path below `python`. Folders are none: they follow from what is in them.
    private(set) var table: [[UInt8]: Member] = [:]
    private(set) var order: [[UInt8]] = []
    private let archive: String

    private static let slash = UInt8(ascii: "/")
    private static let root = Array("python".utf8)
    private static let maximumLinks = 40

    init(_ index: LayerIndex, archive: String) throws(ManagedInterpreterError) {
        self.archive = archive
        var folders: Set<[UInt8]> = []
        for entry in 0..<index.count {
            let full = index.path(of: entry)
            guard let path = Self.inside(full) else {
                if index[entry].kind == .directory, full.elementsEqual(Self.root) { continue }
                throw unsafe(full, "is not below 'python'")
            }
            if path.starts(with: "install/".utf8) || path.elementsEqual("PYTHON.json".utf8) {
                throw .noInstallation(archive: archive, detail: "it is a full archive, with what was used to build it")
            }
            let kind: Member.Kind
            switch index[entry].kind {
            case .directory:
                folders.insert(Array(path))
                continue
            case .regular: kind = .file
            case .hardLink:
                guard let target = Self.inside(index.linkTarget(of: entry)), case .file? = table[Array(target)]?.kind
                else { throw unsafe(full, "is a link to a file that did not come before it") }
                kind = .hardLink(to: Array(target))
            case .symbolicLink:
                let target = index.linkTarget(of: entry)
                guard Self.staysInside(target, at: path) else { throw unsafe(full, "is a link that leads outside") }
                kind = .symbolicLink(to: Array(target))
            case .characterDevice, .blockDevice, .fifo, .whiteout, .opaque:
                throw unsafe(full, "is a device, a pipe or a mark of deletion")
            }
            var facts: ELFFacts?
            if case .facts(let read) = index.elf(of: entry) { facts = read }
            let member = Member(kind: kind, isExecutable: index[entry].mode & 0o111 != 0, elf: facts)
            guard table.updateValue(member, forKey: Array(path)) == nil else { throw unsafe(full, "comes twice") }
            order.append(Array(path))
        }
        for path in order { try checkFolders(above: path, &folders) }
        for path in order where folders.contains(path) { throw unsafe(path[...], "is a file and a folder") }
    }

    /// Nothing is below a file or a link: what is written to a path would come to lie elsewhere.
    private func checkFolders(above path: [UInt8], _ folders: inout Set<[UInt8]>) throws(ManagedInterpreterError) {
        var folder = path[...]
        while let slash = folder.lastIndex(of: Self.slash) {
            folder = folder[..<slash]
            guard folders.insert(Array(folder)).inserted else { return }
            if table[Array(folder)] != nil { throw unsafe(path[...], "is below a file or a link") }
        }
    }

    private func unsafe(_ path: ArraySlice<UInt8>, _ detail: String) -> ManagedInterpreterError {
        .unsafeEntry(archive: archive, path: String(decoding: path, as: UTF8.self), detail: detail)
    }

    /// The path below `python`; `nil` for one that is not.
    private static func inside(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let start = path.startIndex + root.count
        guard path.count > root.count + 1, path.starts(with: root), path[start] == slash else { return nil }
        return path[(start + 1)...]
    }

    /// Whether a link's target is some steps up and then down, and no more up than the link is deep.
    private static func staysInside(_ target: ArraySlice<UInt8>, at path: ArraySlice<UInt8>) -> Bool {
        guard let first = target.first, first != slash, !target.contains(0), target.count < 1024 else { return false }
        let parts = target.split(separator: slash).drop { $0.elementsEqual(".".utf8) }
        let up = parts.prefix { $0.elementsEqual("..".utf8) }.count
        let depth = path.count { $0 == slash }
        return up <= depth
            && parts.dropFirst(up).allSatisfy { !$0.elementsEqual("..".utf8) && !$0.elementsEqual(".".utf8) }
    }
}

extension ArchiveEntries {
    /// Where a path leads, every link followed; `nil` for one that goes round in circles or leaves the installation.
    /// The end need not be there.
    func resolve(_ path: [UInt8]) -> [UInt8]? {
        var rest = Array(path.split(separator: Self.slash).reversed())
        var place: [ArraySlice<UInt8>] = []
        var links = 0
        while let part = rest.popLast() {
            if part.elementsEqual(".".utf8) { continue }
            if part.elementsEqual("..".utf8) {
                guard place.popLast() != nil else { return nil }
                continue
            }
            place.append(part)
            guard case .symbolicLink(let target)? = table[Array(place.joined(separator: [Self.slash]))]?.kind else {
                continue
            }
            links += 1
            guard links <= Self.maximumLinks else { return nil }
            place.removeLast()
            rest.append(contentsOf: target.split(separator: Self.slash).reversed())
        }
        return Array(place.joined(separator: [Self.slash]))
    }

    /// Whether anything that stays loads `libpython`: a program, or a library other than itself.
    func needsSharedLibrary(_ contents: StandaloneContents) -> Bool {
        table.contains { path, member in
            guard let needed = member.elf?.needed, needed.contains(where: StandaloneContents.isSharedLibrary) else {
                return false
            }
            // As if it were not needed: libraries of its own are no reason to keep it.
            return contents.reason(toLeaveOut: path, needsSharedLibrary: false) == nil
        }
    }

    /// The interpreter's program, which has to be there, to be for the archive's target, and to have its library beside
    /// it.
    func executable(of archive: StandaloneArchive) throws(ManagedInterpreterError) -> String {
        let suffix = archive.target.isFreeThreaded ? "t" : ""
        let name = "python3.\(archive.version.minor)\(suffix)"
        func missing(_ detail: String) -> ManagedInterpreterError {
            .noInstallation(archive: self.archive, detail: detail)
        }
        guard let path = resolve(Array("bin/\(name)".utf8)), let member = table[path], let facts = member.elf,
            case .file = member.kind, member.isExecutable
        else { throw missing("it has no program bin/\(name)") }
        guard facts.machine.name == archive.target.machine.rawValue else {
            throw missing("bin/\(name) is for \(facts.machine.name), not \(archive.target.machine.rawValue)")
        }
        guard facts.isStaticExecutable || facts.isLinkedToMusl == (archive.target.library == .musl) else {
            throw missing("bin/\(name) is linked to another C library than its name says")
        }
        // getpath's landmark: without it the program does not find its library, nor start.
        guard case .file? = table[Array("lib/\(name)/os.py".utf8)]?.kind else {
            throw missing("it has no lib/\(name)/os.py")
        }
        return String(decoding: path, as: UTF8.self)
    }
}
