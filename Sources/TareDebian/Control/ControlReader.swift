#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Reads the paragraphs of a control file (deb822; Debian policy §5.1) one after the other.
///
/// Values are ranges of the file's bytes: nothing is copied. Lines that start with `#` are comments; an empty line, or one
/// of blanks only, ends a paragraph. The last line may lack its line end. Bounded by `ControlLimits`.
public struct ControlReader: Sendable {
    public let bytes: [UInt8]
    private let source: String?
    private let limits: ControlLimits
    private var cursor = 0
    private var line = 1

    public init(_ bytes: [UInt8], source: String? = nil, limits: ControlLimits = ControlLimits()) {
        self.bytes = bytes
        self.source = source
        self.limits = limits
    }

    /// The next paragraph; `nil` at the end. After an error, `skipParagraph` goes on behind the damage.
    public mutating func next() throws(ControlError) -> ControlParagraph? {
        var paragraph = ControlParagraph(bytes: bytes, source: source, line: line)
        let start = cursor
        while let current = takeLine() {
            switch Self.classify(bytes, current) {
            case .comment: continue
            case .separator:
                if paragraph.fields.isEmpty { continue }
                return paragraph
            case .continuation:
                guard let last = paragraph.fields.indices.last else { throw error(.continuationWithoutField) }
                paragraph.fields[last].value = paragraph.fields[last].value.lowerBound..<current.upperBound
            case .field(let colon):
                if paragraph.fields.isEmpty { paragraph.line = line - 1 }
                try add(current, colon, to: &paragraph)
            case .other: throw error(.notAField)
            }
            guard cursor - start <= limits.maximumParagraph else {
                throw error(.paragraphTooLong(limits.maximumParagraph))
            }
        }
        return paragraph.fields.isEmpty ? nil : paragraph
    }

    /// Goes behind the next empty line.
    public mutating func skipParagraph() {
        while let current = takeLine() {
            if case .separator = Self.classify(bytes, current) { return }
        }
    }

    private func add(_ line: Range<Int>, _ colon: Int, to paragraph: inout ControlParagraph) throws(ControlError) {
        // dpkg and apt let blanks stand before the colon.
        let name = line.lowerBound..<bytes[line.lowerBound..<colon].trimmingBlanks().endIndex
        // Policy §5.1: printable ASCII; a hyphen at the start would look like armour.
        guard !name.isEmpty, bytes[name].allSatisfy({ $0 > 0x20 && $0 < 0x7F }), bytes[name.lowerBound] != 0x2D else {
            throw error(.invalidFieldName)
        }
        guard paragraph.fields.count < limits.maximumFields else { throw error(.tooManyFields(limits.maximumFields)) }
        for field in paragraph.fields where field.name.count == name.count {
            if zip(bytes[field.name], bytes[name]).allSatisfy({ $0.lowercased == $1.lowercased }) {
                throw error(.duplicateField(String(decoding: bytes[name], as: UTF8.self)))
            }
        }
        paragraph.fields.append(ControlField(name: name, value: (colon + 1)..<line.upperBound, line: self.line - 1))
    }

    private mutating func takeLine() -> Range<Int>? {
        guard cursor < bytes.count else { return nil }
        let start = cursor
        let end = bytes.withUnsafeBytes { lineEnd($0, from: start) }
        cursor = end + 1
        line += 1
        return start..<end
    }

    private func error(_ reason: ControlError.Reason) -> ControlError {
        ControlError(source: source, line: line - 1, reason: reason)
    }

    enum LineKind {
        case separator, comment, continuation, other
        case field(colon: Int)
    }

    static func classify(_ bytes: [UInt8], _ line: Range<Int>) -> LineKind {
        guard let first = bytes[line].first else { return .separator }
        if first == UInt8(ascii: "#") { return .comment }
        if first.isWhitespace, bytes[line].allSatisfy(\.isWhitespace) { return .separator }
        if first.isBlank { return .continuation }
        guard let colon = bytes[line].firstIndex(of: UInt8(ascii: ":")) else { return .other }
        return .field(colon: colon)
    }
}

/// Bounds on a control file.
public struct ControlLimits: Sendable, Hashable {
    /// Bytes of one paragraph; a package's status with its file lists stays far below.
    public var maximumParagraph: Int
    public var maximumFields: Int

    public init(maximumParagraph: Int = 16 << 20, maximumFields: Int = 256) {
        self.maximumParagraph = maximumParagraph
        self.maximumFields = maximumFields
    }
}

/// The index of the next line end at or behind `start`, or the end of the bytes.
func lineEnd(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    guard start < bytes.count, let base = bytes.baseAddress else { return bytes.count }
    // SAFETY: the range searched is within the buffer; memchr gives an address in it.
    guard let found = memchr(base + start, 0x0A, bytes.count - start) else { return bytes.count }
    return UnsafeRawPointer(found) - base
}
