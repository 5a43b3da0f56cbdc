internal import FoundationEssentials

/// The state of one blob's upload: what to send next, and how far the registry says it is.
///
/// Follows the distribution specification 1.1, "Pushing blobs": a small blob goes in one request, a large one in chunks;
/// after a failure the registry is asked how much it has. Does no I/O.
struct BlobUpload {
    enum Step: Equatable {
        /// Open a session.
        case open
        /// Send a chunk; the session stays open.
        case chunk(URL, Range<UInt64>)
        /// Send what is left and close the session.
        case close(URL, Range<UInt64>)
        /// Ask how much the session has.
        case inquire(URL)
    }

    let size: UInt64
    private(set) var chunkBytes: UInt64
    private(set) var offset: UInt64 = 0
    private var session: URL?
    private var isUncertain = false

    init(size: UInt64, chunkBytes: UInt64) {
        self.size = size
        self.chunkBytes = max(chunkBytes, 1 << 10)
    }

    var next: Step {
        guard let session else { return .open }
        if isUncertain { return .inquire(session) }
        let rest = size - offset
        // What is left goes with the closing request only if nothing went before: not every registry takes both.
        if rest == 0 || (offset == 0 && rest <= chunkBytes) { return .close(session, offset..<size) }
        return .chunk(session, offset..<(offset + min(rest, chunkBytes)))
    }

    /// A session was opened; `minimum` is the registry's `OCI-Chunk-Min-Length`.
    mutating func opened(_ url: URL, minimum: UInt64?) {
        session = url
        offset = 0
        isUncertain = false
        if let minimum { chunkBytes = max(chunkBytes, min(minimum, 1 << 32)) }
    }

    /// A chunk was taken; `range` is the registry's `Range` field, `0-LAST`, which goes before what was sent.
    mutating func sent(upTo end: UInt64, _ url: URL?, range: String?) {
        if let url { session = url }
        offset = end
        if let had = Self.length(range), had < end { offset = had }
    }

    /// The registry said how much it has.
    mutating func reported(_ url: URL?, range: String?) {
        if let url { session = url }
        isUncertain = false
        offset = min(Self.length(range) ?? 0, size)
    }

    /// A request failed on its way: how much arrived is not known.
    mutating func failed() { isUncertain = true }

    /// The registry does not know the session any more.
    mutating func lost() {
        session = nil
        offset = 0
        isUncertain = false
    }

    /// Bytes that `0-LAST` stands for. `0-0` is what registries say of an empty session, though it would mean one byte.
    private static func length(_ range: String?) -> UInt64? {
        guard let range else { return nil }
        let text = range.lowercased().hasPrefix("bytes=") ? range.dropFirst(6) : range[...]
        let bounds = text.split(separator: "-", omittingEmptySubsequences: false)
        guard bounds.count == 2, bounds[0] == "0", let last = ContentRange.number(bounds[1]), last < .max else {
            return nil
        }
        return last == 0 ? 0 : last + 1
    }
}
