import TareArchive
import TareOCI

/// Measures a blob, its bytes given in pieces.
func measured(
    _ bytes: [UInt8], chunk: Int = .max, selection: ContentSelection = .none,
    expecting: LayerMeasurement.Expectation = .init(), limits: DecompressionLimits = .standard
) throws -> LayerIndex {
    let measurement = LayerMeasurement(selection: selection, expecting: expecting, limits: limits)
    try bytes.withUnsafeBytes { bytes in
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(chunk)
            rest = rest[piece.endIndex...]
            try measurement.consume(UnsafeRawBufferPointer(rebasing: piece))
        }
    }
    return try measurement.finish()
}

/// A tar stream of entries, the contents as text.
func tar(_ entries: [(TarEntry, String)]) throws -> [UInt8] {
    var writer = TarWriter()
    var bytes: [UInt8] = []
    for (entry, content) in entries {
        var entry = entry
        entry.size = UInt64(content.utf8.count)
        try writer.append(entry, to: &bytes)
        try Array(content.utf8).withUnsafeBytes { try writer.append(content: $0, to: &bytes) }
    }
    try writer.finish(to: &bytes)
    return bytes
}

/// A tar stream of empty files and directories (names that end in a slash).
func tar(_ names: String...) throws -> [UInt8] {
    try tar(names.map { (TarEntry($0.hasSuffix("/") ? .directory : .regular, $0), "") })
}

extension [UInt8] {
    /// As one gzip member.
    func gzipped() throws -> [UInt8] {
        var output: [UInt8] = []
        let writer = try GzipWriter()
        try withUnsafeBytes { try writer.write($0) { output.append(contentsOf: $0) } }
        try writer.finish { output.append(contentsOf: $0) }
        return output
    }
}

extension LayerIndex {
    /// Kind and path of every entry.
    var listing: [String] {
        (0..<count).map { "\(self[$0].kind) \(String(decoding: path(of: $0), as: UTF8.self))" }
    }
}
