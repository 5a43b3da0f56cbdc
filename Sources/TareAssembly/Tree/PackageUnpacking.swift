internal import Crypto
internal import TareArchive
internal import TareDebian

/// Puts the files of one package into a tree, as dpkg unpacks it.
struct PackageUnpacking: DebSink {
    private(set) var tree: RootTree
    private(set) var installed: UnpackedPackage?
    private let expected: BinaryPackage
    private let filter: PathFilter
    private let owners: [String: UnpackedPackage]

    /// Contents of this package by name, those that the filter leaves out too: a hard link may be to one.
    private var contents: [TreePath: RootTree.FileNumber] = [:]
    private var used: Set<RootTree.FileNumber> = []
    private var path = TreePath.root
    private var entry: RootTree.Entry?
    private var buffer: [UInt8] = []

    init(_ package: BinaryPackage, into tree: RootTree, filter: PathFilter, owners: [String: UnpackedPackage]) {
        expected = package
        self.tree = tree
        self.filter = filter
        self.owners = owners
    }

    mutating func control(_ control: DebControl) throws {
        let package = try UnpackedPackage(control)
        guard package.name == expected.name, package.version == expected.version.description,
            package.architecture == expected.architecture
        else {
            throw AssemblyError.wrongPackage(
                expected: "\(expected.name) \(expected.version) (\(expected.architecture))",
                found: "\(package.name) \(package.version) (\(package.architecture))")
        }
        installed = package
    }

    mutating func begin(_ header: TarHeader) throws {
        entry = nil
        buffer = []
        guard let path = TreePath(header.name) else {
            throw unsafe(Array(header.name), "has a '..' component or is too long")
        }
        self.path = path
        installed?.list.append(path)
        var entry = RootTree.Entry(
            content: .directory, mode: header.mode, userID: header.userID, groupID: header.groupID,
            modified: max(0, header.modified), package: expected.name)
        switch header.kind {
        case .directory: break
        case .symbolicLink:
            let target = Array(header.linkTarget)
            guard !target.isEmpty, !target.contains(0), target.count < 4096 else {
                throw unsafe(path.absolute, "links to nowhere")
            }
            entry.content = .symbolicLink(target)
            entry.mode = 0o777
        case .regular:
            guard !header.isSparse, header.size <= RootTree.maximumBytes else {
                throw unsafe(path.absolute, "is sparse or too large")
            }
            // A header may promise what does not come.
            buffer.reserveCapacity(min(Int(header.size), 1 << 20))
            self.entry = entry
            return
        case .hardLink:
            guard let target = TreePath(header.linkTarget), let number = contents[target] else {
                throw unsafe(path.absolute, "is a link to a file that did not come before it")
            }
            contents[path] = number
            entry.content = .file(number)
        case .characterDevice, .blockDevice, .fifo: throw unsafe(path.absolute, "is a device or pipe")
        }
        try put(entry)
    }

    mutating func content(_ bytes: UnsafeRawBufferPointer) throws {
        if entry != nil { buffer.append(contentsOf: bytes) }
    }

    mutating func end() throws {
        guard var entry else { return }
        self.entry = nil
        let number = try tree.keep(buffer)
        contents[path] = number
        entry.content = .file(number)
        try put(entry)
    }

    /// Ends the package: contents that no entry has are given up.
    mutating func finish() {
        for path in installed?.conffilePaths ?? [] {
            guard let place = TreePath(path), let number = contents[place] else { continue }
            installed?.conffiles.append((place, path, HexText.of(Insecure.MD5.hash(data: tree.files[number]))))
        }
        for number in Set(contents.values).subtracting(used) { tree.forget(number) }
    }

    private mutating func put(_ entry: RootTree.Entry) throws {
        guard filter.takes(path) else { return }
        let place = try tree.place(path)
        if let there = tree[place], !there.isImplied {
            // The first package's attributes of a directory stay, as with dpkg: that of the lowest name, in any order.
            if entry.content == .directory, there.content == .directory {
                guard let other = there.package, expected.name < other else { return }
            }
            if entry.content != .directory, there.content == entry.content { return }
            if entry.content != .directory, let other = there.package, other != expected.name {
                let isReplaced = owners[other]?.replaces.contains(expected.name) == true
                let replaces = installed?.replaces.contains(other) == true
                // Of two that replace each other the one of the lower name has the file.
                if isReplaced, !replaces || other < expected.name { return }
                guard replaces else {
                    throw AssemblyError.fileConflict(path: path.text, first: other, second: expected.name)
                }
            }
        }
        if case .file(let number) = entry.content { used.insert(number) }
        try tree.set(path, entry)
    }

    private func unsafe(_ path: [UInt8], _ detail: String) -> AssemblyError {
        .unsafeEntry(package: expected.name, path: String(decoding: path, as: UTF8.self), detail: detail)
    }
}
