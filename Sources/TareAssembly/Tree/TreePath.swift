/// A path below the root, as bytes without a leading slash; the root itself is empty.
///
/// Bytes, since text compares by what it looks like: two spellings of one letter are two files.
struct TreePath: Hashable, Comparable {
    let bytes: [UInt8]

    static let root = TreePath(bytes: [])
    private static let slash = UInt8(ascii: "/")

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// Drops leading and double slashes and `.`; `nil` for a `..` component, a NUL, or more than 4,095 bytes.
    init?(_ name: some Collection<UInt8>) {
        var bytes: [UInt8] = []
        for part in name.split(separator: Self.slash) where !part.elementsEqual(".".utf8) {
            guard !part.elementsEqual("..".utf8), !part.contains(0) else { return nil }
            if !bytes.isEmpty { bytes.append(Self.slash) }
            bytes.append(contentsOf: part)
        }
        guard bytes.count < 4096 else { return nil }
        self.bytes = bytes
    }

    init?(_ text: String) { self.init(Array(text.utf8)) }

    static func < (left: TreePath, right: TreePath) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }

    var isRoot: Bool { bytes.isEmpty }

    var parent: TreePath {
        TreePath(bytes: bytes.lastIndex(of: Self.slash).map { Array(bytes[..<$0]) } ?? [])
    }

    var name: ArraySlice<UInt8> { bytes[(bytes.lastIndex(of: Self.slash).map { $0 + 1 } ?? 0)...] }

    var components: [ArraySlice<UInt8>] { bytes.split(separator: Self.slash) }

    func appending(_ name: some Sequence<UInt8>) -> TreePath {
        TreePath(bytes: bytes.isEmpty ? Array(name) : bytes + [Self.slash] + name)
    }

    func isBelow(_ other: TreePath) -> Bool {
        other.isRoot
            || bytes.count > other.bytes.count && bytes.starts(with: other.bytes)
                && bytes[other.bytes.count] == Self.slash
    }

    /// With a leading slash, as package lists and patterns have it.
    var absolute: [UInt8] { [Self.slash] + bytes }

    var text: String { String(decoding: absolute, as: UTF8.self) }
}
