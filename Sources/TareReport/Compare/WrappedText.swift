/// Text broken into lines that fit a width, at spaces where there are any.
enum WrappedText {
    /// - Parameters:
    ///   - indent: columns before every line.
    ///   - hanging: further columns before all lines but the first.
    ///   - mark: stands before the first line; the others are indented as far.
    static func lines(_ text: String, width: Int, indent: Int, hanging: Int = 0, mark: String = "") -> [String] {
        let first = String(repeating: " ", count: indent) + mark
        let others = String(repeating: " ", count: indent + hanging + TextTable.columns(mark))
        // A terminal of no width still gets whole words.
        let width = max(width, others.utf8.count + 16)
        var lines: [String] = []
        var line = first
        var isEmpty = true
        func end() {
            lines.append(line)
            line = others
            isEmpty = true
        }
        for word in text.split(separator: " ", omittingEmptySubsequences: true) {
            let room = width - TextTable.columns(line) - (isEmpty ? 0 : 1)
            if !isEmpty, TextTable.columns(String(word)) > room,
                TextTable.columns(String(word)) <= width - others.utf8.count
                    || room < 16
            {
                end()
            }
            if !isEmpty { line += " " }
            // What fits no line, as text without spaces may, is broken anywhere; ASCII words, such as paths, are kept whole.
            if word.utf8.allSatisfy({ $0 < 0x80 }) {
                line += word
            } else {
                for character in word {
                    if TextTable.columns(line + String(character)) > width { end() }
                    line.append(character)
                    isEmpty = false
                }
            }
            isEmpty = false
        }
        if !isEmpty || lines.isEmpty { lines.append(line) }
        return lines
    }
}
