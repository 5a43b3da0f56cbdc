internal import TareArchive

/// A plan with its entries in their order: what is weighed, proved and written.
public struct PlannedLayer: Sendable {
    /// Entries of a part that stand side by side in the layer.
    struct Run: Sendable {
        var part: Int
        var entries: Range<Int>
    }

    public let name: String
    /// What entries are lifted from: `LiftedContent.Source.archived` counts these.
    public let parts: [LayerPart]
    private(set) var runs: [Run]
    /// The layer as if it had been measured, its packed size that of the gzip layer which is written.
    public private(set) var index: LayerIndex

    /// Orders and weighs; linear in the number of runs but for copying the index.
    ///
    /// - Throws: `LayerPlan.Collision` where two parts want the same path.
    public init(_ plan: LayerPlan) throws {
        var loose = LayerPartBuilder(time: plan.time)
        for (path, entry) in plan.entries { loose.add(path, entry) }
        name = plan.name
        parts = plan.entries.isEmpty ? plan.parts : [try loose.finish()] + plan.parts
        runs = try Self.merge(parts)
        index = LayerIndex(compression: .gzip)
        for run in runs { index.append(run.entries, of: parts[run.part].index) }
        (index.uncompressedSize, index.compressedSize) = try weigh()
    }

    public var count: Int { index.count }

    /// Gives the layer's frames in their order.
    public func give<Sink: LayerFrameSink>(to sink: Sink) throws -> Sink {
        var frames = LayerFrames(sink)
        for run in runs { try frames.append(run.entries, of: parts[run.part].view, number: run.part) }
        try frames.finish()
        return frames.sink
    }

    /// As `give` to a scale would weigh it, each stretch within a part by its sums.
    private func weigh() throws -> (length: UInt64, packed: UInt64) {
        var frames = LayerFrames(FrameScale())
        for run in runs {
            let part = parts[run.part]
            let weights = part.weights
            let first = weights.firstLifted(notBelow: run.entries.lowerBound)
            let end = weights.firstLifted(notBelow: run.entries.upperBound)
            guard first < end else {
                try frames.append(run.entries, of: part.view, number: run.part)
                continue
            }
            let (entry, last) = (weights.lifted[first], weights.lifted[end - 1])
            try frames.append(run.entries.lowerBound..<entry + 1, of: part.view, number: run.part)
            frames.sink.packed &+= LayerPart.payload(part.contents[entry], part.packed, part.archive)
            if last > entry {
                frames.sink.packed &+= weights.packed[end - 1] &- weights.packed[first]
                let size = part.index[last].size
                // The padding behind the last is still to come.
                frames.sink.length &+= weights.lengths[last + 1] &- weights.lengths[entry + 1]
                frames.sink.length &-= (512 - size % 512) % 512
                frames.sink.length &+= (512 - part.index[entry].size % 512) % 512
                frames.begin(behind: size)
            }
            try frames.append(last + 1..<run.entries.upperBound, of: part.view, number: run.part)
        }
        try frames.finish()
        return (frames.sink.length, frames.sink.packed)
    }
}

extension LayerIndex {
    /// Appends entries of another index, whose texts stand side by side there.
    fileprivate mutating func append(_ range: Range<Int>, of other: LayerIndex) {
        guard let first = range.first, let last = range.last else { return }
        let start = other.table[first].pathOffset
        let end = other.table[last].linkOffset &+ UInt32(other.table[last].linkLength)
        let shift = UInt32(truncatingIfNeeded: text.count) &- start
        text.append(contentsOf: other.text[Int(start)..<Int(end)])
        let number = table.count
        table.append(contentsOf: other.table[range])
        for entry in number..<table.count {
            table[entry].pathOffset &+= shift
            table[entry].linkOffset &+= shift
        }
        var detail = other.firstDetail(of: first)
        while detail < other.details.count, Int(other.details[detail].entry) <= last {
            var row = other.details[detail]
            let bytes = other.kept[Int(row.offset)..<Int(row.offset) + Int(row.length)]
            row.offset = UInt64(kept.count)
            row.entry = UInt32(truncatingIfNeeded: Int(row.entry) - first + number)
            kept.append(contentsOf: bytes)
            details.append(row)
            detail += 1
        }
    }

    /// Details are in the order of their entries. Logarithmic.
    private func firstDetail(of entry: Int) -> Int {
        var (low, high) = (0, details.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(details[middle].entry) < entry { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
