/// A member's header of an ar archive.
public struct ArHeader: Sendable, Hashable {
    /// Up to 16 bytes, without padding and without the slash that System V's ar puts behind.
    public var name: String
    public var size: UInt64
    /// Where the content starts in the stream.
    public var contentOffset: UInt64

    public init(name: String, size: UInt64, contentOffset: UInt64 = 0) {
        self.name = name
        self.size = size
        self.contentOffset = contentOffset
    }
}

/// Receives an ar archive member by member.
public protocol ArSink: ~Copyable {
    mutating func begin(_ header: ArHeader) throws
    /// The next bytes of the member's content, valid only during the call.
    mutating func content(_ bytes: UnsafeRawBufferPointer) throws
    mutating func end() throws
}

/// Reads an ar archive as its bytes arrive: the common format that deb(5) uses.
///
/// The tables of long names that GNU's and BSD's ar write are refused: no Debian package has them. Memory is one header.
public struct ArReader<Sink: ArSink & ~Copyable>: ~Copyable {
    private enum State {
        case magic
        case header
        case content(remaining: UInt64, padding: Bool)
        /// The line end that brings a member of odd length to an even one.
        case padding
    }

    public var sink: Sink
    /// Bytes taken in.
    public private(set) var offset: UInt64 = 0
    private var state = State.magic
    private var partial: [UInt8] = []
    private var members = 0

    static var magic: [UInt8] { Array("!<arch>\n".utf8) }
    static var headerSize: Int { 60 }
    static var maximumMembers: Int { 10_000 }

    public init(_ sink: consuming Sink) { self.sink = sink }

    /// Takes the next bytes of the stream.
    public mutating func consume(_ input: UnsafeRawBufferPointer) throws {
        var input = input
        while !input.isEmpty {
            switch state {
            case .magic:
                guard fill(Self.magic.count, from: &input) else { return }
                guard partial == Self.magic else { throw malformed("it does not begin with '!<arch>'") }
                partial.removeAll(keepingCapacity: true)
                state = .header
            case .header:
                guard fill(Self.headerSize, from: &input) else { return }
                let header = try header()
                partial.removeAll(keepingCapacity: true)
                try sink.begin(header)
                if header.size == 0 {
                    try sink.end()
                } else {
                    state = .content(remaining: header.size, padding: header.size % 2 == 1)
                }
            case .content(let remaining, let padding):
                let count = Int(min(remaining, UInt64(input.count)))
                try sink.content(UnsafeRawBufferPointer(rebasing: input[..<count]))
                advance(count, &input)
                let left = remaining - UInt64(count)
                if left > 0 {
                    state = .content(remaining: left, padding: padding)
                } else {
                    try sink.end()
                    state = padding ? .padding : .header
                }
            case .padding:
                guard input[0] == 0x0A else { throw malformed("a member is not padded with a line end") }
                advance(1, &input)
                state = .header
            }
        }
    }

    /// Says that no more bytes come; throws where a member is not complete.
    public mutating func finish() throws(ArchiveError) {
        switch state {
        case .header where partial.isEmpty: return
        // Some writers leave out the padding behind the last member.
        case .padding: return
        default: throw .truncated(format: "ar", offset: offset)
        }
    }

    /// Takes bytes until `partial` has `count`; whether it has.
    private mutating func fill(_ count: Int, from input: inout UnsafeRawBufferPointer) -> Bool {
        let taken = min(count - partial.count, input.count)
        partial.append(contentsOf: input.prefix(taken))
        advance(taken, &input)
        return partial.count == count
    }

    private mutating func advance(_ count: Int, _ input: inout UnsafeRawBufferPointer) {
        input = UnsafeRawBufferPointer(rebasing: input[count...])
        offset &+= UInt64(count)
    }

    private mutating func header() throws(ArchiveError) -> ArHeader {
        members += 1
        guard members <= Self.maximumMembers else { throw .tooManyEntries(limit: Self.maximumMembers) }
        guard partial[58] == 0x60, partial[59] == 0x0A else { throw malformed("a header does not end as it should") }
        var name = Self.withoutPadding(partial[0..<16])
        if name.count > 1, name.last == UInt8(ascii: "/") { name = name.dropLast() }
        guard !name.isEmpty, name.first != UInt8(ascii: "/"), !name.starts(with: "#1/".utf8) else {
            throw malformed("a member has a long name or none")
        }
        guard name.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw malformed("a member's name has characters that are not allowed")
        }
        let digits = Self.withoutPadding(partial[48..<58])
        guard !digits.isEmpty, digits.allSatisfy({ $0 &- 0x30 < 10 }) else {
            throw malformed("a member's size is not a number")
        }
        // Ten digits always fit.
        let size = digits.reduce(UInt64(0)) { $0 &* 10 &+ UInt64($1 &- 0x30) }
        return ArHeader(name: String(decoding: name, as: UTF8.self), size: size, contentOffset: offset)
    }

    private static func withoutPadding(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var field = field
        while field.last == 0x20 { field.removeLast() }
        return field
    }

    private func malformed(_ detail: String) -> ArchiveError {
        .malformed(format: "ar", detail: detail, offset: offset)
    }
}
