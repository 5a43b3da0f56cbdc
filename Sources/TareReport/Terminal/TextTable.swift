internal import TareDiagnostics

/// Columns of text, aligned; what strangers wrote is made printable.
public struct TextTable {
    public enum Alignment: Sendable {
        case left
        case right
    }

    private var headings: [String]
    private var alignments: [Alignment]
    private var rows: [[String]] = []

    /// Empty headings make a table without a heading line.
    public init(_ columns: [(heading: String, alignment: Alignment)]) {
        headings = columns.map(\.heading)
        alignments = columns.map(\.alignment)
    }

    public mutating func add(_ cells: [String]) {
        rows.append(
            cells.map { $0.printable(limit: 400) } + Array(repeating: "", count: max(0, headings.count - cells.count)))
    }

    public func lines(_ style: TextStyle, indent: Int = 0) -> [String] {
        let showsHeadings = headings.contains { !$0.isEmpty }
        var widths = headings.map(Self.columns)
        for row in rows {
            for (column, cell) in row.enumerated() where column < widths.count {
                widths[column] = max(widths[column], Self.columns(cell))
            }
        }
        shorten(&widths, to: style.width - indent - 2 * (widths.count - 1))
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        if showsHeadings { lines.append(margin + style.bold(line(headings, widths))) }
        lines.append(contentsOf: rows.map { margin + line($0, widths) })
        return lines
    }

    private func shorten(_ widths: inout [Int], to available: Int) {
        while widths.reduce(0, +) > max(available, 8 * widths.count),
            let widest = widths.indices.max(by: { widths[$0] < widths[$1] })
        {
            widths[widest] -= 1
        }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var text = ""
        for (column, cell) in cells.prefix(widths.count).enumerated() {
            let fitted =
                Self.columns(cell) > widths[column] ? String(cell.prefix(max(0, widths[column] - 1))) + "…" : cell
            let space = String(repeating: " ", count: max(0, widths[column] - Self.columns(fitted)))
            if column > 0 { text += "  " }
            text += alignments[column] == .right ? space + fitted : fitted + space
        }
        while text.last == " " { text.removeLast() }
        return text
    }

    /// Columns that a text takes: East Asian wide characters take two.
    static func columns(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { width, scalar in
            switch scalar.value {
            case 0x300..<0x370: width
            case 0x1100..<0x1160, 0x2E80..<0xA4D0, 0xAC00..<0xD7A4, 0xF900..<0xFB00, 0xFE30..<0xFE70, 0xFF00..<0xFF61,
                0xFFE0..<0xFFE7, 0x1F300..<0x1F650, 0x20000..<0x3FFFE:
                width + 2
            default: width + 1
            }
        }
    }
}
