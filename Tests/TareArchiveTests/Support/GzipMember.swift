import TareArchive

/// Makes gzip members whose every header field can be set.
struct GzipMember {
    var content: [UInt8]
    var extra: [UInt8]?
    var name: String?
    var comment: String?
    var hasChecksum = false
    var isText = false

    init(_ content: [UInt8]) { self.content = content }

    init(_ text: String) { content = Array(text.utf8) }

    /// RFC 1952 §2.3.
    func bytes() throws -> [UInt8] {
        let flags: UInt8 =
            (isText ? 1 : 0) | (hasChecksum ? 2 : 0) | (extra != nil ? 4 : 0) | (name != nil ? 8 : 0)
            | (comment != nil ? 16 : 0)
        var header: [UInt8] = [0x1F, 0x8B, 8, flags, 1, 2, 3, 4, 0, 3]
        if let extra {
            header += [UInt8(truncatingIfNeeded: extra.count), UInt8(truncatingIfNeeded: extra.count >> 8)] + extra
        }
        if let name { header += Array(name.utf8) + [0] }
        if let comment { header += Array(comment.utf8) + [0] }
        if hasChecksum {
            var checksum = CRC32()
            header.withUnsafeBytes { checksum.update($0) }
            header += [UInt8(truncatingIfNeeded: checksum.value), UInt8(truncatingIfNeeded: checksum.value >> 8)]
        }
        return try header + packed(content).dropFirst(10)
    }
}

/// The bytes as `GzipWriter` packs them, given in pieces.
func packed(_ content: [UInt8], level: Int32 = 6, chunk: Int = .max) throws -> [UInt8] {
    var output: [UInt8] = []
    let writer = try GzipWriter(level: level)
    try content.forEachChunk(chunk) { try writer.write($0) { output.append(contentsOf: $0) } }
    try writer.finish { output.append(contentsOf: $0) }
    return output
}
