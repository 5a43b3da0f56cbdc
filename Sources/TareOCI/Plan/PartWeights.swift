internal import TareArchive

/// What stretches of a part weigh, so that a plan adds sums and packs only where parts meet.
struct PartWeights: Sendable {
    /// Bytes of the tar stream before each entry, and behind the last.
    let lengths: [UInt64]
    /// Entries whose content is lifted, ascending.
    let lifted: [Int]
    /// Packed bytes up to each of them, itself included, from the part's first entry on.
    let packed: [UInt64]

    init(
        _ index: LayerIndex, _ contents: [LayerPart.Content], _ small: [[UInt8]], _ stored: [[UInt8]],
        _ archive: ZipDirectory?
    ) throws {
        let part = PartView(index: index, contents: contents, small: small, packed: stored)
        var frames = LayerFrames(FrameScale())
        var lengths: [UInt64] = [0]
        var lifted: [Int] = []
        var packed: [UInt64] = []
        lengths.reserveCapacity(contents.count + 1)
        for entry in contents.indices {
            try frames.append(entry..<entry + 1, of: part, number: 0)
            lengths.append(frames.length)
            guard contents[entry].isLifted else { continue }
            lifted.append(entry)
            frames.sink.packed &+= LayerPart.payload(contents[entry], stored, archive)
            packed.append(frames.sink.packed)
        }
        (self.lengths, self.lifted, self.packed) = (lengths, lifted, packed)
    }

    /// The number in `lifted` of the first that is not below an entry. Logarithmic.
    func firstLifted(notBelow entry: Int) -> Int {
        var (low, high) = (0, lifted.count)
        while low < high {
            let middle = (low + high) / 2
            if lifted[middle] < entry { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Weighs frames: of members what packing them gives, of lifted contents their frames alone.
struct FrameScale: LayerFrameSink {
    private let packer = DeflateEncoder()
    /// Bytes of the packed layer.
    var packed: UInt64 = 0
    /// Bytes of the tar stream.
    var length: UInt64 = 0

    mutating func member(_ bytes: [UInt8]) {
        packed &+= GzipMember.overhead &+ bytes.withUnsafeBytes { packer.size(of: $0) }
        length &+= UInt64(bytes.count)
    }

    mutating func lifted(_ content: LiftedContent) {
        packed &+= GzipMember.overhead
        length &+= content.size
    }
}

extension LayerFrames<FrameScale> {
    /// Bytes of the tar stream so far, what is not given yet included.
    var length: UInt64 { sink.length &+ UInt64(openCount) }
}
