/// A `Packages` file of one suite, component and architecture.
///
/// Follows the Debian repository format, "Packages Indices". The bytes are kept, and of each package the places of the
/// fields that a choice of packages needs: one pass, no copies. An index of 60,000 packages is some 50 MB.
public struct PackageIndex: Sendable {
    /// What the index is called in errors and in `BinaryPackage.suite`.
    public let suite: String
    let bytes: [UInt8]
    let entries: [IndexEntry]

    static let maximumPackages = 1_000_000

    /// Packages in the index.
    public var count: Int { entries.count }

    /// Finds the packages in the unpacked bytes of an index.
    public init(_ bytes: [UInt8], suite: String) throws(ControlError) {
        self.bytes = bytes
        self.suite = suite
        var scanner = PackageIndexScanner(suite: suite)
        let result = bytes.withUnsafeBytes { bytes in Result { () throws(ControlError) in try scanner.scan(bytes) } }
        entries = try result.get()
    }

    func bytes(_ field: IndexField, of entry: IndexEntry) -> ArraySlice<UInt8> {
        bytes[entry[field].range].trimmingBlanks()
    }

    func text(_ field: IndexField, of entry: IndexEntry) -> String? {
        let value = bytes(field, of: entry)
        return value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
    }

    func error(_ field: IndexField, _ detail: String?, in entry: IndexEntry) -> ControlError {
        let name = field.name.description
        return ControlError(
            source: suite, line: Int(entry.line),
            reason: detail.map { .invalidValue(field: name, detail: $0) } ?? .missingField(name))
    }
}

/// The pass over an index's bytes.
private struct PackageIndexScanner {
    let suite: String
    private var entries: [IndexEntry] = []
    private var entry = IndexEntry()
    private var isEmpty = true
    private var current: IndexField?
    private var line = 0

    init(suite: String) { self.suite = suite }

    mutating func scan(_ bytes: UnsafeRawBufferPointer) throws(ControlError) -> [IndexEntry] {
        guard bytes.count < Int(UInt32.max) else { throw refuse(.paragraphTooLong(Int(UInt32.max))) }
        // A package has some 800 bytes.
        entries.reserveCapacity(bytes.count / 700)
        var start = 0
        while start < bytes.count {
            let end = lineEnd(bytes, from: start)
            line += 1
            if start == end {
                try close()
            } else {
                let first = bytes[start]
                if first.isBlank || (first == UInt8(ascii: "\r") && end == start + 1) {
                    try continueField(bytes, start..<end)
                } else if first != UInt8(ascii: "#") {
                    try field(bytes, start..<end)
                }
            }
            start = end + 1
        }
        try close()
        return entries
    }

    private mutating func continueField(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) throws(ControlError) {
        if bytes[line].allSatisfy(\.isWhitespace) { return try close() }
        guard !isEmpty else { throw refuse(.continuationWithoutField) }
        if let current { entry[current].count = UInt32(line.upperBound) - entry[current].start }
    }

    private mutating func field(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) throws(ControlError) {
        var colon = line.lowerBound
        while colon < line.upperBound, bytes[colon] != UInt8(ascii: ":") { colon += 1 }
        guard colon < line.upperBound else { throw refuse(.notAField) }
        var nameEnd = colon
        while nameEnd > line.lowerBound, bytes[nameEnd - 1].isBlank { nameEnd -= 1 }
        guard nameEnd > line.lowerBound else { throw refuse(.invalidFieldName) }
        if isEmpty {
            isEmpty = false
            entry.line = UInt32(truncatingIfNeeded: self.line)
        }
        current = IndexField.named(UnsafeRawBufferPointer(rebasing: bytes[line.lowerBound..<nameEnd]))
        guard let current else { return }
        // A value begins behind the colon, which is never at 0: a start of 0 means that there was none yet.
        guard entry[current].start == 0 else { throw refuse(.duplicateField(current.name.description)) }
        entry[current] = ByteRange(start: UInt32(colon + 1), count: UInt32(line.upperBound - colon - 1))
    }

    private mutating func close() throws(ControlError) {
        guard !isEmpty else { return }
        guard entry[.package].start != 0 else { throw refuse(.missingField("Package")) }
        guard entries.count < PackageIndex.maximumPackages else {
            throw refuse(.invalidValue(field: "Package", detail: "more than \(PackageIndex.maximumPackages) packages"))
        }
        entries.append(entry)
        entry = IndexEntry()
        isEmpty = true
        current = nil
    }

    private func refuse(_ reason: ControlError.Reason) -> ControlError {
        ControlError(source: suite, line: line, reason: reason)
    }
}
