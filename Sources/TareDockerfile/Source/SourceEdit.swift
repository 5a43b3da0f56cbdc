/// A change of a file: these bytes become that text.
public struct SourceEdit: Hashable, Sendable {
    public var range: SourceRange
    public var replacement: String

    public init(_ range: SourceRange, with replacement: String) {
        self.range = range
        self.replacement = replacement
    }
}

extension [UInt8] {
    /// The bytes with changes made, and the changes that were left out because they overlap one before them.
    ///
    /// Changes are taken in the order of their places, equal places in the order given; one that reaches behind the
    /// end is left out too. Whoever fixes a file reads it again and asks for what was left out.
    public func applying(_ edits: [SourceEdit]) -> (bytes: [UInt8], omitted: [SourceEdit]) {
        let sorted = edits.enumerated().sorted {
            ($0.element.range.lower, $0.offset) < ($1.element.range.lower, $1.offset)
        }
        var result: [UInt8] = []
        var omitted: [SourceEdit] = []
        result.reserveCapacity(count)
        var place = 0
        for (_, edit) in sorted {
            let offsets = edit.range.offsets
            guard offsets.lowerBound >= place, offsets.upperBound <= count else {
                omitted.append(edit)
                continue
            }
            result.append(contentsOf: self[place..<offsets.lowerBound])
            result.append(contentsOf: edit.replacement.utf8)
            place = offsets.upperBound
        }
        result.append(contentsOf: self[place...])
        return (result, omitted)
    }
}
