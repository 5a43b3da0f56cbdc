/// The known word that an unknown one may have been meant to be: BuildKit's `suggest`.
enum Suggestion {
    /// Words longer than this are no slips.
    private static let mostBytes = 64

    /// ` (did you mean NAME?)`, or nothing.
    static func text(for word: String, among known: Set<String>, sign: String = "") -> String {
        guard !known.contains(word) else { return "" }
        var best: (name: String, distance: Int)?
        for name in known.sorted() {
            let distance = distance(word, name)
            if distance < best?.distance ?? 3 { best = (name, distance) }
        }
        return best.map { " (did you mean \(sign)\($0.name)?)" } ?? ""
    }

    /// Levenshtein's; 3 stands for all that is more.
    private static func distance(_ one: String, _ other: String) -> Int {
        let (one, other) = (Array(one.utf8), Array(other.utf8))
        guard abs(one.count - other.count) < 3, one.count <= mostBytes, other.count <= mostBytes else { return 3 }
        var row = Array(0...other.count)
        for (index, byte) in one.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for place in other.indices {
                let cost = min(diagonal + (byte == other[place] ? 0 : 1), row[place] + 1, row[place + 1] + 1)
                diagonal = row[place + 1]
                row[place + 1] = cost
            }
        }
        return min(row[other.count], 3)
    }
}
