/// A piece of a file, and where it begins.
struct ELFWindow {
    let offset: UInt64
    var bytes: [UInt8]

    var end: UInt64 { offset + UInt64(bytes.count) }
}

/// Why a part of a file cannot be read.
enum ELFReadFailure: Error {
    /// The part is in the file, but not among what was kept of it.
    case notAtHand(Range<UInt64>)
    case refused(ELFError)
}

/// The pieces of an ELF file that are at hand, read as numbers and names at file offsets.
struct ELFView {
    let fileSize: UInt64
    let windows: [ELFWindow]
    var isWide = true
    var isLittleEndian = true

    /// The window that holds a part whole, and where in it the part begins.
    func locate(_ offset: UInt64, _ count: UInt64, _ part: String) throws(ELFReadFailure) -> (window: Int, start: Int) {
        guard offset <= fileSize, count <= fileSize - offset else {
            throw .refused(.outsideFile(part: part, offset: offset, fileSize: fileSize))
        }
        for (index, window) in windows.enumerated() where window.offset <= offset && offset + count <= window.end {
            return (index, Int(offset - window.offset))
        }
        throw .notAtHand(offset..<(offset + count))
    }

    func number<Value: FixedWidthInteger>(
        _ type: Value.Type, at offset: UInt64, of part: String
    ) throws(ELFReadFailure) -> Value {
        let (window, start) = try locate(offset, UInt64(MemoryLayout<Value>.size), part)
        let value = windows[window].bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: Value.self) }
        return isLittleEndian ? Value(littleEndian: value) : Value(bigEndian: value)
    }

    /// A number of the file's word size.
    func word(at offset: UInt64, of part: String) throws(ELFReadFailure) -> UInt64 {
        isWide
            ? try number(UInt64.self, at: offset, of: part) : UInt64(try number(UInt32.self, at: offset, of: part))
    }

    func bytes(_ offset: UInt64, _ count: UInt64, of part: String) throws(ELFReadFailure) -> ArraySlice<UInt8> {
        let (window, start) = try locate(offset, count, part)
        return windows[window].bytes[start..<(start + Int(count))]
    }

    /// The name that begins at an offset and ends at a NUL before `end`.
    func name(at offset: UInt64, before end: UInt64, of part: String) throws(ELFReadFailure) -> String {
        let limit = min(end, fileSize)
        guard offset < limit else {
            throw .refused(.outsideFile(part: part, offset: offset, fileSize: fileSize))
        }
        guard let window = windows.first(where: { $0.offset <= offset && offset < $0.end }) else {
            throw .notAtHand(offset..<limit)
        }
        let start = Int(offset - window.offset)
        let stop = min(window.bytes.count, start + Self.longestName + 1, start + Int(clamping: limit - offset))
        guard let terminator = window.bytes[start..<stop].firstIndex(of: 0) else {
            if stop == window.bytes.count, window.end < limit { throw .notAtHand(offset..<limit) }
            throw .refused(.malformed(part: part, detail: "a name does not end within \(stop - start) bytes"))
        }
        return String(decoding: window.bytes[start..<terminator], as: UTF8.self)
    }

    /// Bytes of a name: more than any file system's path, and than the mangled versions in use.
    private static let longestName = 4096
}
