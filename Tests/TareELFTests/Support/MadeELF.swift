/// A small 64-bit shared library made byte by byte, so that its tables can lie where no linker puts them.
struct MadeELF {
    /// Bytes between the program headers and the tables.
    var padding = 0
    /// Puts the names before the section that tells where they are, behind the padding's first half.
    var stringsBeforeDynamic = false

    /// Further rows that all need one library.
    var repeatedNeeds = 0
    /// Bytes of the name of that library.
    var repeatedName = 12

    private static let names = "\0libfirst.so.1\0libc.so.6\0GLIBC_2.34\0"

    var bytes: [UInt8] {
        let headers = 64 + 2 * 56
        let rowCount = 8 + repeatedNeeds
        let strings = Array(Self.names.utf8) + [UInt8](repeating: 0x6C, count: repeatedName) + [0]
        let stringsAt: Int
        let dynamicAt: Int
        if stringsBeforeDynamic {
            stringsAt = headers + padding * 9 / 10
            dynamicAt = headers + padding + 64
        } else {
            dynamicAt = headers + padding
            stringsAt = dynamicAt + rowCount * 16
        }
        let needAt = max(dynamicAt + rowCount * 16, stringsAt + strings.count)
        let size = needAt + 32
        var file = [UInt8](repeating: 0, count: size)
        file.put([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1], at: 0)
        file.put(number: 3, 2, at: 16)
        file.put(number: 62, 2, at: 18)
        file.put(number: 64, 8, at: 32)
        file.put(number: 56, 2, at: 54)
        file.put(number: 2, 2, at: 56)
        // One segment loads the file at address 0, the other is the dynamic section.
        segment(&file, at: 64, type: 1, offset: 0, size: size)
        segment(&file, at: 120, type: 2, offset: dynamicAt, size: rowCount * 16)
        file.put(strings, at: stringsAt)
        let rows =
            [
                (1, 1), (1, 15), (5, stringsAt), (10, strings.count), (0x6FFF_FFFE, needAt), (0x6FFF_FFFF, 1),
            ] + Array(repeating: (1, Self.names.utf8.count), count: repeatedNeeds)
        for (index, row) in rows.enumerated() {
            file.put(number: row.0, 8, at: dynamicAt + index * 16)
            file.put(number: row.1, 8, at: dynamicAt + index * 16 + 8)
        }
        file.put(number: 1, 2, at: needAt)
        file.put(number: 1, 2, at: needAt + 2)
        file.put(number: 15, 4, at: needAt + 4)
        file.put(number: 16, 4, at: needAt + 8)
        file.put(number: 25, 4, at: needAt + 16 + 8)
        return file
    }

    private func segment(_ file: inout [UInt8], at row: Int, type: Int, offset: Int, size: Int) {
        file.put(number: type, 4, at: row)
        for (index, value) in [offset, offset, offset, size, size].enumerated() {
            file.put(number: value, 8, at: row + 8 + index * 8)
        }
    }
}

extension [UInt8] {
    fileprivate mutating func put(_ bytes: [UInt8], at offset: Int) {
        replaceSubrange(offset..<(offset + bytes.count), with: bytes)
    }

    fileprivate mutating func put(number: Int, _ size: Int, at offset: Int) {
        for index in 0..<size { self[offset + index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
    }
}
