internal import TareArchive

/// A root file system in the making: paths to what is there.
struct RootTree {
    /// A file's content, shared by its hard links.
    typealias FileNumber = Int

    enum Content: Hashable {
        case directory
        case file(FileNumber)
        case symbolicLink([UInt8])
    }

    struct Entry: Hashable {
        var content: Content
        var mode: UInt16
        var userID: UInt32
        var groupID: UInt32
        /// Seconds since 1970; `nil` is the time of the image.
        var modified: Int64?
        /// The package that brought it; `nil` for what the recipe makes.
        var package: String?
        /// A folder that nothing names but what is in it.
        var isImplied = false
    }

    private(set) var entries: [TreePath: Entry]
    private(set) var files: [[UInt8]] = []
    private var totalBytes: UInt64 = 0

    static let maximumEntries = 1_000_000
    static let maximumBytes: UInt64 = 4 << 30
    private static let maximumLinks = 40

    init() {
        entries = [.root: Entry(content: .directory, mode: 0o755, userID: 0, groupID: 0, isImplied: true)]
    }

    subscript(path: TreePath) -> Entry? { entries[path] }

    /// Keeps a content and gives its number.
    mutating func keep(_ content: [UInt8]) throws(AssemblyError) -> FileNumber {
        totalBytes &+= UInt64(content.count)
        guard totalBytes <= Self.maximumBytes else { throw .tooLarge(limit: Self.maximumBytes, unit: "bytes") }
        files.append(content)
        return files.count - 1
    }

    /// Forgets a content that nothing refers to.
    mutating func forget(_ number: FileNumber) {
        totalBytes &-= UInt64(files[number].count)
        files[number] = []
    }

    func bytes(at path: TreePath) throws(AssemblyError) -> [UInt8]? {
        guard let entry = entries[try resolve(path)], case .file(let number) = entry.content else { return nil }
        return files[number]
    }

    /// The path with every link in its parents followed inside the root, as unpacking into a root does.
    func place(_ path: TreePath) throws(AssemblyError) -> TreePath {
        if path.isRoot { return path }
        return try resolve(path.parent).appending(path.name)
    }

    /// The path with every link followed; missing parts are taken as they stand.
    func resolve(_ path: TreePath) throws(AssemblyError) -> TreePath {
        var rest = Array(path.components.reversed())
        var place = TreePath.root
        var links = 0
        while let part = rest.popLast() {
            if part.elementsEqual(".".utf8) { continue }
            if part.elementsEqual("..".utf8) {
                place = place.parent
                continue
            }
            let next = place.appending(part)
            guard case .symbolicLink(let target)? = entries[next]?.content else {
                place = next
                continue
            }
            links += 1
            guard links <= Self.maximumLinks, next.bytes.count < 4096 else { throw .linkLoop(path: path.text) }
            if target.first == UInt8(ascii: "/") { place = .root }
            rest.append(contentsOf: target.split(separator: UInt8(ascii: "/")).reversed())
        }
        return place
    }

    /// Puts an entry in its place, over a file or link that is there; parents that nothing named are made.
    mutating func set(_ path: TreePath, _ entry: Entry) throws(AssemblyError) {
        let place = try place(path)
        if let there = entries[place] {
            switch (there.content, entry.content) {
            case (.directory, .directory): break
            case (.directory, _): throw .occupied(path: path.text, detail: "a directory is there")
            // A link to a directory stands for it, as with dpkg: that is how /usr is merged.
            case (.symbolicLink, .directory):
                let target = try resolve(place)
                if let directory = entries[target] {
                    guard directory.content == .directory else {
                        throw .occupied(path: path.text, detail: "a link to no directory is there")
                    }
                    return
                }
                return try set(target, entry)
            case (.file, .directory): throw .occupied(path: path.text, detail: "a file is there")
            default: break
            }
        }
        try makeParents(of: place)
        guard entries.count < Self.maximumEntries else {
            throw .tooLarge(limit: UInt64(Self.maximumEntries), unit: "entries")
        }
        entries[place] = entry
    }

    private mutating func makeParents(of path: TreePath) throws(AssemblyError) {
        var missing: [TreePath] = []
        var path = path
        while !path.isRoot {
            path = path.parent
            if let there = entries[path] {
                guard there.content == .directory else {
                    throw .occupied(path: path.text, detail: "it is no directory")
                }
                break
            }
            missing.append(path)
        }
        for path in missing {
            entries[path] = Entry(content: .directory, mode: 0o755, userID: 0, groupID: 0, isImplied: true)
        }
    }

    mutating func removeEmptyDirectory(_ path: TreePath) {
        guard !path.isRoot, entries[path]?.content == .directory, !entries.keys.contains(where: { $0.isBelow(path) })
        else {
            return
        }
        entries[path] = nil
    }

    /// Takes away what matches, and what is in it.
    mutating func remove(_ pattern: PathPattern) {
        let matching = entries.keys.filter { !$0.isRoot && pattern.matches($0.absolute) }
        for path in matching {
            if entries[path]?.content == .directory {
                for inner in entries.keys.filter({ $0.isBelow(path) }) { entries[inner] = nil }
            }
            entries[path] = nil
        }
    }

    /// The newest time that an entry states.
    var newestTime: Int64? { entries.values.compactMap(\.modified).max() }

    /// Paths in the order in which they are written: a directory before what is in it.
    var paths: [TreePath] { entries.keys.sorted() }
}
