/// Makes an entry's name a path relative to the root, or says why it is none.
///
/// Leading slashes and `./` are dropped, as runtimes do when they unpack inside the root; a `..` component is refused
/// even where it would stay inside, since no builder writes one.
enum LayerPath {
    enum Problem: Error {
        case parentComponent
        case containsNUL
        case empty

        var detail: String {
            switch self {
            case .parentComponent: "has a '..' component and could leave the root"
            case .containsNUL: "contains a NUL"
            case .empty: "has no name"
            }
        }
    }

    /// How many components of a path differ from those that another path begins with; at least 1.
    static func newComponents(_ path: [UInt8], after previous: [UInt8]) -> Int {
        let limit = min(path.count, previous.count)
        var shared = 0
        while shared < limit, path[shared] == previous[shared] { shared += 1 }
        let rest = path[shared...]
        return 1 + (rest.first == separator ? rest.dropFirst() : rest).count { $0 == separator }
    }

    /// Writes the normalised path into `path`. One pass.
    static func normalise(_ name: UnsafeRawBufferPointer, into path: inout [UInt8]) throws(Problem) {
        path.removeAll(keepingCapacity: true)
        guard !name.isEmpty else { throw .empty }
        var start = 0
        while start < name.count {
            var end = start
            while end < name.count, name[end] != separator {
                if name[end] == 0 { throw .containsNUL }
                end += 1
            }
            let length = end - start
            let isDot = length == 1 && name[start] == dot
            if length == 2, name[start] == dot, name[start + 1] == dot { throw .parentComponent }
            if length > 0, !isDot {
                if !path.isEmpty { path.append(separator) }
                path.append(contentsOf: name[start..<end])
            }
            start = end + 1
        }
    }
}

let separator = UInt8(ascii: "/")
let dot = UInt8(ascii: ".")
