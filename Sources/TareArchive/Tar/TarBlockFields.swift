/// The fields of one ustar header block (POSIX.1-2017 pax, "ustar Interchange Format"), written in place.
struct TarBlockFields {
    private let block: UnsafeMutableBufferPointer<UInt8>

    /// `block`: 512 bytes, whatever stands in them.
    init(_ block: UnsafeMutableBufferPointer<UInt8>) { self.block = block }

    /// `prefix`: bytes of the name that go to the prefix field, the slash behind them to neither. The entry's own name and
    /// target are not looked at.
    func fill(
        _ entry: borrowing TarEntry, name: UnsafeRawBufferPointer, link: UnsafeRawBufferPointer, typeflag: UInt8,
        prefix: Int
    ) {
        fill(
            name: name, link: link, mode: entry.mode, userID: entry.userID, groupID: entry.groupID, size: entry.size,
            modified: entry.modified, typeflag: typeflag, prefix: prefix)
        guard entry.deviceMajor > 0 || entry.deviceMinor > 0 else { return }
        octal(UInt64(entry.deviceMajor), at: 329, digits: 7)
        octal(UInt64(entry.deviceMinor), at: 337, digits: 7)
        seal()
    }

    func fill(
        name: UnsafeRawBufferPointer, link: UnsafeRawBufferPointer, mode: UInt16, userID: UInt32, groupID: UInt32,
        size: UInt64, modified: Int64, typeflag: UInt8, prefix: Int
    ) {
        block.update(repeating: 0)
        put(name, from: prefix > 0 ? prefix + 1 : 0, at: 0, limit: 100)
        octal(UInt64(mode), at: 100, digits: 7)
        octal(UInt64(userID), at: 108, digits: 7)
        octal(UInt64(groupID), at: 116, digits: 7)
        octal(size, at: 124, digits: 11)
        octal(UInt64(max(0, modified)), at: 136, digits: 11)
        block[156] = typeflag
        put(link, from: 0, at: 157, limit: 100)
        // "ustar", NUL, version "00".
        for (index, byte) in [UInt8(0x75), 0x73, 0x74, 0x61, 0x72, 0, 0x30, 0x30].enumerated() {
            block[257 + index] = byte
        }
        octal(0, at: 329, digits: 7)
        octal(0, at: 337, digits: 7)
        put(UnsafeRawBufferPointer(rebasing: name[..<prefix]), from: 0, at: 345, limit: 155)
        seal()
    }

    /// The checksum: of all bytes, its own field taken for blanks.
    private func seal() {
        for index in 148..<156 { block[index] = 0x20 }
        var sum: UInt64 = 0
        for byte in block { sum &+= UInt64(byte) }
        octal(sum, at: 148, digits: 6)
        block[154] = 0
    }

    private func put(_ bytes: UnsafeRawBufferPointer, from start: Int, at offset: Int, limit: Int) {
        let count = min(bytes.count - start, limit)
        guard count > 0 else { return }
        UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(block)[offset..<offset + count])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + count]))
    }

    /// Right-aligned with leading zeros; sevens where it does not fit.
    private func octal(_ value: UInt64, at offset: Int, digits: Int) {
        let fits = value >> UInt64(3 * digits) == 0
        var rest = fits ? value : .max
        for index in stride(from: offset + digits - 1, through: offset, by: -1) {
            block[index] = 0x30 | UInt8(truncatingIfNeeded: rest & 7)
            rest >>= 3
        }
    }
}

extension TarWriter {
    /// Appends the header of an entry of root's whose name is plain, as `append` would; false where it is not plain, and
    /// nothing was written: `append` decides then.
    ///
    /// Plain is: ASCII, of a length that the header has room for, nothing that a PAX record would be needed for. Made for
    /// thousands of entries whose names lie in one buffer.
    public static func appendPlain(
        _ kind: TarKind, name: UnsafeRawBufferPointer, linkTarget: UnsafeRawBufferPointer, mode: UInt16, size: UInt64,
        modified: Int64, to output: inout [UInt8]
    ) -> Bool {
        guard kind == .regular || kind == .symbolicLink || kind == .directory else { return false }
        let slash = kind == .directory ? 1 : 0
        guard !name.isEmpty, name.count + slash <= 256, linkTarget.count <= 100, size < 1 << 33,
            (0..<(1 << 33)).contains(modified), kind == .regular || size == 0,
            linkTarget.isEmpty == (kind != .symbolicLink), name[name.count - 1] != 0x2F, isPlain(name),
            isPlain(linkTarget)
        else { return false }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 512 + 256) { scratch in
            let text = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: scratch[512...]))
            text.copyMemory(from: name)
            if slash > 0 { text[name.count] = 0x2F }
            let full = UnsafeRawBufferPointer(rebasing: text[..<(name.count + slash)])
            guard let prefix = TarHeaderBlock.split(full) else { return false }
            let block = UnsafeMutableBufferPointer(rebasing: scratch[..<512])
            TarBlockFields(block).fill(
                name: full, link: linkTarget, mode: mode, userID: 0, groupID: 0, size: size,
                modified: modified, typeflag: TarHeaderBlock.typeflag(kind), prefix: prefix)
            output.append(contentsOf: block)
            return true
        }
    }

    private static func isPlain(_ bytes: UnsafeRawBufferPointer) -> Bool {
        for byte in bytes where byte == 0 || byte >= 0x80 { return false }
        return true
    }
}
