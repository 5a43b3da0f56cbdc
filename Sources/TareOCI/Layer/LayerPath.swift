/// Makes an entry's name a path relative to the root, or says why it is none.
///
/// Leading slashes and `./` are dropped, as runtimes do when they unpack inside the root; a `..` component is refused even
/// where it would stay inside, since no builder writes one.
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
