/// The names of a file: those of its symbols and versions, of the libraries that it needs, and its run paths, one after
/// another, each ended by a NUL.
///
/// A symbol's row or a version's says what it names. Nothing in the head says of the others which of them the dynamic
/// section needs: each may be.
struct ELFHeadNames {
    private(set) var mayNeed: Set<String> = []
    private(set) var mayFindIn: Set<String> = []
    /// Neither a symbol nor formed like a library or a path.
    private(set) var unknown: [Range<Int>] = []
    private var nameBytes = 0

    private let head: ELFHeadBytes
    private let start: Int
    /// For each byte of the table whether a name that is known begins there.
    private var isKnown: [Bool]
    private let dataAddresses: [Range<UInt64>]

    /// - Returns: `nil` where the head ends before the names do.
    init?(_ head: ELFHeadBytes, start: Int, known: [Int], isWhole: Bool, dataAddresses: [Range<UInt64>]) {
        self.head = head
        self.start = start
        self.dataAddresses = dataAddresses
        isKnown = Array(repeating: false, count: (known.max() ?? 0) + 1)
        for offset in known { isKnown[offset] = true }
        guard let end = readTable(isWhole) else { return nil }
        let reach = end + Self.margin
        guard isWhole || reach <= head.end else { return nil }
        readBehind(end, to: min(reach, head.end))
    }

    /// Reads name after name, at least to the last that is known.
    /// - Returns: where the table ends: there is no name without letters, nor one with control characters.
    private mutating func readTable(_ isWhole: Bool) -> Int? {
        var offset = start + 1
        while true {
            let mustGoOn = offset - start < isKnown.count
            guard offset < head.end else { return isWhole && !mustGoOn ? offset : nil }
            if !mustGoOn, isAddress(at: offset) { return offset }
            guard let end = head.nameEnd(from: offset) else { return mustGoOn ? nil : offset }
            if end > offset, Self.isPrintable(head.bytes[offset..<end]) {
                add(offset..<end)
            } else if !mustGoOn {
                return offset
            }
            offset = end + 1
        }
    }

    /// Whether a table of relocations begins, which no zero need separate from the names: with the address of data.
    private func isAddress(at offset: Int) -> Bool {
        guard offset & 7 == 0, let value = head.number(UInt64.self, at: offset) else { return false }
        return dataAddresses.contains { $0.contains(value) }
    }

    /// Tools that shorten a run path fill its place with zeros, so that the table seems to end.
    private mutating func readBehind(_ first: Int, to last: Int) {
        var offset = first
        while offset < last, let end = head.nameEnd(from: offset) {
            let name = head.bytes[offset..<end]
            if Self.looksLikeLibrary(name), Self.isPrintable(name) { add(offset..<end) }
            offset = end + 1
        }
    }

    private mutating func add(_ range: Range<Int>) {
        let name = head.bytes[range]
        let isLibrary = Self.looksLikeLibrary(name)
        let offset = range.lowerBound - start
        if !isLibrary, offset < isKnown.count, isKnown[offset] { return }
        let isPath = name.contains(UInt8(ascii: "/")) || name.contains(UInt8(ascii: "$"))
        if isPath { search(range) }
        // A library may be needed by its path, whatever it is called; no linker lets such a path have a variable.
        let isFolder = isPath && (name.contains(UInt8(ascii: "$")) || name.contains(UInt8(ascii: ":")))
        if isLibrary || (isPath && !isFolder) { need(range) }
        if isLibrary { addTails(range) }
        if !isPath, !isLibrary { unknown.append(range) }
    }

    /// Linkers let a name that is the tail of another share its bytes: `libb.so` may be needed where only `/a/libb.so`
    /// is written.
    private mutating func addTails(_ range: Range<Int>) {
        let bytes = head.bytes
        for index in range.dropFirst() where index + 3 < range.upperBound {
            let follows = bytes[index - 1] == UInt8(ascii: "/")
            guard follows || (bytes[index] == UInt8(ascii: "l") && Self.beginsLibrary(bytes[index..<range.upperBound]))
            else { continue }
            if Self.looksLikeLibrary(bytes[index..<range.upperBound]) { need(index..<range.upperBound) }
            guard !isExcessive else { return }
        }
    }

    private static func beginsLibrary(_ name: ArraySlice<UInt8>) -> Bool {
        name.starts(with: "lib".utf8) && name.dropFirst(3).first.map(isLetter) == true
    }

    private mutating func need(_ range: Range<Int>) {
        nameBytes += range.count
        if !isExcessive { mayNeed.insert(head.text(range)) }
    }

    private mutating func search(_ range: Range<Int>) {
        nameBytes += range.count
        if !isExcessive { mayFindIn.insert(head.text(range)) }
    }

    /// Whether the names take more than can be kept: tails of long names could be many times what was read.
    var isExcessive: Bool { nameBytes > ELFHeadBudget.mostNameBytes }

    /// Takes names of which nothing is known for libraries and for paths.
    mutating func allowUnknown() {
        for range in unknown {
            need(range)
            search(range)
        }
    }

    static func looksLikeLibrary(_ name: ArraySlice<UInt8>) -> Bool {
        var index = name.startIndex
        while index + 3 <= name.endIndex {
            if name[index] == UInt8(ascii: "."), name[index + 1] == UInt8(ascii: "s"),
                name[index + 2] == UInt8(ascii: "o"),
                index + 3 == name.endIndex || name[index + 3] == UInt8(ascii: ".")
            {
                return true
            }
            index += 1
        }
        return false
    }

    private static func isPrintable(_ name: ArraySlice<UInt8>) -> Bool { !name.contains { $0 < 0x20 || $0 == 0x7F } }

    private static func isLetter(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || byte == UInt8(ascii: "_")
    }

    /// Bytes: longer than any run path is known to have been.
    private static let margin = 1024
}
