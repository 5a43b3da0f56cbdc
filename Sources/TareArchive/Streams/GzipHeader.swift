/// Reads a gzip member's header (RFC 1952 §2.3) byte by byte; its own checksum is verified where it has one.
struct GzipHeader {
    enum Step {
        case more
        case complete
        /// Not a gzip header; what is wrong.
        case refused(String)
    }

    private enum Field { case fixed, extraLength, extra, name, comment, checksum }

    private var field = Field.fixed
    private var position = 0
    private var flags: UInt8 = 0
    private var extraLength = 0
    private var total = 0
    private var checksum = CRC32()
    private var statedChecksum: UInt32 = 0

    /// Whether no byte was read yet.
    var isEmpty: Bool { total == 0 }

    /// Whether it began as a member does.
    var hasMagic: Bool { total > 2 }

    /// Headers carry a name, a comment and extra data: more than this is refused.
    static let maximumBytes = 256 << 10

    private static let hasChecksum: UInt8 = 0x02
    private static let hasExtra: UInt8 = 0x04
    private static let hasName: UInt8 = 0x08
    private static let hasComment: UInt8 = 0x10

    mutating func take(_ byte: UInt8) -> Step {
        total += 1
        guard total <= Self.maximumBytes else { return .refused("the header is longer than 256 KiB") }
        if field != .checksum { withUnsafeBytes(of: byte) { checksum.update($0) } }
        switch field {
        case .fixed:
            switch position {
            case 0 where byte != 0x1F, 1 where byte != 0x8B: return .refused("no gzip header")
            case 2 where byte != 8: return .refused("compression method \(byte) is not deflate")
            case 3:
                guard byte & 0xE0 == 0 else { return .refused("reserved header flags are set") }
                flags = byte
            default: break
            }
            position += 1
            return position == 10 ? enter(after: .fixed) : .more
        case .extraLength:
            extraLength |= Int(byte) << (8 * position)
            position += 1
            guard position == 2 else { return .more }
            if extraLength == 0 { return enter(after: .extra) }
            (field, position) = (.extra, 0)
            return .more
        case .extra:
            position += 1
            return position == extraLength ? enter(after: .extra) : .more
        case .name: return byte == 0 ? enter(after: .name) : .more
        case .comment: return byte == 0 ? enter(after: .comment) : .more
        case .checksum:
            statedChecksum |= UInt32(byte) << (8 * UInt32(position))
            position += 1
            guard position == 2 else { return .more }
            return statedChecksum == checksum.value & 0xFFFF
                ? .complete : .refused("the header's checksum does not hold")
        }
    }

    /// Goes on to the first field that the flags announce behind one that is done.
    private mutating func enter(after done: Field) -> Step {
        position = 0
        switch done {
        case .fixed where flags & Self.hasExtra != 0: field = .extraLength
        case .fixed where flags & Self.hasName != 0, .extra where flags & Self.hasName != 0: field = .name
        case .fixed where flags & Self.hasComment != 0, .extra where flags & Self.hasComment != 0,
            .name where flags & Self.hasComment != 0:
            field = .comment
        case .fixed, .extraLength, .extra, .name, .comment, .checksum:
            guard flags & Self.hasChecksum != 0 else { return .complete }
            field = .checksum
        }
        return .more
    }
}
