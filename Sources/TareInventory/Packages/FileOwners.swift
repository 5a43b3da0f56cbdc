/// Finds which operating-system packages own a few files, while the packages' lists of files are scanned.
///
/// The files that matter are known first (Python metadata, interpreters, the C library), so that lists of a hundred
/// thousand lines cost a hash a line and nothing is kept of them. `/usr/lib` and `/lib`, `/usr/bin` and `/bin` are the
/// same directory here: package lists keep names from before /usr was merged.
struct FileOwners {
    private var numbers: [UInt64: [Int]] = [:]
    private var paths: [ArraySlice<UInt8>] = []
    private var owners: [PackageReference?] = []
    private var numberOfPath: [String: Int] = [:]

    /// - Parameter wanted: absolute paths.
    init(wanted: some Sequence<String>) {
        for path in wanted where numberOfPath[path] == nil {
            let bytes = Self.comparable(Array(path.utf8)[...])
            numberOfPath[path] = paths.count
            numbers[Self.hash(bytes), default: []].append(paths.count)
            paths.append(bytes)
            owners.append(nil)
        }
    }

    var isEmpty: Bool { paths.isEmpty }

    /// The owner of one of the wanted paths.
    subscript(path: String) -> PackageReference? { numberOfPath[path].flatMap { owners[$0] } }

    /// Says that a package owns a path, with or without a leading slash. The first owner stays.
    mutating func offer(_ path: ArraySlice<UInt8>, by owner: @autoclosure () -> PackageReference) {
        let path = Self.comparable(path)
        guard let candidates = numbers[Self.hash(path)] else { return }
        for number in candidates where owners[number] == nil && paths[number] == path { owners[number] = owner() }
    }

    /// Says that a package owns a file in a directory.
    mutating func offer(
        _ name: ArraySlice<UInt8>, in directory: ArraySlice<UInt8>, by owner: @autoclosure () -> PackageReference
    ) {
        let directory = Self.comparable(directory)
        var hash = Self.hash(directory)
        if directory.last != slash, !directory.isEmpty { hash = Self.hash([slash], continuing: hash) }
        guard let candidates = numbers[Self.hash(name, continuing: hash)] else { return }
        let separator: [UInt8] = directory.last == slash || directory.isEmpty ? [] : [slash]
        let path = (directory + separator + name)[...]
        for number in candidates where owners[number] == nil && paths[number] == path { owners[number] = owner() }
    }

    /// Without a leading `/` or `./`, and without `usr/` before directories that merging /usr has moved.
    private static func comparable(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var path = path
        if path.hasBeginning("./") { path.removeFirst() }
        if path.first == slash { path.removeFirst() }
        guard path.hasBeginning("usr/") else { return path }
        let rest = path.dropFirst(4)
        return rest.hasBeginning("lib") || rest.hasBeginning("bin") || rest.hasBeginning("sbin") ? rest : path
    }

    /// FNV-1a.
    private static func hash(_ bytes: ArraySlice<UInt8>, continuing start: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
        var hash = start
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return hash
    }
}
