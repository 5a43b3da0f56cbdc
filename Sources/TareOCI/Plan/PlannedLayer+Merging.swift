extension PlannedLayer {
    /// Puts the parts' entries into one order: the same path in two parts is one entry where it is the same file.
    static func merge(_ parts: [LayerPart]) throws(LayerPlan.Collision) -> [Run] {
        var merge = PartMerge(parts)
        while try merge.step() {}
        return merge.runs
    }
}

/// A merge of sorted parts by the next path of each, which stand in a heap.
private struct PartMerge {
    private let parts: [LayerPart]
    /// The next entry of each part.
    private var next: [Int]
    /// Parts that have entries left, as a heap: the one with the first path at its head.
    private var heap: [Int] = []
    private(set) var runs: [PlannedLayer.Run] = []

    init(_ parts: [LayerPart]) {
        self.parts = parts
        next = Array(repeating: 0, count: parts.count)
        for part in parts.indices where parts[part].count > 0 {
            heap.append(part)
            rise(heap.count - 1)
        }
    }

    /// Takes the entries of one part that come before those of all others; false at the end.
    mutating func step() throws(LayerPlan.Collision) -> Bool {
        guard let part = heap.first else { return false }
        let start = next[part]
        // The next paths of the two below the head: one of them is the second.
        var end = start + 1
        while end < parts[part].count, rivals.allSatisfy({ order(part, end, $0, next[$0]) < 0 }) { end += 1 }
        next[part] = end
        // It may begin with what the part before ended with.
        let isRepeated = try repeats(part, start)
        let range = (isRepeated ? start + 1 : start)..<end
        if !range.isEmpty {
            if let last = runs.last, last.part == part, last.entries.upperBound == range.lowerBound {
                runs[runs.count - 1].entries = last.entries.lowerBound..<range.upperBound
            } else {
                runs.append(.init(part: part, entries: range))
            }
        }
        if end == parts[part].count { heap.swapAt(0, heap.count - 1); heap.removeLast() }
        sink(0)
        return true
    }

    private var rivals: [Int] { [1, 2].compactMap { $0 < heap.count ? heap[$0] : nil } }

    /// Whether an entry is the one that was taken last; throws where another file has its path.
    private func repeats(_ part: Int, _ entry: Int) throws(LayerPlan.Collision) -> Bool {
        guard let last = runs.last, order(part, entry, last.part, last.entries.upperBound - 1) == 0 else {
            return false
        }
        let (one, other) = (parts[last.part].index, parts[part].index)
        let (left, right) = (one[last.entries.upperBound - 1], other[entry])
        guard left.kind == right.kind, left.size == right.size, left.crc32 == right.crc32,
            one.linkTarget(of: last.entries.upperBound - 1) == other.linkTarget(of: entry)
        else { throw LayerPlan.Collision(path: String(decoding: other.path(of: entry), as: UTF8.self)) }
        return true
    }

    private func order(_ part: Int, _ entry: Int, _ other: Int, _ otherEntry: Int) -> Int {
        let (left, right) = (parts[part].index, parts[other].index)
        let (one, two) = (left.table[entry], right.table[otherEntry])
        return left.text.withUnsafeBytes { text in
            right.text.withUnsafeBytes { others in
                text.compare(
                    Int(one.pathOffset), Int(one.pathLength), others, Int(two.pathOffset), Int(two.pathLength))
            }
        }
    }

    /// By path; of the same path the part that was added first.
    private func precedes(_ left: Int, _ right: Int) -> Bool {
        let order = order(left, next[left], right, next[right])
        return order != 0 ? order < 0 : left < right
    }

    private mutating func rise(_ start: Int) {
        var at = start
        while at > 0, precedes(heap[at], heap[(at - 1) / 2]) {
            heap.swapAt(at, (at - 1) / 2)
            at = (at - 1) / 2
        }
    }

    private mutating func sink(_ start: Int) {
        var at = start
        while true {
            var least = at
            for child in [2 * at + 1, 2 * at + 2] where child < heap.count {
                if precedes(heap[child], heap[least]) { least = child }
            }
            guard least != at else { return }
            heap.swapAt(at, least)
            at = least
        }
    }
}
