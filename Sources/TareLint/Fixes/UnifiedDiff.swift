/// Two texts' difference in lines, as `diff -u` writes it.
public enum UnifiedDiff {
    private static let context = 3
    /// Steps of the search for a short difference; behind it, the lines between the common ends count as changed.
    private static let mostSteps = 2_000_000

    private enum Line {
        case kept(Int)
        case removed(Int)
        case added(Int)
    }

    /// Empty if they are equal.
    public static func text(_ old: [UInt8], _ new: [UInt8], path: String) -> String {
        guard old != new else { return "" }
        let (before, after) = (lines(old), lines(new))
        let script = edits(before, after)
        var result = "--- a/\(path)\n+++ b/\(path)\n"
        for hunk in hunks(script) { result += render(script[hunk], script[..<hunk.lowerBound], before, after) }
        return result
    }

    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var result: [ArraySlice<UInt8>] = []
        var start = 0
        for place in bytes.indices where bytes[place] == 0x0A {
            result.append(bytes[start...place])
            start = place + 1
        }
        if start < bytes.count { result.append(bytes[start...]) }
        return result
    }

    /// Kept, removed and added lines in order: a longest common subsequence between the common ends.
    private static func edits(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Line] {
        var head = 0
        while head < old.count, head < new.count, old[head] == new[head] { head += 1 }
        var tail = 0
        while tail < old.count - head, tail < new.count - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] {
            tail += 1
        }
        let (rows, columns) = (old.count - head - tail, new.count - head - tail)
        var result = (0..<head).map { Line.kept($0) }
        if rows * columns <= mostSteps {
            // `lengths[r][c]`: of the longest common subsequence from there on.
            var lengths = [[Int32]](repeating: [Int32](repeating: 0, count: columns + 1), count: rows + 1)
            for row in stride(from: rows - 1, through: 0, by: -1) {
                for column in stride(from: columns - 1, through: 0, by: -1) {
                    lengths[row][column] =
                        old[head + row] == new[head + column]
                        ? lengths[row + 1][column + 1] + 1 : max(lengths[row + 1][column], lengths[row][column + 1])
                }
            }
            var (row, column) = (0, 0)
            while row < rows || column < columns {
                if row < rows, column < columns, old[head + row] == new[head + column] {
                    result.append(.kept(head + row))
                    (row, column) = (row + 1, column + 1)
                } else if row < rows, column == columns || lengths[row + 1][column] >= lengths[row][column + 1] {
                    result.append(.removed(head + row))
                    row += 1
                } else {
                    result.append(.added(head + column))
                    column += 1
                }
            }
        } else {
            result += (0..<rows).map { .removed(head + $0) }
            result += (0..<columns).map { .added(head + $0) }
        }
        return result + (0..<tail).map { .kept(old.count - tail + $0) }
    }

    /// Changes with the lines around them, those that touch put together.
    private static func hunks(_ script: [Line]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for (index, line) in script.enumerated() {
            if case .kept = line { continue }
            let (start, end) = (max(0, index - context), min(script.count, index + context + 1))
            if let last = result.last, start <= last.upperBound {
                result[result.count - 1] = last.lowerBound..<end
            } else {
                result.append(start..<end)
            }
        }
        return result
    }

    private static func render(
        _ hunk: ArraySlice<Line>, _ before: ArraySlice<Line>, _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]
    ) -> String {
        func counts(_ lines: ArraySlice<Line>) -> (old: Int, new: Int) {
            lines.reduce((0, 0)) { sum, line in
                switch line {
                case .kept: (sum.0 + 1, sum.1 + 1)
                case .removed: (sum.0 + 1, sum.1)
                case .added: (sum.0, sum.1 + 1)
                }
            }
        }
        let (above, inside) = (counts(before), counts(hunk))
        func range(_ start: Int, _ count: Int) -> String {
            // Of no lines, the line before them is named.
            count == 1 ? "\(start + 1)" : "\(count == 0 ? start : start + 1),\(count)"
        }
        var text = "@@ -\(range(above.old, inside.old)) +\(range(above.new, inside.new)) @@\n"
        for line in hunk {
            let (sign, bytes) =
                switch line {
                case .kept(let index): (" ", old[index])
                case .removed(let index): ("-", old[index])
                case .added(let index): ("+", new[index])
                }
            text += sign + String(decoding: bytes, as: UTF8.self)
            if bytes.last != 0x0A { text += "\n\\ No newline at end of file\n" }
        }
        return text
    }
}
