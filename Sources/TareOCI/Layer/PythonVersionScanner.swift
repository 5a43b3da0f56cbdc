/// Finds Python's version number in an interpreter's binary while it streams by.
///
/// `Py_GetVersion` holds `PY_VERSION` as a C string. A linker may merge it with the tail of another string (a prefix that
/// ends in the version), so what stands before it is not looked at, but for digits and dots; what ends it is a NUL.
struct PythonVersionScanner {
    /// The distinct versions found, one a line, in order of appearance.
    private(set) var found: [UInt8] = []
    private var distinct: Set<[UInt8]> = []
    /// The longest version text that is followed: `3.14.0a7+`.
    private static let maximumLength = 12
    private var candidate: [UInt8] = []
    private var previous: UInt8 = 0

    /// A scanner for files that may hold an interpreter: `python…` and `libpython…`; `nil` for others.
    init?(path: UnsafeRawBufferPointer) {
        let nameStart = path.lastIndex(of: separator).map { $0 + 1 } ?? 0
        let name = path[nameStart...]
        guard name.starts(with: "python".utf8) || name.starts(with: "libpython".utf8) else { return nil }
    }

    mutating func consume(_ bytes: UnsafeRawBufferPointer) {
        for byte in bytes {
            if candidate.isEmpty {
                // A version starts with `3.`, behind anything but a digit or a dot.
                if byte == UInt8(ascii: "3"), !isNumeric(previous) { candidate.append(byte) }
            } else if byte == 0 {
                if Self.isVersion(candidate), distinct.count < 64, distinct.insert(candidate).inserted {
                    if !found.isEmpty { found.append(UInt8(ascii: "\n")) }
                    found.append(contentsOf: candidate)
                }
                candidate.removeAll(keepingCapacity: true)
            } else if candidate.count < Self.maximumLength, candidate.count > 1 || byte == dot, byte > 0x20, byte < 0x7F
            {
                candidate.append(byte)
            } else {
                candidate.removeAll(keepingCapacity: true)
            }
            previous = byte
        }
    }

    private func isNumeric(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || byte == dot }

    /// `3.MINOR.MICRO`, then `a`, `b` or `rc` with a number, then `+` for an unreleased tree.
    private static func isVersion(_ text: [UInt8]) -> Bool {
        var rest = text.dropFirst(2)
        func digits() -> Bool {
            let count = rest.prefix { (0x30...0x39).contains($0) }.count
            rest = rest.dropFirst(count)
            return (1...2).contains(count)
        }
        guard text.starts(with: "3.".utf8), digits(), rest.first == dot else { return false }
        rest = rest.dropFirst()
        guard digits() else { return false }
        for stage in ["a", "b", "rc"] where rest.starts(with: stage.utf8) {
            rest = rest.dropFirst(stage.utf8.count)
            guard digits() else { return false }
            break
        }
        if rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        return rest.isEmpty
    }
}
