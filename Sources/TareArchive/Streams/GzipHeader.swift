/// Reads a gzip member's header (RFC 1952 §2.3) byte by byte.
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

    /// Whether no byte was read yet.
    var isEmpty: Bool { total == 0 }

    /// Headers carry a name, a comment and extra data: more than this is refused.
    static let maximumBytes = 256 << 10

    mutating func take(_ byte: UInt8) -> Step {
        total += 1
        guard total <= Self.maximumBytes else { return .refused("the header is longer than 256 KiB") }
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
            position += 1
            return position == 2 ? .complete : .more
        }
    }

    private mutating func enter(after done: Field) -> Step {
        position = 0
        let order: [(Field, UInt8)] = [(.extraLength, 0x04), (.name, 0x08), (.comment, 0x10), (.checksum, 0x02)]
        let rank: [Field: Int] = [.fixed: 0, .extraLength: 1, .extra: 1, .name: 2, .comment: 3, .checksum: 4]
        for (next, flag) in order[(rank[done] ?? 4)...] where flags & flag != 0 {
            field = next
            return .more
        }
        return .complete
    }
}
