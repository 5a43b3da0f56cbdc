/// Goes through Python source by logical lines: strings emptied, comments dropped, continued lines joined.
struct PythonScanner {
    struct LogicalLine: Hashable {
        /// Without strings' contents and comments; line ends inside are spaces.
        var text: String
        /// The physical line that it begins at, counted from 1.
        var number: Int
        /// Whether nothing stands before its first character.
        var isAtMargin: Bool
    }

    private let source: [UInt8]
    private var index: Int
    private var number = 1
    private static let longestLine = 64 << 10

    init(_ source: [UInt8]) {
        self.source = source
        // A byte order mark.
        index = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    mutating func nextLogicalLine() -> LogicalLine? {
        guard index < source.count else { return nil }
        let (start, first) = (number, source[index])
        var text: [UInt8] = []
        var depth = 0
        while index < source.count {
            let byte = source[index]
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                takeLineEnd()
                // No expression goes on with such a word at the margin: a bracket was miscounted.
                guard depth > 0, !startsWithImport() else { return line(text, start, first) }
                append(UInt8(ascii: " "), to: &text)
            case UInt8(ascii: "#"): skipComment()
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                skipString(quote: byte)
                append(UInt8(ascii: "\""), to: &text)
            case UInt8(ascii: "\\") where isLineEnd(index + 1):
                index += 1
                takeLineEnd()
                append(UInt8(ascii: " "), to: &text)
            default:
                if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { depth += 1 }
                if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                    depth = max(0, depth - 1)
                }
                append(byte, to: &text)
                index += 1
            }
        }
        return line(text, start, first)
    }

    private func line(_ text: [UInt8], _ start: Int, _ first: UInt8) -> LogicalLine {
        LogicalLine(
            text: String(decoding: text, as: UTF8.self), number: start,
            isAtMargin: first != UInt8(ascii: " ") && first != UInt8(ascii: "\t"))
    }

    private func append(_ byte: UInt8, to text: inout [UInt8]) {
        if text.count < Self.longestLine { text.append(byte) }
    }

    private func isLineEnd(_ place: Int) -> Bool {
        place < source.count && (source[place] == UInt8(ascii: "\n") || source[place] == UInt8(ascii: "\r"))
    }

    private mutating func takeLineEnd() {
        let isPair =
            source[index] == UInt8(ascii: "\r") && index + 1 < source.count && source[index + 1] == UInt8(ascii: "\n")
        index += isPair ? 2 : 1
        number += 1
    }

    private func startsWithImport() -> Bool {
        source[index...].starts(with: Self.importWord) || source[index...].starts(with: Self.fromWord)
    }

    private static let importWord = Array("import ".utf8)
    private static let fromWord = Array("from ".utf8)

    private mutating func skipComment() {
        while index < source.count, !isLineEnd(index) { index += 1 }
    }

    /// A string of one quote ends with its line at the latest, one of three with its quotes.
    private mutating func skipString(quote: UInt8) {
        let isTriple = index + 2 < source.count && source[index + 1] == quote && source[index + 2] == quote
        index += isTriple ? 3 : 1
        while index < source.count {
            let byte = source[index]
            if byte == UInt8(ascii: "\\") {
                index += 1
                if isLineEnd(index) { takeLineEnd() } else { index = min(index + 1, source.count) }
            } else if isLineEnd(index) {
                guard isTriple else { return }
                takeLineEnd()
            } else if byte == quote {
                guard isTriple else {
                    index += 1
                    return
                }
                if index + 2 < source.count, source[index + 1] == quote, source[index + 2] == quote {
                    index += 3
                    return
                }
                index += 1
            } else {
                index += 1
            }
        }
    }
}
