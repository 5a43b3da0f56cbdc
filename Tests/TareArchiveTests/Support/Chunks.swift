import TareArchive

/// Sizes in which the same bytes are fed, to see that they give the same result.
enum Chunking: CaseIterable {
    case whole, blocks, odd, bytes

    var size: Int {
        switch self {
        case .whole: Int.max
        case .blocks: 512
        case .odd: 37
        case .bytes: 1
        }
    }
}

extension [UInt8] {
    /// Gives the bytes in pieces of this size, in order.
    func forEachChunk(_ size: Int, _ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        try withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let piece = rest.prefix(size)
                rest = rest[piece.endIndex...]
                try body(UnsafeRawBufferPointer(rebasing: piece))
            }
        }
    }
}

/// What a packed stream unpacks to, its bytes fed in pieces.
func unpack(
    _ bytes: [UInt8], _ compression: Compression, limits: DecompressionLimits = .standard, chunk: Int = .max
) throws -> [UInt8] {
    var output: [UInt8] = []
    var decompressor = try Decompressor(compression, limits: limits)
    try bytes.forEachChunk(chunk) { try decompressor.consume($0) { output.append(contentsOf: $0) } }
    try decompressor.finish { output.append(contentsOf: $0) }
    return output
}

/// The error that a call throws, if it throws one of archives.
func refusal<Value>(_ body: () throws -> Value) -> ArchiveError? {
    do {
        _ = try body()
        return nil
    } catch { return error as? ArchiveError }
}
