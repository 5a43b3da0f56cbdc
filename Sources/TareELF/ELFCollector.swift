internal import TareDiagnostics

/// What a pass over an ELF file gave.
public enum ELFOutcome: Sendable, Hashable {
    case facts(ELFFacts)
    /// The file is larger than what is kept of it, and a part that is needed went by before it was known to be.
    case incomplete(String)
    case malformed(String)
}

/// Reads the facts of an ELF file that goes by in pieces, once.
///
/// Keeps the first 16 MiB, which is all of most files and holds the tables of nearly all others; of a larger file also
/// the parts behind them that the tables at hand ask for, together at most 16 MiB more. One collector serves many files.
public struct ELFCollector: Sendable {
    private var fileSize: UInt64
    private var offset: UInt64 = 0
    private var head: [UInt8] = []
    private var wanted: [Range<UInt64>] = []
    private var later: [ELFWindow] = []
    private var laterBytes = 0
    private var outcome: ELFOutcome?

    /// Bytes of the head, and of all later windows.
    static let windowLimit = 16 << 20

    public init(fileSize: UInt64) { self.fileSize = fileSize }

    /// Whether a file that begins so is ELF.
    public static func looksLikeELF(_ head: UnsafeRawBufferPointer) -> Bool {
        head.count >= 4 && head.prefix(4).elementsEqual(ELFParser.magic)
    }

    /// Begins with the next file; memory is kept.
    public mutating func reset(fileSize: UInt64) {
        self.fileSize = fileSize
        offset = 0
        head.removeAll(keepingCapacity: true)
        wanted = []
        later = []
        laterBytes = 0
        outcome = nil
    }

    /// Takes the next piece of the file.
    public mutating func consume(_ bytes: UnsafeRawBufferPointer) {
        defer { offset += UInt64(bytes.count) }
        guard outcome == nil else { return }
        let room = Self.windowLimit - head.count
        if offset == UInt64(head.count), room > 0 {
            if head.isEmpty { head.reserveCapacity(Int(min(fileSize, UInt64(Self.windowLimit)))) }
            head.append(contentsOf: bytes.prefix(room))
            guard head.count == Self.windowLimit, fileSize > UInt64(Self.windowLimit) else { return }
            read(upTo: UInt64(Self.windowLimit))
        }
        keepWanted(bytes)
    }

    /// The file has gone by.
    public mutating func finish() -> ELFOutcome {
        if outcome == nil { read(upTo: fileSize) }
        return outcome ?? .incomplete(Self.lost)
    }

    private static let lost = "its tables lie too far apart to be kept while the file goes by"

    /// Appends to the windows what they want of a piece; reads again when one is full.
    private mutating func keepWanted(_ bytes: UnsafeRawBufferPointer) {
        let end = offset + UInt64(bytes.count)
        var reached = max(offset, UInt64(head.count))
        // Each round fills a window, and a reading may ask for a further one inside the same piece.
        while outcome == nil, let range = wanted.first, range.lowerBound < end {
            let window = later.firstIndex { $0.offset == range.lowerBound }
            let start = max(later.first { $0.offset == range.lowerBound }?.end ?? range.lowerBound, reached)
            guard start < end else { return }
            let stop = min(range.upperBound, end)
            let piece = bytes[Int(start - offset)..<Int(stop - offset)]
            if let window {
                later[window].bytes.append(contentsOf: piece)
            } else {
                later.append(ELFWindow(offset: range.lowerBound, bytes: Array(piece)))
            }
            guard stop == range.upperBound else { return }
            wanted.removeFirst()
            reached = stop
            if wanted.isEmpty { read(upTo: stop) }
        }
    }

    /// Reads what is at hand; what is needed beyond `position` becomes wanted, what is needed before it is lost.
    private mutating func read(upTo position: UInt64) {
        do {
            switch try ELFParser.parse([ELFWindow(offset: 0, bytes: head)] + later, fileSize: fileSize) {
            case .facts(let facts): outcome = .facts(facts)
            case .needs(let parts): want(parts, position)
            }
        } catch {
            outcome = .malformed(error.description)
        }
    }

    private mutating func want(_ parts: [Range<UInt64>], _ position: UInt64) {
        for part in parts.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            // A name asks for the rest of its table, a row for some bytes: the neighbours are asked for next.
            let lower = max(part.lowerBound, wanted.last?.upperBound ?? 0)
            let upper = min(max(part.upperBound, lower + 65_536), fileSize, lower + UInt64(Self.windowLimit))
            guard part.upperBound > lower else { continue }
            laterBytes += Int(upper - lower)
            guard part.lowerBound >= position, laterBytes <= Self.windowLimit else {
                outcome = .incomplete(Self.lost)
                return
            }
            wanted.append(lower..<upper)
        }
    }
}
